import { expect } from 'vitest'
import { itemUnitSchema } from '#app/features/catalog/item-unit.schema.ts'
import { saveItemUnit } from '#app/features/catalog/save-item-unit.server.ts'
import { readEvent } from '#app/features/genealogy/event-page.queries.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { cancelOrder } from '#app/features/production/cancel-order.server.ts'
import { checkAtLine } from '#app/features/production/check-at-line.server.ts'
import { completeOrder } from '#app/features/production/complete-order.server.ts'
import { createOrder } from '#app/features/production/create-order.server.ts'
import { listOrders } from '#app/features/production/list-orders.queries.server.ts'
import { produceOutput } from '#app/features/production/produce-output.server.ts'
import { readOrderPage } from '#app/features/production/read-order-page.server.ts'
import { recordConsumption } from '#app/features/production/record-consumption.server.ts'
import { startOrder } from '#app/features/production/start-order.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { lotState } from '../../factories/delivery.ts'
import { makeItem, makeRevision } from '../../factories/item.ts'
import { makeReleasedLot, makeRunningOrder } from '../../factories/order.ts'
import { makeSite, makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const kg = (value: string) => ({ value, unit: 'KGM' })

/** Parent and child codes with quantities, as the genealogy has them. */
const links = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ parent: string; child: string; quantity: string }[]>(
			`select p.code as parent, c.code as child, trim_scale(k.quantity)::text as quantity
			from lot_link k join lot p on p.node = k.parent_node join lot c on c.node = k.child_node order by k.event_time`,
		),
	)
const countDecisions = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, async (ctx) =>
		Number(
			(await ctx.em.execute<{ n: string }[]>("select count(*) as n from decision where rule_set = 'line_match'"))[0]?.n,
		),
	)

dbTest('makes a lot of what it used: linked at once, filled by the output, submitted at the end', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const lot = await makeReleasedLot(tenant, order.material)
	expect(await lotState(tenant, order.lotId)).toEqual({ status: 'in_production', onHand: '0', quantity: '0' })
	const used = await actAs(
		tenant,
		order.operator,
		(ctx) =>
			recordConsumption(ctx, {
				orderId: order.id,
				lotId: lot.id,
				quantity: kg('25'),
				equipment: 'Lathe 4',
				step: 'Turning',
			}),
		true,
	)
	expect(used).toMatchObject({ ok: true, value: { decisions: [{ outcome: 'pass', version: 1 }] } })
	expect(await links(tenant)).toEqual([{ parent: lot.code, child: order.lotCode, quantity: '25' }])
	expect(await lotState(tenant, lot.id)).toMatchObject({ onHand: '75', status: 'released' })
	const made = await actAs(tenant, order.operator, (ctx) =>
		produceOutput(ctx, {
			orderId: order.id,
			quantity: '98',
			scrap: '2',
			step: 'Turning',
			startedAt: '2026-11-22T07:00:00Z',
			finishedAt: '2026-11-22T08:30:00Z',
			parameters: { speed: { value: '1200', unit: 'rpm', min: '1000', max: '1400' } },
		}),
	)
	expect(made.ok).toBe(true)
	expect(await lotState(tenant, order.lotId)).toEqual({ status: 'in_production', onHand: '98', quantity: '98' })
	const page = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
	expect(page).toMatchObject({
		made: '98',
		scrap: '2',
		components: [{ planned: '25', needed: '25', consumed: '25', differencePercent: '0', within: true }],
	})
	expect(page?.events[0]).toMatchObject({
		kind: 'produce',
		equipment: 'L3',
		step: 'Turning',
		startedAt: '2026-11-22T07:00:00.000Z',
	})
	const completed = await actAs(tenant, order.operator, (ctx) => completeOrder(ctx, { orderId: order.id }))
	expect(completed).toEqual({ ok: true, value: { lotId: order.lotId, lotStatus: 'pending_release' } })
	expect(
		(await actAs(tenant, order.operator, (ctx) => listOrders(ctx, { statuses: ['finished'] }))).rows[0],
	).toMatchObject({ number: order.number, made: '98' })
})

dbTest(
	'what was lost is added up over every event of an order, also of those that its page does not show',
	async () => {
		const tenant = await makeTenant()
		const order = await makeRunningOrder(tenant)
		const lot = await makeReleasedLot(tenant, order.material)
		await actAs(
			tenant,
			order.operator,
			(ctx) => recordConsumption(ctx, { orderId: order.id, lotId: lot.id, quantity: kg('25') }),
			true,
		)
		const made = await actAs(tenant, order.operator, (ctx) =>
			produceOutput(ctx, { orderId: order.id, quantity: '10', scrap: '2' }),
		)
		expect(made.ok).toBe(true)
		await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute(
				`insert into trace_event select (jsonb_populate_record(null::trace_event, to_jsonb(e) || jsonb_build_object('id', gen_random_uuid()))).*
			from trace_event e cross join generate_series(1, 119) where e.order_id = ? and e.kind = 'produce'`,
				[order.id],
			),
		)
		const page = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
		expect(page?.events).toHaveLength(100)
		expect(page?.allEvents).toBeGreaterThanOrEqual(121)
		expect(page?.scrap).toBe('240')
	},
)

dbTest('uses up a lot to the last gram and moves it on', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const lot = await makeReleasedLot(tenant, order.material, { quantity: kg('25') })
	await actAs(
		tenant,
		order.operator,
		(ctx) =>
			recordConsumption(ctx, { orderNumber: order.number, lotId: lot.id, quantity: { value: '25000', unit: 'GRM' } }),
		true,
	)
	expect(await lotState(tenant, lot.id)).toMatchObject({ onHand: '0', status: 'consumed' })
})

dbTest('uses a lot by the drum: judged and booked in kilograms, and shown as it was given', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const lot = await makeReleasedLot(tenant, order.material)
	const admin = await makePerson(tenant, ['compliance_admin'])
	const unit = { unit: 'XDR', factor: '12.5', baseUnit: 'KGM', effectiveFrom: '2020-01-01', reason: 'As delivered' }
	await actAs(tenant, admin, (ctx) => saveItemUnit(ctx, order.material.id, unit))
	const used = await actAs(
		tenant,
		order.operator,
		(ctx) => recordConsumption(ctx, { orderId: order.id, lotId: lot.id, quantity: { value: '2', unit: 'XDR' } }),
		true,
	)
	if (!used.ok) throw new Error(JSON.stringify(used.error))
	expect(used.value.decisions).toMatchObject([{ outcome: 'pass' }])
	expect(await links(tenant)).toEqual([{ parent: lot.code, child: order.lotCode, quantity: '25' }])
	const event = await actAs(tenant, order.operator, (ctx) => readEvent(ctx, used.value.event.id))
	expect(event?.lots.find((one) => one.id === lot.id)).toMatchObject({
		quantity: kg('25'),
		given: { value: '2', unit: 'XDR' },
	})
})

dbTest('stops the wrong material, keeps the decision and uses nothing', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const wrong = await makeReleasedLot(tenant, await makeItem(tenant))
	const refused = await actAs(
		tenant,
		order.operator,
		(ctx) => recordConsumption(ctx, { orderId: order.id, lotId: wrong.id, quantity: kg('5') }),
		true,
	)
	if (refused.ok || refused.error.code !== 'match-blocked') throw new Error('expected match-blocked')
	expect(refused.error.decision.rules.find((rule) => rule.key === 'not_a_component')).toMatchObject({ status: 'block' })
	expect(refused.error.decision.rules.find((rule) => rule.key === 'not_a_component')?.message.en).toContain(
		'is not in the parts list',
	)
	expect(await countDecisions(tenant)).toBe(1)
	expect(await lotState(tenant, wrong.id)).toMatchObject({ onHand: '100' })
	expect(await links(tenant)).toEqual([])
})

dbTest('stops lots that are in quarantine, expired, on hold or too small, each with its rule', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const quarantined = await withTenantContext(tenant.id, (ctx) =>
		registerLot(ctx, { item: order.material.id, quantity: kg('10'), expiresOn: '2027-10-01' }),
	)
	if (!quarantined.ok) throw new Error(quarantined.error.code)
	const expired = await makeReleasedLot(tenant, order.material, { expiresOn: '2026-11-21' })
	const held = await makeReleasedLot(tenant, order.material)
	await actAs(tenant, order.operator, (ctx) => placeHold(ctx, { lotId: held.id, reason: 'Looks wet' }))
	const small = await makeReleasedLot(tenant, order.material, { quantity: kg('1') })
	const cases: [string, string][] = [
		[quarantined.value.id, 'lot_not_released'],
		[expired.id, 'expired_lot'],
		[held.id, 'lot_on_hold'],
		[small.id, 'not_enough'],
	]
	for (const [lotId, rule] of cases) {
		const refused = await actAs(
			tenant,
			order.operator,
			(ctx) => recordConsumption(ctx, { orderId: order.id, lotId, quantity: kg('5') }),
			true,
		)
		if (refused.ok || refused.error.code !== 'match-blocked') throw new Error(`expected ${rule}`)
		expect(
			refused.error.decision.rules.filter((found) => found.status === 'block').map((found) => found.key),
		).toContain(rule)
	}
})

dbTest('uses several lots together or none of them', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const [one, two] = [await makeReleasedLot(tenant, order.material), await makeReleasedLot(tenant, order.material)]
	const wrong = await makeReleasedLot(tenant, await makeItem(tenant))
	const refused = await actAs(
		tenant,
		order.operator,
		(ctx) =>
			recordConsumption(ctx, {
				orderId: order.id,
				inputs: [
					{ lotId: one.id, quantity: kg('5') },
					{ lotId: wrong.id, quantity: kg('5') },
				],
			}),
		true,
	)
	expect(refused).toMatchObject({ ok: false, error: { code: 'match-blocked', path: 'inputs.1' } })
	expect(await lotState(tenant, one.id)).toMatchObject({ onHand: '100' })
	const used = await actAs(
		tenant,
		order.operator,
		(ctx) =>
			recordConsumption(ctx, {
				orderId: order.id,
				inputs: [one, two].map((lot) => ({ lotId: lot.id, quantity: kg('5') })),
			}),
		true,
	)
	expect(used.ok).toBe(true)
	expect(await links(tenant)).toHaveLength(2)
})

dbTest(
	'a unit that does not convert is told as such, before the match check could only say that it does not know',
	async () => {
		const tenant = await makeTenant()
		const operator = await makePerson(tenant, ['operator'])
		const lot = await makeReleasedLot(tenant, await makeItem(tenant))
		const refused = await actAs(
			tenant,
			operator,
			(ctx) => recordConsumption(ctx, { lotId: lot.id, quantity: { value: '4', unit: 'H87' } }),
			true,
		)
		const refusal = { code: 'unit-mismatch', path: 'inputs.0.quantity', problems: [{ detail: 'H87 KGM' }] }
		expect(refused).toMatchObject({ ok: false, error: { code: 'event-refused', refusal } })
		expect(await countDecisions(tenant)).toBe(0)
	},
)

dbTest('without an order the lot alone is judged, and a refused event leaves no trace but the decision', async () => {
	const tenant = await makeTenant()
	const operator = await makePerson(tenant, ['operator'])
	const [material, product] = [await makeItem(tenant), await makeItem(tenant, { unit: 'H87' })]
	const lot = await makeReleasedLot(tenant, material)
	const used = await actAs(
		tenant,
		operator,
		(ctx) =>
			recordConsumption(ctx, {
				lotId: lot.id,
				quantity: kg('10'),
				outputs: [{ newLot: { item: product.id, code: 'OUT-1' }, quantity: { value: '40', unit: 'H87' } }],
			}),
		true,
	)
	expect(used).toMatchObject({ ok: true, value: { event: { outputs: [{ code: 'OUT-1' }] } } })
	const again = await actAs(
		tenant,
		operator,
		(ctx) =>
			recordConsumption(ctx, {
				lotId: lot.id,
				quantity: kg('10'),
				outputs: [{ newLot: { item: product.id, code: 'OUT-1' }, quantity: { value: '40', unit: 'H87' } }],
			}),
		true,
	)
	expect(again).toMatchObject({ ok: false, error: { code: 'event-refused', refusal: { code: 'duplicate-code' } } })
	expect(await lotState(tenant, lot.id)).toMatchObject({ onHand: '90' })
	expect(await countDecisions(tenant)).toBe(2)
	const future = await actAs(
		tenant,
		operator,
		(ctx) => recordConsumption(ctx, { lotId: lot.id, quantity: kg('1'), eventTime: '2027-01-01T00:00:00Z' }),
		true,
	)
	expect(future).toMatchObject({ ok: false, error: { code: 'event-refused', refusal: { code: 'time-in-future' } } })
})

dbTest(
	'finds what is scanned at the line by our code, a supplier’s code or a GS1 label, and says yes or no',
	async () => {
		const tenant = await makeTenant()
		const order = await makeRunningOrder(tenant)
		const lot = await makeReleasedLot(tenant, order.material, { code: 'TI-7752', supplierLot: 'HX 99' })
		for (const code of ['TI-7752', 'ti7752', 'HX-99', '(01)09506000134352(10)TI-7752']) {
			const checked = await actAs(tenant, order.operator, (ctx) => checkAtLine(ctx, { orderId: order.id, code }), true)
			expect(checked).toMatchObject({
				ok: true,
				value: { lotId: lot.id, suggested: kg('25'), decision: { outcome: 'pass', id: null } },
			})
		}
		expect(await countDecisions(tenant)).toBe(0)
		const wrong = await makeReleasedLot(tenant, await makeItem(tenant), { code: 'OTHER-1' })
		const stopped = await actAs(
			tenant,
			order.operator,
			(ctx) => checkAtLine(ctx, { orderId: order.id, code: 'OTHER-1' }),
			true,
		)
		expect(stopped).toMatchObject({ ok: true, value: { lotId: wrong.id, decision: { outcome: 'block' } } })
		expect(await countDecisions(tenant)).toBe(1)
		expect(
			await actAs(tenant, order.operator, (ctx) => checkAtLine(ctx, { orderId: order.id, code: 'NOPE' }), true),
		).toMatchObject({ ok: false, error: { code: 'not-found' } })
		await makeReleasedLot(tenant, order.material, { code: 'S-1', supplierLot: 'TWIN' })
		await makeReleasedLot(tenant, order.material, { code: 'S-2', supplierLot: 'TWIN' })
		expect(
			await actAs(tenant, order.operator, (ctx) => checkAtLine(ctx, { orderId: order.id, code: 'twin' }), true),
		).toMatchObject({ ok: false, error: { code: 'several-lots' } })
	},
)

dbTest('plans orders by a revision with a parts list only, and keeps the revision', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['compliance_admin'])
	const site = await makeSite(tenant)
	const part = await makeItem(tenant)
	const product = await makeItem(tenant, { unit: 'H87' })
	const input = { itemId: product.id, siteId: site.id, line: 'L1', plannedQuantity: '10', dueOn: '' }
	const create = (change: Partial<typeof input> & { revisionId?: string; plannedUnit?: string } = {}) =>
		actAs(tenant, person, (ctx) => createOrder(ctx, { ...input, ...change }))
	expect(await create()).toMatchObject({ ok: false, error: { code: 'unknown-revision' } })
	await makeRevision(tenant, product, {
		code: 'A',
		effectiveTo: '2026-06-30',
		components: [{ itemId: part.id, quantity: '1', unit: 'KGM' }],
	})
	const empty = await makeRevision(tenant, product, { code: 'B', effectiveFrom: '2026-07-01' })
	expect(await create()).toMatchObject({ ok: false, error: { code: 'no-parts-list', path: 'revisionId' } })
	const good = await makeRevision(tenant, product, {
		code: 'C',
		effectiveFrom: '2026-08-01',
		components: [{ itemId: part.id, quantity: '1', unit: 'KGM' }],
	})
	const foreign = '00000000-0000-7000-8000-000000000000'
	expect(await create({ itemId: foreign })).toMatchObject({ ok: false, error: { code: 'unknown-item' } })
	expect(await create({ siteId: foreign })).toMatchObject({ ok: false, error: { code: 'unknown-site' } })
	expect(await create({ plannedQuantity: '-1' })).toMatchObject({ ok: false, error: { code: 'not-a-quantity' } })
	expect(await create({ plannedUnit: 'KGM' })).toMatchObject({
		ok: false,
		error: { code: 'unit-mismatch', path: 'plannedQuantity', detail: 'KGM H87' },
	})
	expect(await create({ revisionId: empty.id })).toMatchObject({ ok: false, error: { code: 'no-parts-list' } })
	const created = await create()
	if (!created.ok) throw new Error(created.error.code)
	const page = await actAs(tenant, person, (ctx) => readOrderPage(ctx, created.value.id))
	expect(page?.order).toMatchObject({ number: 'WO-26-0001', revision: 'C', revisionId: good.id, status: 'planned' })
	expect(await actAs(tenant, person, (ctx) => cancelOrder(ctx, { orderId: created.value.id }))).toEqual({
		ok: true,
		value: null,
	})
	expect(await actAs(tenant, person, (ctx) => startOrder(ctx, { orderId: created.value.id }))).toMatchObject({
		ok: false,
		error: { code: 'transition-refused', refusals: [{ code: 'state' }, { code: 'permission' }] },
	})
})

dbTest('does each step in its time and by its role, and shows nothing to another tenant', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const lot = await makeReleasedLot(tenant, order.material)
	expect(await actAs(tenant, order.operator, (ctx) => startOrder(ctx, { orderId: order.id }))).toMatchObject({
		ok: false,
		error: { code: 'transition-refused', refusals: [{ code: 'state', detail: { state: 'running' } }] },
	})
	expect(await actAs(tenant, order.operator, (ctx) => completeOrder(ctx, { orderId: order.id }))).toMatchObject({
		ok: false,
		error: { code: 'transition-refused', refusals: [{ code: 'field', detail: { field: 'output' } }] },
	})
	const auditor = await makePerson(tenant, ['auditor'])
	const use = { orderId: order.id, lotId: lot.id, quantity: kg('5') }
	expect(await actAs(tenant, auditor, (ctx) => recordConsumption(ctx, use), true)).toMatchObject({
		ok: false,
		error: { code: 'forbidden' },
	})
	expect(
		await actAs(tenant, auditor, (ctx) => recordConsumption(ctx, { lotId: lot.id, quantity: kg('5') }), true),
	).toMatchObject({ ok: false, error: { code: 'forbidden' } })
	expect(await actAs(tenant, auditor, (ctx) => produceOutput(ctx, { orderId: order.id, quantity: '1' }))).toMatchObject(
		{ ok: false, error: { code: 'forbidden' } },
	)
	const other = await makeTenant()
	const stranger = await makePerson(other, ['operator'])
	expect(await actAs(other, stranger, (ctx) => recordConsumption(ctx, use), true)).toMatchObject({
		ok: false,
		error: { code: 'unknown-order' },
	})
	expect(
		await actAs(other, stranger, (ctx) => recordConsumption(ctx, { lotId: lot.id, quantity: kg('5') }), true),
	).toMatchObject({ ok: false, error: { code: 'unknown-lot' } })
	expect(await actAs(other, stranger, (ctx) => readOrderPage(ctx, order.id))).toBeNull()
	expect((await actAs(other, stranger, (ctx) => listOrders(ctx, {}))).rows).toEqual([])
	const supplier = await makePerson(tenant, ['supplier'], { partyId: (await makeSupplier(tenant)).id })
	expect(await actAs(tenant, supplier, (ctx) => readOrderPage(ctx, order.id))).toBeNull()
})

dbTest('of two who finish an order, one wins', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	await actAs(tenant, order.operator, (ctx) => produceOutput(ctx, { orderId: order.id, quantity: '10' }))
	const both = await Promise.all(
		[1, 2].map(() => actAs(tenant, order.operator, (ctx) => completeOrder(ctx, { orderId: order.id }))),
	)
	expect(both.filter((result) => result.ok)).toHaveLength(1)
	expect(both.find((result) => !result.ok)).toMatchObject({
		error: { code: 'transition-refused', refusals: [{ code: 'state', detail: { state: 'finished' } }] },
	})
})

dbTest('takes an output that cannot be for a refusal, beside its field', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const backwards = await actAs(tenant, order.operator, (ctx) =>
		produceOutput(ctx, {
			orderId: order.id,
			quantity: '1',
			startedAt: '2026-11-22T08:00:00Z',
			finishedAt: '2026-11-22T07:00:00Z',
		}),
	)
	expect(backwards).toMatchObject({
		ok: false,
		error: { code: 'event-refused', refusal: { code: 'invalid-time', path: 'finishedAt' } },
	})
	const planned = await makeRunningOrder(tenant, { started: false })
	expect(
		await actAs(tenant, planned.operator, (ctx) => produceOutput(ctx, { orderId: planned.id, quantity: '1' })),
	).toMatchObject({ ok: false, error: { code: 'order-status', status: 'planned' } })
})

dbTest('takes off what a correction took back', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const lot = await makeReleasedLot(tenant, order.material)
	const used = await actAs(
		tenant,
		order.operator,
		(ctx) => recordConsumption(ctx, { orderId: order.id, lotId: lot.id, quantity: kg('30') }),
		true,
	)
	if (!used.ok) throw new Error(used.error.code)
	await actAs(tenant, order.operator, (ctx) =>
		recordEvent(ctx, {
			kind: 'adjust',
			outputs: [{ lotId: lot.id, quantity: kg('30') }],
			correctsId: used.value.event.id,
			orderId: order.id,
			note: 'Wrong order',
		}),
	)
	const page = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
	expect(page?.components[0]?.consumed).toBe('0')
})

dbTest('an order is planned in any unit that converts, counts in the item’s own, and shows both', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['compliance_admin'])
	const site = await makeSite(tenant)
	const part = await makeItem(tenant)
	const product = await makeItem(tenant, { unit: 'H87' })
	await makeRevision(tenant, product, { code: 'A', components: [{ itemId: part.id, quantity: '0.5', unit: 'KGM' }] })
	const added = await actAs(tenant, person, (ctx) =>
		saveItemUnit(
			ctx,
			product.id,
			itemUnitSchema.parse({
				unit: 'XBX',
				factor: '12',
				baseUnit: 'H87',
				effectiveFrom: '2026-01-01',
				reason: 'Packed',
			}),
		),
	)
	expect(added.ok).toBe(true)
	const plan = async (plannedQuantity: string, plannedUnit: string) => {
		const input = { itemId: product.id, siteId: site.id, line: 'L1', dueOn: '', plannedQuantity, plannedUnit }
		const created = await actAs(tenant, person, (ctx) => createOrder(ctx, input))
		if (!created.ok) throw new Error(created.error.code)
		return actAs(tenant, person, (ctx) => readOrderPage(ctx, created.value.id))
	}
	const boxes = await plan('2.5', 'XBX')
	expect(boxes?.order).toMatchObject({ planned: '30', unit: 'H87', given: { value: '2.5', unit: 'XBX' } })
	expect(boxes?.components).toMatchObject([{ planned: '15', unit: 'KGM' }])
	expect((await plan('3', 'DZN'))?.order).toMatchObject({ planned: '36', given: { value: '3', unit: 'DZN' } })
	expect((await plan('7', 'H87'))?.order).toMatchObject({ planned: '7', unit: 'H87', given: null })
	const listed = await actAs(tenant, person, (ctx) => listOrders(ctx, {}))
	expect(listed.rows.map((row) => [row.planned, row.given?.unit ?? null])).toEqual([
		['7', null],
		['36', 'DZN'],
		['30', 'XBX'],
	])
})
