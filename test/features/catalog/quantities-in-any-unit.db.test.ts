import { expect } from 'vitest'
import { itemUnitSchema } from '#app/features/catalog/item-unit.schema.ts'
import { saveItemUnit } from '#app/features/catalog/save-item-unit.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { produceOutput } from '#app/features/production/produce-output.server.ts'
import { runOrderAction } from '#app/features/production/run-order-action.server.ts'
import { announceDelivery } from '#app/features/receiving/announce-delivery.server.ts'
import { noticeRefusal } from '#app/features/receiving/answer-delivery.server.ts'
import { countLine } from '#app/features/receiving/count-line.server.ts'
import { readDelivery } from '#app/features/receiving/delivery.queries.server.ts'
import { receiveLine } from '#app/features/receiving/receive-line.server.ts'
import { createShipment } from '#app/features/shipping/create-shipment.server.ts'
import { shipShipment } from '#app/features/shipping/ship-shipment.server.ts'
import { readShipment } from '#app/features/shipping/shipping.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../../factories/api-key.ts'
import { certify, lotState, makeReceiver } from '../../factories/delivery.ts'
import { makeItem } from '../../factories/item.ts'
import { makeReleasedLot, makeRunningOrder } from '../../factories/order.ts'
import { approveSupplier, makeCustomer, makeSite, makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../../support/call-api.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** One `unit` of an item is `factor` of `baseUnit` from a day on. */
const convertsTo = (tenant: TenantInfo, itemId: string, more: Record<string, string> = {}) =>
	withTenantContext(tenant.id, async (ctx) => {
		const input = itemUnitSchema.parse({
			unit: 'XBX',
			factor: '12.5',
			baseUnit: 'KGM',
			effectiveFrom: '2026-01-01',
			reason: 'As packed',
			...more,
		})
		expect((await saveItemUnit(ctx, itemId, input)).ok).toBe(true)
	})

const eventLots = (tenant: TenantInfo, kind: string) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ quantity: string; unit: string; given: unknown }[]>(
			`select trim_scale(p.quantity)::text as quantity, p.unit, p.given from trace_event e join trace_event_lot p on p.event_id = e.id
			where e.kind = ? order by e.recorded_at, e.id`,
			[kind],
		),
	)

/** A supplier with a lot of 60 kg of an item of which a box holds 12.5 kg, and its person. */
async function announcing() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { incomingInspection: false })
	await convertsTo(tenant, item.id)
	const supplier = await makeSupplier(tenant)
	await approveSupplier(tenant, { itemId: item.id, partyId: supplier.id })
	const site = await makeSite(tenant)
	const person = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const lot = await actAs(tenant, person, (ctx) =>
		registerLot(ctx, {
			item: item.id,
			quantity: { value: '60', unit: 'KGM' },
			manufacturedOn: '2026-10-01',
			expiresOn: '2027-10-01',
		}),
	)
	if (!lot.ok) throw new Error(lot.error.code)
	await certify(tenant, lot.value.id, { partyId: supplier.id })
	const announce = (quantity: string, unit?: string) =>
		actAs(tenant, person, (ctx) =>
			announceDelivery(ctx, {
				siteId: site.id,
				expectedOn: '',
				reference: '',
				carrier: '',
				lines: [{ lotId: lot.value.id, quantity, unit }],
			}),
		)
	return { tenant, item, lotId: lot.value.id, announce }
}

dbTest('a supplier announces boxes, the dock counts boxes: both are kept beside the lot’s own unit', async () => {
	const { tenant, lotId, announce } = await announcing()
	const announced = await announce('4', 'XBX')
	if (!announced.ok) throw new Error(announced.error.code)
	const receiver = await makeReceiver(tenant)
	const deliveryId = announced.value.id
	const read = () => actAs(tenant, receiver, (ctx) => readDelivery(ctx, deliveryId))
	const line = (await read())?.lines[0]
	expect(line).toMatchObject({ quantity: '50', unit: 'KGM', given: { value: '4', unit: 'XBX' }, countedGiven: null })
	const count = (counted: string, unit?: string) =>
		actAs(tenant, receiver, (ctx) => countLine(ctx, { deliveryId, lineId: line?.id ?? '', counted, unit }))
	expect(await count('4', 'LTR')).toEqual({ ok: false, error: { code: 'unit-mismatch', detail: 'LTR KGM' } })
	expect(await count('-4', 'XBX')).toEqual({ ok: false, error: { code: 'not-a-quantity' } })
	expect((await count('50000', 'GRM')).ok).toBe(true)
	expect((await read())?.lines[0]).toMatchObject({ counted: '50', countedGiven: { value: '50000', unit: 'GRM' } })
	// A box by the code of its packaging or by the plain one is the same box.
	expect((await count('4', 'BX')).ok).toBe(true)
	expect((await read())?.lines[0]).toMatchObject({ counted: '50', countedGiven: { value: '4', unit: 'BX' } })
	const received = await actAs(tenant, receiver, (ctx) => receiveLine(ctx, { deliveryId, lineId: line?.id ?? '' }))
	expect(received.ok ? '' : received.error).toBe('')
	expect(await lotState(tenant, lotId)).toMatchObject({ onHand: '50' })
	expect(await eventLots(tenant, 'receive')).toEqual([
		{ quantity: '50', unit: 'KGM', given: { value: '4', unit: 'BX' } },
	])
})

dbTest(
	'an announcement in a unit that does not convert is refused beside its quantity, in both languages',
	async () => {
		const { announce } = await announcing()
		const refused = await announce('4', 'MTR')
		if (refused.ok) throw new Error('An announcement in metres was taken')
		expect(refused.error).toEqual({ code: 'unit-mismatch', path: 'lines.0.quantity', detail: 'MTR KGM' })
		expect(noticeRefusal(refused.error, [3], 'en').fieldErrors?.['rows.3.quantity']).toMatch(
			/^m cannot be converted to kg/,
		)
		expect(noticeRefusal(refused.error, [3], 'zh-CN').fieldErrors?.['rows.3.quantity']).toContain('从 m 到 kg')
		expect(await announce('5', 'XBX')).toEqual({
			ok: false,
			error: { code: 'more-than-lot', path: 'lines.0.quantity' },
		})
		expect(await announce('0.0000001', 'GRM')).toMatchObject({ error: { code: 'not-a-quantity' } })
		expect(await announce('0.0001', 'GRM')).toMatchObject({ error: { code: 'not-a-quantity' } })
		expect((await announce('4.8', 'XBX')).ok).toBe(true)
	},
)

async function shipping() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { kind: 'finished_product', unit: 'H87' })
	await convertsTo(tenant, item.id, { factor: '12', baseUnit: 'H87', effectiveFrom: '2026-01-01' })
	const lot = await makeReleasedLot(tenant, item, { quantity: { value: '100', unit: 'H87' } })
	const customer = await makeCustomer(tenant)
	const site = await makeSite(tenant)
	return { tenant, item, lot, customer, site }
}

dbTest('a shipment in boxes leaves in pieces, and says both', async () => {
	const { tenant, lot, customer, site } = await shipping()
	const shipper = await makePerson(tenant, ['shipping'])
	const plan = (quantity: string, unit?: string) =>
		actAs(tenant, shipper, (ctx) =>
			createShipment(ctx, {
				partyId: customer.id,
				siteId: site.id,
				expectedOn: '',
				reference: '',
				carrier: '',
				lines: [{ lotId: lot.id, quantity, unit }],
			}),
		)
	expect(await plan('9', 'XBX')).toMatchObject({ error: { code: 'insufficient-quantity', path: 'lines.0.quantity' } })
	expect(await plan('9', 'KGM')).toMatchObject({ error: { code: 'unit-mismatch', detail: 'KGM H87' } })
	const planned = await plan('2', 'XBX')
	if (!planned.ok) throw new Error(planned.error.code)
	const { id } = planned.value
	expect((await actAs(tenant, shipper, (ctx) => readShipment(ctx, id)))?.lines).toMatchObject([
		{ quantity: '24', unit: 'H87', given: { value: '2', unit: 'XBX' } },
	])
	expect((await actAs(tenant, shipper, (ctx) => shipShipment(ctx, { shipmentId: id }))).ok).toBe(true)
	expect(await lotState(tenant, lot.id)).toMatchObject({ onHand: '76' })
	expect(await eventLots(tenant, 'ship')).toEqual([{ quantity: '24', unit: 'H87', given: { value: '2', unit: 'XBX' } }])
})

dbTest('POST /events of kind ship takes boxes as they were packed on the day of the event', async () => {
	const { tenant, item, lot, customer, site } = await shipping()
	await convertsTo(tenant, item.id, { factor: '10', baseUnit: 'H87', effectiveFrom: '2026-11-20' })
	const app = webApp()
	const key = await makeApiKey(tenant)
	const ship = (eventTime: string, quantity: object) =>
		call<ProblemBody & { inputs: { quantity: object }[] }>(app, 'post', '/events', {
			key,
			body: { kind: 'ship', eventTime, party: customer.id, site: site.id, inputs: [{ lot: lot.id, quantity }] },
		})
	const wrong = await ship('2026-11-21T08:00:00Z', { value: '1', unit: 'LTR' })
	expect([wrong.status, wrong.body.code, wrong.body.errors?.[0]?.path]).toEqual([
		422,
		'unit-mismatch',
		'/inputs/0/quantity',
	])
	expect(wrong.body.errors?.[0]?.message).toBeTruthy()
	const early = await ship('2026-11-19T08:00:00Z', { value: '1', unit: 'XBX' })
	expect(early.body.inputs?.[0]?.quantity).toEqual({ value: '12', unit: 'H87' })
	const late = await ship('2026-11-21T08:00:00Z', { value: '1', unit: 'XBX' })
	expect(late.body.inputs?.[0]?.quantity).toEqual({ value: '10', unit: 'H87' })
	expect(await lotState(tenant, lot.id)).toMatchObject({ onHand: '78' })
})

dbTest('output, scrap and by-products of an order are given in boxes and grams', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	await convertsTo(tenant, order.product.id, { factor: '12', baseUnit: 'H87' })
	const rest = await makeItem(tenant, { unit: 'KGM' })
	const material = await makeReleasedLot(tenant, order.material)
	const act = <T>(work: Parameters<typeof actAs<T>>[2]) => actAs(tenant, order.operator, work)
	const used = await act((ctx) =>
		runOrderAction(ctx, order.id, { intent: 'consume', lotId: material.id, quantity: '20 kg' }),
	)
	expect(used.ok).toBe(true)
	const made = await act((ctx) =>
		produceOutput(ctx, { orderId: order.id, quantity: '6.5', unit: 'XBX', scrap: '1', scrapUnit: 'XBX' }),
	)
	expect(made.ok).toBe(true)
	expect((await eventLots(tenant, 'produce')).at(-1)).toEqual({
		quantity: '78',
		unit: 'H87',
		given: { value: '6.5', unit: 'XBX' },
	})
	const [noted] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ scrap: unknown }[]>(
			`select parameters->'scrap' as scrap from trace_event where parameters is not null`,
		),
	)
	expect(noted?.scrap).toEqual({ value: '12', unit: 'H87' })
	for (const [change, error] of [
		[{ unit: 'LTR' }, { code: 'unit-mismatch', path: 'quantity', detail: 'LTR H87' }],
		[
			{ scrap: '1', scrapUnit: 'KGM' },
			{ code: 'unit-mismatch', path: 'scrap', detail: 'KGM H87' },
		],
		[{ scrap: '-1' }, { code: 'not-a-quantity', path: 'scrap' }],
	] as const)
		expect(await act((ctx) => produceOutput(ctx, { orderId: order.id, quantity: '1', ...change }))).toEqual({
			ok: false,
			error,
		})
	const beside = await act((ctx) =>
		runOrderAction(ctx, order.id, { intent: 'byproduct', item: rest.sku, quantity: '500 g' }),
	)
	expect(beside.ok).toBe(true)
	const metres = await act((ctx) =>
		runOrderAction(ctx, order.id, { intent: 'byproduct', item: rest.sku, quantity: '5 m' }),
	)
	expect(metres).toMatchObject({ ok: false, problem: 'event-refused' })
	expect(Object.values((metres as { fieldErrors?: object }).fieldErrors ?? {})[0]).toMatch(
		/m cannot be converted to kg/,
	)
})

dbTest(
	'conversions are written by API: once under retries, in the trail, refused with the place, not without the scope',
	async () => {
		const tenant = await makeTenant()
		const item = await makeItem(tenant, { unit: 'H87' })
		const app = webApp()
		const key = await makeApiKey(tenant)
		const path = `/items/${item.id}/units` as const
		const body = { unit: 'XBX', factor: '12', baseUnit: 'H87', effectiveFrom: '2026-01-01', reason: 'As packed' }
		const headers = { 'Idempotency-Key': 'units-1' }
		const post = (more: object = {}, as = key) =>
			call<ProblemBody & { id: string }>(app, 'post', path, { key: as, body: { ...body, ...more } })
		const made = await call<{ id: string }>(app, 'post', path, { key, body, headers })
		const again = await call<{ id: string }>(app, 'post', path, { key, body, headers })
		expect([made.status, again.status, again.body.id]).toEqual([201, 201, made.body.id])
		for (const [more, code, place] of [
			[{ unit: 'PR' }, 'unit-known', '/unit'],
			[{ baseUnit: 'KGM' }, 'unit-foreign', '/baseUnit'],
			[{ effectiveFrom: '2025-12-01' }, 'unit-begins-earlier', '/effectiveFrom'],
		] as const) {
			const refused = await post(more)
			expect([refused.status, refused.body.code, refused.body.errors?.[0]?.path], code).toEqual([422, code, place])
			expect(refused.body.errors?.[0]?.message, code).toBeTruthy()
		}
		expect((await post()).body.code).toBe('nothing-changed')
		expect((await post({}, await makeApiKey(tenant, { scopes: ['lots:read'] }))).status).toBe(403)
		expect((await post({}, await makeApiKey(await makeTenant()))).status).toBe(404)
		const trail = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ action: string }[]>('select action from audit_entry where subject_id = ?', [item.id]),
		)
		expect(trail).toEqual([{ action: 'item.unit-save' }])
	},
)

dbTest(
	'a supplier’s own system announces in boxes; the dock’s counts them, and each is told what is wrong and where',
	async () => {
		const { tenant, item, lotId } = await announcing()
		const app = webApp()
		const [row] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ supplier: string; code: string; site: string }[]>(
				'select l.supplier_id as supplier, l.code, (select code from site where party_id is null limit 1) as site from lot l where l.id = ?',
				[lotId],
			),
		)
		const key = await makeApiKey(tenant, { partyId: row?.supplier ?? '' })
		const announce = (quantity: object, lot: unknown = row?.code, as = key) =>
			call<ProblemBody & { id: string; lines: { id: string; quantity: object; given?: object }[] }>(
				app,
				'post',
				'/deliveries',
				{
					key: as,
					body: { site: row?.site, lines: [{ lot, quantity }] },
				},
			)
		for (const [quantity, lot, code, path] of [
			[{ value: '4', unit: 'MTR' }, row?.code, 'unit-mismatch', '/lines/0/quantity'],
			[{ value: '5', unit: 'XBX' }, row?.code, 'more-than-lot', '/lines/0/quantity'],
			[{ value: '0', unit: 'XBX' }, row?.code, 'not-a-quantity', '/lines/0/quantity'],
			[{ value: '4', unit: 'XBX' }, 'NO-SUCH-LOT', 'unknown-lot', '/lines/0/lot'],
		] as const) {
			const refused = await announce(quantity, lot)
			expect([refused.status, refused.body.code, refused.body.errors?.[0]?.path], code).toEqual([422, code, path])
			expect(refused.body.errors?.[0]?.message, code).not.toMatch(/^problem\./)
		}
		const rival = await makeSupplier(tenant)
		const theirs = await announce(
			{ value: '4', unit: 'XBX' },
			row?.code,
			await makeApiKey(tenant, { partyId: rival.id }),
		)
		expect(theirs.body.code).toBe('unknown-lot')
		const made = await announce({ value: '4', unit: 'XBX' })
		expect([made.status, made.body.lines]).toMatchObject([
			201,
			[{ quantity: { value: '50', unit: 'KGM' }, given: { value: '4', unit: 'XBX' } }],
		])
		const count = (counted: object, as: string) =>
			call<ProblemBody & { lines: object[] }>(
				app,
				'post',
				`/deliveries/${made.body.id}/lines/${made.body.lines[0]?.id}/count`,
				{ key: as, body: { counted } },
			)
		const dock = await makeApiKey(tenant)
		expect((await count({ value: '3', unit: 'LTR' }, dock)).body).toMatchObject({
			code: 'unit-mismatch',
			errors: [{ path: '/counted' }],
		})
		expect((await count({ value: '3.5', unit: 'XBX' }, dock)).body.lines).toMatchObject([
			{ counted: { value: '43.75', unit: 'KGM' }, countedGiven: { value: '3.5', unit: 'XBX' } },
		])
		expect(item.unit).toBe('KGM')
	},
)
