import { expect } from 'vitest'
import type { UdiFlags } from '#app/features/catalog/catalog.model.ts'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { deliveryRefusal } from '#app/features/receiving/answer-delivery.server.ts'
import { countLine } from '#app/features/receiving/count-line.server.ts'
import { readDelivery } from '#app/features/receiving/delivery.queries.server.ts'
import { holdLine } from '#app/features/receiving/hold-line.server.ts'
import { identifyLine } from '#app/features/receiving/identify-line.server.ts'
import { receiveLine } from '#app/features/receiving/receive-line.server.ts'
import { receivePassedLines } from '#app/features/receiving/receive-passed-lines.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../../factories/api-key.ts'
import { lineOf, lotState, makeDelivery, makeReceiver } from '../../factories/delivery.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../../support/call-api.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const flag = (tenant: TenantInfo, itemId: string, flags: Partial<UdiFlags>) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update item set udi = ?::jsonb where id = ?', [
			JSON.stringify({ lot: true, serial: false, manufacturedOn: false, expiresOn: false, ...flags }),
			itemId,
		]),
	)

/** Two lots of two pieces, announced and counted before anybody flagged the item as a device with serial numbers. */
async function flaggedLater() {
	const tenant = await makeTenant()
	const delivery = await makeDelivery(tenant, { item: { unit: 'H87' }, unit: 'H87', quantity: '2', lots: 2 })
	const receiver = await makeReceiver(tenant)
	for (const { id: lineId } of delivery.lines)
		await actAs(tenant, receiver, (ctx) => countLine(ctx, { deliveryId: delivery.id, lineId, counted: '2' }))
	await flag(tenant, delivery.item.id, { serial: true })
	return { tenant, delivery, receiver }
}

dbTest(
	'a device flagged after it was announced is not received without its serial numbers, and is once they are added',
	async () => {
		const { tenant, delivery, receiver } = await flaggedLater()
		const line = lineOf(delivery)
		const request = { deliveryId: delivery.id, lineId: line.id }
		const refused = await actAs(tenant, receiver, (ctx) => receiveLine(ctx, request))
		if (refused.ok) throw new Error('A device without its serial numbers was received')
		expect(refused.error).toMatchObject({ code: 'identifiers-missing', refusals: [{ detail: { field: 'serial' } }] })
		expect(deliveryRefusal(refused.error, 'en').formError).toMatch(/^Not received\. .*serial numbers/)
		expect(deliveryRefusal(refused.error, 'zh-CN').formError).toMatch(/^未接收。.*序列号/)
		expect(await actAs(tenant, receiver, (ctx) => receivePassedLines(ctx, { deliveryId: delivery.id }))).toMatchObject({
			value: { received: 0, left: 2 },
		})
		expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'announced', onHand: '0' })
		const seen = await actAs(tenant, receiver, (ctx) => readDelivery(ctx, delivery.id))
		expect(seen?.lines.map(({ lacks }) => lacks)).toEqual([['serial'], ['serial']])
		const identify = (serials: string[]) =>
			actAs(tenant, receiver, (ctx) => identifyLine(ctx, { ...request, serials, reason: 'Read off the label' }))
		const few = await identify(['A1'])
		expect(few).toMatchObject({ error: { code: 'serial-count' } })
		if (!few.ok) expect(Object.keys(deliveryRefusal(few.error, 'en').fieldErrors ?? {})).toEqual(['serials'])
		expect(await identify(['A1', 'A2'])).toEqual({ ok: true, value: null })
		expect((await actAs(tenant, receiver, (ctx) => receiveLine(ctx, request))).ok).toBe(true)
		const other = { deliveryId: delivery.id, lineId: lineOf(delivery, 1).id }
		const taken = await actAs(tenant, receiver, (ctx) =>
			identifyLine(ctx, { ...other, serials: ['A2', 'A3'], reason: 'Read off the label' }),
		)
		expect(taken).toMatchObject({ error: { code: 'serial-taken' } })
		// What cannot be told yet is held: nobody uses it meanwhile.
		const held = await actAs(tenant, receiver, (ctx) => holdLine(ctx, { ...other, reason: 'No serial numbers' }))
		expect(held.ok).toBe(true)
		expect(await lotState(tenant, lineOf(delivery, 1).lotId)).toMatchObject({ status: 'on_hold', onHand: '2' })
	},
)

dbTest('only those who check the delivery and may change the lot add identifiers', async () => {
	const { tenant, delivery } = await flaggedLater()
	const request = { deliveryId: delivery.id, lineId: lineOf(delivery).id, serials: ['A1', 'A2'], reason: 'Label' }
	const auditor = await makePerson(tenant, ['auditor'])
	expect(await actAs(tenant, auditor, (ctx) => identifyLine(ctx, request))).toMatchObject({
		error: { code: 'forbidden' },
	})
	const strangers = await makeTenant()
	const stranger = await makeReceiver(strangers)
	expect(await actAs(strangers, stranger, (ctx) => identifyLine(ctx, request))).toMatchObject({
		error: { code: 'unknown-delivery' },
	})
})

dbTest('POST /events of kind receive is refused with what the lot lacks, and taken once it is amended', async () => {
	const tenant = await makeTenant()
	const delivery = await makeDelivery(tenant, { expiresOn: null, item: { shelfLifeDays: null } })
	await flag(tenant, delivery.item.id, { expiresOn: true })
	const { lotId } = lineOf(delivery)
	const key = await makeApiKey(tenant)
	const receive = () =>
		call<ProblemBody>(webApp(), 'post', '/events', {
			key,
			body: {
				kind: 'receive',
				eventTime: '2026-11-22T08:00:00Z',
				outputs: [{ lot: { id: lotId }, quantity: { value: '100', unit: 'KGM' } }],
			},
		})
	const refused = await receive()
	expect([refused.status, refused.body.code, refused.body.errors?.[0]]).toMatchObject([
		422,
		'identifiers-missing',
		{ path: '/outputs/0', detail: 'expiresOn' },
	])
	expect(await lotState(tenant, lotId)).toMatchObject({ status: 'announced', onHand: '0' })
	const amended = await withTenantContext(tenant.id, (ctx) =>
		amendLot(ctx, { lotId, reason: 'Read off the label', changes: { expiresOn: '2027-10-01' } }),
	)
	expect(amended.ok).toBe(true)
	expect((await receive()).status).toBe(201)
})

dbTest('an announced quantity is amended in boxes too; what does not convert is refused', async () => {
	const tenant = await makeTenant()
	const delivery = await makeDelivery(tenant)
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into item_unit (id, tenant_id, created_at, updated_at, version, item_id, unit, factor, base_unit, effective_from)
			values (?, ?, now(), now(), 1, ?, 'XBX', 12.5, 'KGM', '2026-01-01')`,
			[delivery.id, tenant.id, delivery.item.id],
		),
	)
	const amend = (value: string, unit: string) =>
		withTenantContext(tenant.id, (ctx) =>
			amendLot(ctx, { lotId: lineOf(delivery).lotId, reason: 'Recounted', changes: { quantity: { value, unit } } }),
		)
	expect(await amend('4', 'LTR')).toMatchObject({ error: { code: 'unit-mismatch' } })
	expect((await amend('4', 'XBX')).ok).toBe(true)
	expect(await lotState(tenant, lineOf(delivery).lotId)).toMatchObject({ quantity: '50' })
})
