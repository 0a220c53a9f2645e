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
	console.info(await em.execute("select rule_set, outcome, count(*) from decision group by 1,2 order by 1,2"))
	console.info(JSON.stringify(await em.execute("select l.code, l.status, d.outcome, d.decided_at, (select jsonb_agg(r->>'key') from jsonb_array_elements(d.detail->'rules') r where r->>'status'<>'pass') as rules from decision d join lot l on l.id=d.lot_id where d.outcome<>'pass'"), null, 1))
	console.info(await em.execute("select (select count(*) from lot) as lots, (select count(*) from audit_entry) as audit, (select count(*) from workflow_step) as steps, (select count(*) from document) as docs"))
})
