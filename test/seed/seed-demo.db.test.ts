import { expect } from 'vitest'
import { seedDemo } from '#app/seed/seed-demo.server.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

const running = useTestPortal()

dbTest('fills two companies', async () => {
	const start = performance.now()
	await seedDemo(running.portal)
	console.info('seeded in', Math.round(performance.now() - start))
	const em = running.portal.orm.em.fork()
	const tenants = await em.execute('select key from tenant order by key')
	expect(tenants).toHaveLength(2)
})
