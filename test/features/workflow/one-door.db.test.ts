import { expect } from 'vitest'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeChain, makeOpenRecall } from '../../factories/recall.ts'
import { makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

/* The database itself has one door: a status is its workflow's state, and a state changes with a step on record. */

useTestPortal()

dbTest('refuses a status that is not the workflow’s state, for a lot and a recall', async () => {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant))
	const manager = await makePerson(tenant, ['recall_manager'])
	const { seed } = await makeChain(tenant)
	const recallId = await makeOpenRecall(tenant, manager, [seed])
	const write = (sql: string, id: string) => withTenantContext(tenant.id, (ctx) => ctx.em.execute(sql, [id]))
	await expect(write("update lot set status = 'released' where id = ?", lot.id)).rejects.toThrow(
		/changes by its workflow only/,
	)
	await expect(write("update recall_case set status = 'closed' where id = ?", recallId)).rejects.toThrow(
		/changes by its workflow only/,
	)
})

dbTest('refuses a state without its step, and a step is never rewritten', async () => {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant))
	const write = (sql: string) => withTenantContext(tenant.id, (ctx) => ctx.em.execute(sql, [lot.id]))
	await expect(write("update workflow_instance set state = 'released' where subject_id = ?")).rejects.toThrow(
		/with its step on record only/,
	)
	await expect(
		write("update workflow_instance set state = 'released', entry = entry + 1 where subject_id = ?"),
	).rejects.toThrow(/with its step on record only/)
	await expect(write("update workflow_step set to_state = 'released' where subject_id = ?")).rejects.toThrow()
})
