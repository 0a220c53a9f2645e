import { expect } from 'vitest'
import { correctEvent } from '#app/features/genealogy/correct-event.server.ts'
import { readEvent } from '#app/features/genealogy/event-page.queries.server.ts'
import type { EventRefusal } from '#app/features/genealogy/event-request.ts'
import { eventsOfLot } from '#app/features/genealogy/events.queries.server.ts'
import { traceLots } from '#app/features/genealogy/trace.queries.server.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { orderRefusal } from '#app/features/production/answer-order.server.ts'
import { completeOrder } from '#app/features/production/complete-order.server.ts'
import { createOrder } from '#app/features/production/create-order.server.ts'
import { pauseOrder, resumeOrder } from '#app/features/production/pause-order.server.ts'
import { produceOutput } from '#app/features/production/produce-output.server.ts'
import { readOrderPage } from '#app/features/production/read-order-page.server.ts'
import { recordByProduct } from '#app/features/production/record-by-product.server.ts'
import { recordConsumption } from '#app/features/production/record-consumption.server.ts'
import { recordReadings } from '#app/features/production/record-readings.server.ts'
import { setLine } from '#app/features/production/set-line.server.ts'
import { startOrder } from '#app/features/production/start-order.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/item.ts'
import { makeReleasedLot, makeRunningOrder, type TestOrder } from '../../factories/order.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()

/** The refusal of a step whose only obstacle is something that production asks for, whatever the workflow says. */
const missing = (field: string, named: string) => ({
	ok: false,
	error: {
		code: 'transition-refused',
		refusals: [{ code: 'field', detail: { field }, message: { en: expect.stringContaining(named) } }],
	},
})

const kg = (value: string) => ({ value, unit: 'KGM' })

/** Another order of the same product on the same line, not started. */
async function planBeside(
	tenant: TenantInfo,
	order: TestOrder,
	line = ' l3 ',
): Promise<{ id: string; number: string }> {
	const created = await actAs(tenant, order.operator, (ctx) =>
		createOrder(ctx, { itemId: order.product.id, siteId: order.site.id, line, plannedQuantity: '10', dueOn: '' }),
	)
	if (!created.ok) throw new Error(created.error.code)
	return created.value
}

const start = (tenant: TenantInfo, order: TestOrder, orderId: string, cleared = false) =>
	actAs(tenant, order.operator, (ctx) => startOrder(ctx, { orderId, cleared, clearanceNote: 'Swept' }))

async function useAndMake(tenant: TenantInfo, order: TestOrder, used: string, made: string): Promise<void> {
	const lot = await makeReleasedLot(tenant, order.material)
	const consumed = await actAs(
		tenant,
		order.operator,
		(ctx) => recordConsumption(ctx, { orderId: order.id, lotId: lot.id, quantity: kg(used) }),
		true,
	)
	if (!consumed.ok) throw new Error(consumed.error.code)
	const output = await actAs(tenant, order.operator, (ctx) => produceOutput(ctx, { orderId: order.id, quantity: made }))
	if (!output.ok) throw new Error(output.error.code)
}

dbTest('makes one lot at a time on a line, after it was cleared of the one before', async () => {
	const tenant = await makeTenant()
	const first = await makeRunningOrder(tenant)
	const second = await planBeside(tenant, first)
	expect(await start(tenant, first, second.id, true)).toMatchObject(missing('line', first.number))
	await useAndMake(tenant, first, '25', '100')
	expect((await actAs(tenant, first.operator, (ctx) => completeOrder(ctx, { orderId: first.id }))).ok).toBe(true)
	expect(await start(tenant, first, second.id)).toMatchObject(missing('cleared', first.lotCode))
	expect((await start(tenant, first, second.id, true)).ok).toBe(true)
	const page = await actAs(tenant, first.operator, (ctx) => readOrderPage(ctx, second.id))
	expect(page?.clearance).toMatchObject({ previousNumber: first.number, note: 'Swept', actorName: first.operator.name })
})

dbTest('lets one of many start on a free line at once, and many where the line takes several', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant, { started: false })
	const planned = [order, await planBeside(tenant, order), await planBeside(tenant, order)]
	const together = await Promise.all(planned.map(({ id }) => start(tenant, order, id)))
	expect(together.filter((result) => result.ok)).toHaveLength(1)
	expect(together.filter((result) => !result.ok)).toMatchObject([missing('line', ''), missing('line', '')])
	const waiting = planned.find((_one, index) => !together[index]?.ok)
	await actAs(tenant, order.operator, (ctx) => setLine(ctx, { orderId: waiting?.id ?? '', severalLots: true }))
	expect((await start(tenant, order, waiting?.id ?? '')).ok).toBe(true)
})

dbTest('the database itself keeps a second order off a line', async () => {
	const tenant = await makeTenant()
	const first = await makeRunningOrder(tenant)
	const second = await planBeside(tenant, first)
	await expect(
		withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute('update production_order set started_at = now() where id = ?', [second.id]),
		),
	).rejects.toMatchObject({ code: '23505' })
})

dbTest('stands still while it is paused, with the reason, and goes on', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const lot = await makeReleasedLot(tenant, order.material)
	const use = () =>
		actAs(
			tenant,
			order.operator,
			(ctx) => recordConsumption(ctx, { orderId: order.id, lotId: lot.id, quantity: kg('1') }),
			true,
		)
	const pause = (reason: string) =>
		actAs(tenant, order.operator, (ctx) => pauseOrder(ctx, { orderId: order.id, reason }))
	expect(await pause('')).toMatchObject({ ok: false, error: { code: 'transition-refused' } })
	expect((await pause('Sieve broken')).ok).toBe(true)
	expect(await use()).toMatchObject({ ok: false, error: { code: 'order-paused' } })
	expect(await pause('Again')).toMatchObject({ ok: false, error: { code: 'transition-refused' } })
	const page = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
	expect(page?.may).toMatchObject({ resume: true, pause: false, consume: false })
	expect((await actAs(tenant, order.operator, (ctx) => resumeOrder(ctx, { orderId: order.id }))).ok).toBe(true)
	expect((await use()).ok).toBe(true)
	const auditor = await makePerson(tenant, ['auditor'])
	expect(
		await actAs(tenant, auditor, (ctx) => pauseOrder(ctx, { orderId: order.id, reason: 'Looking' })),
	).toMatchObject({ ok: false, error: { refusals: [{ code: 'permission' }, { code: 'permission' }] } })
	const theirs = await makeTenant()
	expect(
		await actAs(theirs, await makePerson(theirs, ['operator']), (ctx) => resumeOrder(ctx, { orderId: order.id })),
	).toMatchObject({ ok: false, error: { code: 'unknown-order' } })
	// While its lot is held, the page says why it cannot pause, before anybody tries.
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	expect((await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id)))?.buttons.pause).toEqual([])
	const held = await actAs(tenant, reviewer, (ctx) => placeHold(ctx, { lotId: order.lotId, reason: 'Foreign matter' }))
	expect(held.ok).toBe(true)
	expect((await pause('Held')).ok).toBe(false)
	expect((await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id)))?.buttons.pause).toEqual([
		{ en: expect.stringContaining('stands at “On hold”'), 'zh-CN': expect.stringContaining('批次') },
	])
})

dbTest('marks readings outside their limits, keeps the last limits, and refuses what was not read', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const read = (readings: Parameters<typeof recordReadings>[1]['readings']) =>
		actAs(tenant, order.operator, (ctx) => recordReadings(ctx, { orderId: order.id, readings }))
	expect(
		await read([
			{ parameter: 'temperature', value: '180', unit: 'CEL', min: '170', max: '180' },
			{ parameter: 'pressure', value: '-0.5' },
		]),
	).toMatchObject({ ok: true, value: [{ within: true }, { within: true }] })
	test.clock.move(60_000)
	expect(await read([{ parameter: 'temperature', value: '180.000001' }])).toMatchObject({
		ok: true,
		value: [{ within: false }],
	})
	const page = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
	expect(page?.readings.find((one) => one.parameter === 'temperature')).toMatchObject({
		count: 2,
		outside: 1,
		unit: 'CEL',
		min: '170',
		max: '180',
	})
	const code = async (reading: Parameters<typeof read>[0][number]) => {
		const result = await read([reading])
		return result.ok ? 'ok' : [result.error.code, 'path' in result.error ? result.error.path : '']
	}
	expect(await code({ parameter: 'p', value: 'warm' })).toEqual(['not-a-quantity', 'readings.0.value'])
	expect(await code({ parameter: 'p', value: '1', min: '2', max: '1' })).toEqual(['limits-crossed', 'readings.0.min'])
	expect(await code({ parameter: 'p', value: '1', readAt: '2099-01-01T00:00:00Z' })).toEqual([
		'time-in-future',
		'readings.0.readAt',
	])
	expect(await code({ parameter: 'p', value: '1', readAt: '2020-01-01T00:00:00Z' })).toEqual([
		'before-order',
		'readings.0.readAt',
	])
	expect(await read([])).toMatchObject({ ok: false, error: { code: 'no-readings' } })
})

dbTest(
	'holds what the revision pins: its limits over those given, and what must be read before the order ends',
	async () => {
		const tenant = await makeTenant()
		const order = await makeRunningOrder(tenant, {
			parameters: [
				{ key: 'Soak temperature', minimum: '705', maximum: '760', required: true },
				{ key: 'Vacuum', unit: 'mbar', maximum: '0.0001', required: true },
				{ key: 'Spindle speed', unit: 'rpm' },
			],
		})
		const complete = () => actAs(tenant, order.operator, (ctx) => completeOrder(ctx, { orderId: order.id }))
		await useAndMake(tenant, order, '25', '90')
		expect(await complete()).toMatchObject({
			...missing('readings', 'Soak temperature and Vacuum'),
		})
		const read = await actAs(tenant, order.operator, (ctx) =>
			recordReadings(ctx, {
				orderId: order.id,
				readings: [{ parameter: 'Soak temperature', value: '700', min: '0', max: '9999', unit: 'K' }],
			}),
		)
		expect(read).toMatchObject({ ok: true, value: [{ within: false }] })
		// What the watch says of it calls it by the name that the revision gives it.
		const found = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ said: string }[]>(
				`select messages->0->>'zh-CN' as said from measurement_finding where lot_id = ?`,
				[order.lotId],
			),
		)
		expect(found[0]?.said).toMatch(/^Soak temperature（参数） 700 /)
		// The other comes with the output, with limits of its own that do not hold.
		const made = await actAs(tenant, order.operator, (ctx) =>
			produceOutput(ctx, {
				orderId: order.id,
				quantity: '10',
				parameters: { Vacuum: { value: '0.00004', unit: 'bar', max: '1' } },
			}),
		)
		expect(made.ok).toBe(true)
		const page = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
		expect(page?.readings).toMatchObject([
			{ parameter: 'Soak temperature', count: 1, outside: 1, unit: '°C', min: '705', max: '760', required: true },
			{ parameter: 'Vacuum', count: 0, required: true },
			{ parameter: 'Spindle speed', count: 0, required: false },
		])
		expect(page?.events.find((event) => event.parameters)?.parameters).toMatchObject({
			Vacuum: { value: '0.00004', unit: 'mbar', max: '0.0001' },
		})
		// Everybody reads them by the names that the revision gives them, on the lot's page and the event's.
		const [event] = await actAs(tenant, order.operator, (ctx) => eventsOfLot(ctx, order.lotId))
		expect(event?.parameterNames).toMatchObject({ Vacuum: { en: 'Vacuum', 'zh-CN': 'Vacuum（参数）' } })
		expect(await actAs(tenant, order.operator, (ctx) => readEvent(ctx, event?.id ?? ''))).toMatchObject({
			parameterNames: event?.parameterNames,
		})
		expect(await complete()).toMatchObject({ ok: true })
	},
)

dbTest('closes with its balance: flagged out of tolerance, or refused where the tenant says so', async () => {
	const tenant = await makeTenant()
	const flagged = await makeRunningOrder(tenant)
	await useAndMake(tenant, flagged, '30', '100')
	await actAs(tenant, flagged.operator, (ctx) => completeOrder(ctx, { orderId: flagged.id, reason: 'Spilled' }))
	const page = await actAs(tenant, flagged.operator, (ctx) => readOrderPage(ctx, flagged.id))
	expect(page?.order.balance).toMatchObject({ within: false, reason: 'Spilled', yieldPercent: '100' })
	expect(page?.order.balance?.components).toMatchObject([
		{ consumed: '30', needed: '25', differencePercent: '20', tolerancePercent: '5', within: false },
	])
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("update tenant set balance_rule = 'refuse' where id = ?", [tenant.id]),
	)
	const strict = await makeRunningOrder(tenant)
	await useAndMake(tenant, strict, '30', '100')
	expect(await actAs(tenant, strict.operator, (ctx) => completeOrder(ctx, { orderId: strict.id }))).toMatchObject({
		...missing('balance', '30 / 25 KGM, 20 %'),
	})
})

dbTest('makes a by-product of all that was used, and takes it back whole', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const shavings = await makeItem(tenant, { unit: 'KGM' })
	const make = (item: string) =>
		actAs(tenant, order.operator, (ctx) => recordByProduct(ctx, { orderId: order.id, item, quantity: '2.5' }))
	expect(await make(shavings.sku)).toMatchObject({ ok: false, error: { code: 'nothing-used' } })
	await useAndMake(tenant, order, '25', '100')
	expect(await make('NOTHING')).toMatchObject({ ok: false, error: { code: 'unknown-item' } })
	expect(await make(order.product.sku)).toMatchObject({ ok: false, error: { code: 'same-item' } })
	const made = await make(shavings.sku)
	if (!made.ok) throw new Error(made.error.code)
	const trace = () => withTenantContext(tenant.id, (ctx) => traceLots(ctx, made.value.lotId, 'backward'))
	expect((await trace())?.edges).toMatchObject([{ child: made.value.lotId, quantity: kg('0') }])
	const events = (await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id)))?.events ?? []
	const event = events.find((one) => one.lots.some((lot) => lot.lotId === made.value.lotId))
	const corrected = await actAs(tenant, order.operator, (ctx) =>
		correctEvent(ctx, { eventId: event?.id ?? '', reason: 'No shavings' }),
	)
	expect(corrected).toMatchObject({ ok: true, value: { linksTakenBack: 1 } })
	expect((await trace())?.edges).toEqual([])
})

dbTest('a refused amount is said at its field, with units in the language of the reader', () => {
	const refusal = (code: string, detail: string) =>
		orderRefusal(
			{ code: 'event-refused', refusal: { code, path: 'outputs.0.quantity', detail } as EventRefusal },
			'zh-CN',
		)
	expect(refusal('unit-mismatch', 'LTR H87').fieldErrors?.quantity).toContain('件')
	expect(refusal('insufficient-quantity', '300 H87').fieldErrors?.quantity).toContain('300 件')
})
