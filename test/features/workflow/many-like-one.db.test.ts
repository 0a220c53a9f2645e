import { expect } from 'vitest'
import { holdLots } from '#app/features/lots/hold-lots.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { moveRecords } from '#app/features/workflow/move-records.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { requireAttribute } from '../../factories/attribute.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishLotWorkflow } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

/* A step that is taken by many lots at once leaves what it leaves when each takes it by itself. */

useTestPortal()

type Lot = Awaited<ReturnType<typeof makeLot>>

async function house(prepare: (tenant: TenantInfo) => Promise<unknown> = async () => null) {
	const tenant = await makeTenant()
	await prepare(tenant)
	const ann = await makePerson(tenant, ['quality_reviewer'])
	const item = await makeItem(tenant)
	const lots = [
		await makeLot(tenant, item, { state: 'quarantine' }),
		await makeLot(tenant, item, { state: 'quarantine' }),
		await makeLot(tenant, item, { state: 'quarantine' }),
	] as [Lot, Lot, Lot]
	return { tenant, ann, lots }
}

const one = (tenant: TenantInfo, person: TestPerson, lot: Lot, transition: string) =>
	actAs(tenant, person, (ctx) => transitionLot(ctx, { lotId: lot.id, transition, reason: 'As asked' }))

const many = (tenant: TenantInfo, person: TestPerson, lots: readonly Lot[], transition: string) =>
	actAs(tenant, person, (ctx) =>
		moveRecords(ctx, {
			kind: 'lot',
			records: lots.map(({ id, code }) => ({ id, label: code })),
			transition,
			trigger: { type: 'user' },
			reason: 'As asked',
		}),
	)

/** All that a step leaves of a lot, but for names and times. */
const leftOf = (tenant: TenantInfo, lot: Lot) =>
	withTenantContext(tenant.id, async (ctx) => {
		const [row] = await ctx.em.execute<object[]>(
			`select l.status, l.on_hand::text,
				(select jsonb_agg(jsonb_build_array(s.transition, s.from_state, s.to_state, s.reason) order by s.entry) from workflow_step s where s.subject_id = l.id) as steps,
				(select jsonb_agg(jsonb_build_array(e.kind, e.note, p.role, p.quantity) order by e.id) from trace_event e join trace_event_lot p on p.event_id = e.id where p.lot_id = l.id and e.note = 'As asked') as events,
				(select jsonb_agg(jsonb_build_array(h.reason, h.source)) from hold h where h.lot_id = l.id) as holds,
				(select jsonb_agg(jsonb_build_array(a.action, a.after->>'status', a.reason) order by a.action) from audit_entry a where a.subject_id = l.id::text and a.action <> 'lot.register') as audit
			from lot l where l.id = ?`,
			[lot.id],
		)
		return row
	})

for (const transition of ['hold', 'submit', 'return'])
	dbTest(`"${transition}" of many leaves what it leaves of one`, async () => {
		const { tenant, ann, lots } = await house()
		const [first, ...others] = lots
		expect(await one(tenant, ann, first, transition)).toMatchObject({ ok: true })
		expect((await many(tenant, ann, others, transition)).refused).toEqual([])
		const wanted = await leftOf(tenant, first)
		for (const lot of others) expect(await leftOf(tenant, lot)).toEqual(wanted)
	})

dbTest('refuses many what it refuses one: an attribute that the next state asks for', async () => {
	const { tenant, ann, lots } = await house((tenant) => requireAttribute(tenant, 'melt', 'pending_release'))
	const [first, ...others] = lots
	const alone = await one(tenant, ann, first, 'submit')
	if (alone.ok || alone.error.code !== 'transition-refused') throw new Error('it was not refused')
	const { moved, refused } = await many(tenant, ann, others, 'submit')
	expect(moved).toEqual([])
	expect(refused.map((lot) => lot.refusals)).toEqual([alone.error.refusals, alone.error.refusals])
})

dbTest('lets many go on by an event that the step emits, as one does', async () => {
	const { tenant, ann, lots } = await house((tenant) =>
		publishLotWorkflow(tenant, ({ transitions }) => {
			const step = (key: string) => transitions.find((one) => one.key === key) ?? {}
			Object.assign(step('submit'), { actions: [{ type: 'emit', event: 'lot.submitted' }] })
			Object.assign(step('auto_hold'), { trigger: { type: 'system', event: 'lot.submitted' } })
		}),
	)
	const [first, ...others] = lots
	await one(tenant, ann, first, 'submit')
	await many(tenant, ann, others, 'submit')
	const wanted = await leftOf(tenant, first)
	expect(wanted).toMatchObject({ status: 'on_hold' })
	for (const lot of others) expect(await leftOf(tenant, lot)).toEqual(wanted)
})

dbTest('holds lots together, those on hold already once more, all or none', async () => {
	const { tenant, ann, lots } = await house()
	const hold = (some: readonly Lot[], reason: string) =>
		actAs(tenant, ann, (ctx) => holdLots(ctx, { lotIds: some.map((lot) => lot.id), reason }))
	expect(await hold([lots[0]], 'First')).toEqual({ ok: true, value: { held: 1 } })
	expect(await hold(lots, 'All of them')).toEqual({ ok: true, value: { held: 3 } })
	const rows = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('select lot_id, reason from hold order by reason, lot_id'),
	)
	expect(rows).toHaveLength(4)
	const { id } = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const unknown = '01890000-0000-7000-8000-000000000009'
	const refused = await actAs(tenant, ann, (ctx) => holdLots(ctx, { lotIds: [id, unknown], reason: 'With a stranger' }))
	expect(refused).toMatchObject({ ok: false, error: { code: 'lots-refused', lots: [{ lotId: unknown }] } })
})
