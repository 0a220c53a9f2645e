import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { Hold, LotSequence } from '#app/features/lots/lot.entity.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeTenant } from '../factories/tenant.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

useTestPortal()

dbTest('writes, audits and reads back in one tenant', async () => {
	const tenant = await makeTenant()
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(LotSequence, { scope: 'a', last: 3 })
		ctx.audit.record({ action: 'test', subject: { type: 'x', id: '1' }, after: { last: 3 } })
	})
	const rows = await withTenantContext(tenant.id, (ctx) => ctx.em.find(LotSequence, {}))
	expect(rows.map((row) => row.last)).toEqual([3])
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select action from audit_entry where action = 'test'"),
	)
	expect(audit).toHaveLength(1)
})

dbTest('rolls everything back on a refused result', async () => {
	const tenant = await makeTenant()
	const refused = await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(LotSequence, { scope: 'b', last: 1 })
		ctx.audit.record({ action: 'refused', subject: { type: 'x', id: '1' } })
		await ctx.jobs.send('mail.send', { mailId: '00000000-0000-7000-8000-000000000000' })
		return err({ code: 'no' })
	})
	expect(refused).toEqual(err({ code: 'no' }))
	const left = await withTenantContext(tenant.id, async (ctx) =>
		ok([await ctx.em.count(LotSequence, {}), await ctx.em.count(Hold, {})]),
	)
	expect(left).toEqual(ok([0, 0]))
})

dbTest('keeps nothing where its audit entries cannot be written', async () => {
	const tenant = await makeTenant()
	await expect(
		withTenantContext(tenant.id, async (ctx) => {
			ctx.em.create(LotSequence, { scope: 'c', last: 1 })
			// PostgreSQL holds no NUL in a text.
			ctx.audit.record({ action: 'test', subject: { type: 'x', id: '1', label: '\u0000' } })
		}),
	).rejects.toThrow()
	const left = await withTenantContext(tenant.id, (ctx) => ctx.em.count(LotSequence, {}))
	expect(left).toBe(0)
})
