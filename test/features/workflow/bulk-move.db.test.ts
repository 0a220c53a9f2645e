import { expect } from 'vitest'
import { moveLots } from '#app/features/lots/move-lots.server.ts'
import { beginBulkMove, cancelBulkMove } from '#app/features/workflow/begin-bulk-move.server.ts'
import { readBulkMove } from '#app/features/workflow/bulk-moves.queries.server.ts'
import { moveBatch } from '#app/features/workflow/run-bulk-move.job.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function house() {
	const tenant = await makeTenant()
	const ann = await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' })
	const item = await makeItem(tenant)
	const waiting = [
		await makeLot(tenant, item, { state: 'quarantine' }),
		await makeLot(tenant, item, { state: 'quarantine' }),
	]
	const making = await makeLot(tenant, item)
	return { tenant, ann, waiting, making }
}

const begin = (tenant: TenantInfo, person: TestPerson, ids: string[], more = {}) =>
	actAs(tenant, person, (ctx) =>
		moveLots(ctx, { transition: 'submit', reason: 'End of the week', which: { ids }, ...more }),
	)

dbTest('moves those that may move, keeps why the others may not, and comes to an end', async () => {
	const { tenant, ann, waiting, making } = await house()
	const begun = await begin(
		tenant,
		ann,
		[...waiting, making].map((lot) => lot.id),
	)
	if (!begun.ok) throw new Error(begun.error.code)
	const { id } = begun.value
	expect(await actAs(tenant, ann, (ctx) => moveBatch(ctx, id))).toBe(true)
	expect(await actAs(tenant, ann, (ctx) => moveBatch(ctx, id))).toBe(false)
	expect(await actAs(tenant, ann, (ctx) => moveBatch(ctx, id))).toBe(false)
	const page = await actAs(tenant, ann, (ctx) => readBulkMove(ctx, id))
	expect(page).toMatchObject({ status: 'done', total: 3, moved: 2, refused: 1, mine: true })
	expect(page?.refusals).toMatchObject([{ label: making.code }])
	expect(page?.refusals[0]?.why[0]?.en).toContain('starts from')
})

dbTest('moves nothing for a person whose role does not include the step', async () => {
	const { tenant, waiting } = await house()
	const auditor = await makePerson(tenant, ['auditor'])
	const begun = await begin(
		tenant,
		auditor,
		waiting.map((lot) => lot.id),
	)
	if (!begun.ok) throw new Error(begun.error.code)
	await actAs(tenant, auditor, (ctx) => moveBatch(ctx, begun.value.id))
	const page = await actAs(tenant, auditor, (ctx) => readBulkMove(ctx, begun.value.id))
	expect(page).toMatchObject({ moved: 0, refused: 2 })
})

dbTest('stops where it is, and only for who asked for it', async () => {
	const { tenant, ann, waiting } = await house()
	const begun = await begin(
		tenant,
		ann,
		waiting.map((lot) => lot.id),
	)
	if (!begun.ok) throw new Error(begun.error.code)
	const { id } = begun.value
	const bo = await makePerson(tenant, ['quality_reviewer'])
	const other = await makeTenant()
	const stranger = await makePerson(other, ['quality_reviewer'])
	const cancel = (person: TestPerson, place = tenant) => actAs(place, person, (ctx) => cancelBulkMove(ctx, id))
	expect(await cancel(bo)).toMatchObject({ error: { code: 'unknown-move' } })
	expect(await cancel(stranger, other)).toMatchObject({ error: { code: 'unknown-move' } })
	expect(await actAs(other, stranger, (ctx) => readBulkMove(ctx, id))).toBeNull()
	expect(await cancel(ann)).toMatchObject({ ok: true })
	expect(await cancel(ann)).toMatchObject({ error: { code: 'over' } })
	expect(await actAs(tenant, ann, (ctx) => moveBatch(ctx, id))).toBe(false)
	expect(await actAs(tenant, ann, (ctx) => readBulkMove(ctx, id))).toMatchObject({ status: 'cancelled', moved: 0 })
})

dbTest('refuses what cannot be asked for many at once', async () => {
	const { tenant, ann, waiting } = await house()
	const ids = waiting.map((lot) => lot.id)
	const refused = async (more: Record<string, unknown>) => {
		const begun = await begin(tenant, ann, ids, more)
		return begun.ok ? 'ok' : begun.error.code
	}
	expect(await refused({ transition: 'release' })).toBe('one-by-one')
	expect(await refused({ transition: 'ship' })).toBe('unknown-step')
	expect(await refused({ transition: 'nothing' })).toBe('unknown-step')
	expect(await refused({ reason: '  ' })).toBe('reason-missing')
	expect(await refused({ which: { ids: [] } })).toBe('nothing-chosen')
	expect(await refused({ which: { filter: { status: ['quarantine'] } } })).toBe('ok')
	const many = Array.from({ length: 20_001 }, () => ({ id: ids[0] ?? '', label: 'x' }))
	const tooMany = await actAs(tenant, ann, (ctx) =>
		beginBulkMove(ctx, { kind: 'lot', transition: 'submit', reason: 'All', records: many }),
	)
	expect(tooMany).toMatchObject({ error: { code: 'too-many' } })
})
