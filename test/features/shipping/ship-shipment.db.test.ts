import { expect } from 'vitest'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { cancelShipment } from '#app/features/shipping/cancel-shipment.server.ts'
import { createShipment } from '#app/features/shipping/create-shipment.server.ts'
import { readShipmentPage } from '#app/features/shipping/read-shipment-page.server.ts'
import { shipShipment } from '#app/features/shipping/ship-shipment.server.ts'
import { listShipments, readLotCertificates, readShipment } from '#app/features/shipping/shipping.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { certify, lotState } from '../../factories/delivery.ts'
import { makeReleasedLot } from '../../factories/order.ts'
import { makeCustomer, makeSite } from '../../factories/party.ts'
import { makeShipment } from '../../factories/shipment.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const mails = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ recipient: string; language: string; subject: string; text: string }[]>(
			'select recipient, language, subject, text from mail',
		),
	)

dbTest(
	'sends some of a lot: it stays released, the customer sees it and is mailed its provenance in its language',
	async () => {
		const tenant = await makeTenant()
		const shipment = await makeShipment(tenant, {
			gtin: '09506000134352',
			customer: { language: 'zh-CN', email: 'einkauf@example.test' },
		})
		const sent = await actAs(tenant, shipment.shipper, (ctx) => shipShipment(ctx, { shipmentId: shipment.id }), true)
		expect(sent).toMatchObject({ ok: true, value: { number: shipment.number, mailed: true } })
		expect(await lotState(tenant, shipment.lot.id)).toMatchObject({ status: 'released', onHand: '60' })
		const [mail] = await mails(tenant)
		expect(mail).toMatchObject({ recipient: 'einkauf@example.test', language: 'zh-CN' })
		expect(mail?.subject).toContain('已发货')
		expect(mail?.text).toContain(`/01/09506000134352/10/${shipment.lot.code}`)
		const customer = await makePerson(tenant, ['customer'], { partyId: shipment.customer.id })
		const seen = await actAs(tenant, customer, (ctx) => readShipment(ctx, shipment.id))
		expect(seen?.lines.map((line) => line.lotCode)).toEqual([shipment.lot.code])
		const [event] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ party_id: string; decision_id: string | null }[]>(
				"select party_id, decision_id from trace_event where kind = 'ship'",
			),
		)
		expect(event?.party_id).toBe(shipment.customer.id)
		expect(event?.decision_id).not.toBeNull()
	},
)

dbTest('moves a lot to shipped when nothing of it is left', async () => {
	const tenant = await makeTenant()
	const shipment = await makeShipment(tenant, { quantity: '100' })
	expect(
		(await actAs(tenant, shipment.shipper, (ctx) => shipShipment(ctx, { shipmentId: shipment.id }), true)).ok,
	).toBe(true)
	expect(await lotState(tenant, shipment.lot.id)).toMatchObject({ status: 'shipped', onHand: '0' })
})

dbTest('keeps a held lot here, says which rule, stores the decision and sends nothing', async () => {
	const tenant = await makeTenant()
	const shipment = await makeShipment(tenant)
	const quality = await makePerson(tenant, ['quality_reviewer'])
	await actAs(tenant, quality, (ctx) =>
		placeHold(ctx, { lotId: shipment.lot.id, reason: 'Complaint under investigation' }),
	)
	const refused = await actAs(tenant, shipment.shipper, (ctx) => shipShipment(ctx, { shipmentId: shipment.id }), true)
	if (refused.ok || refused.error.code !== 'gate-blocked') throw new Error('expected gate-blocked')
	expect(refused.error.lots.map((lot) => lot.lotCode)).toEqual([shipment.lot.code])
	expect(
		refused.error.lots[0]?.decision.rules.filter((rule) => rule.status === 'block').map((rule) => rule.key),
	).toEqual(expect.arrayContaining(['lot_on_hold']))
	expect(await lotState(tenant, shipment.lot.id)).toMatchObject({ onHand: '100' })
	expect(await mails(tenant)).toEqual([])
	const stored = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select 1 from decision where rule_set = 'shipment_gate'"),
	)
	expect(stored).toHaveLength(1)
	const page = await actAs(tenant, shipment.shipper, (ctx) => readShipmentPage(ctx, shipment.id))
	expect(page).toMatchObject({ shipment: { status: 'planned' }, previews: [{ status: 'block' }] })
})

dbTest('refuses an expired lot and a customer that is not active', async () => {
	const tenant = await makeTenant()
	const expired = await makeShipment(tenant, { expiresOn: '2026-11-21' })
	expect(
		await actAs(tenant, expired.shipper, (ctx) => shipShipment(ctx, { shipmentId: expired.id }), true),
	).toMatchObject({ ok: false, error: { code: 'gate-blocked' } })
	const former = await makeShipment(tenant, { customer: { active: false } })
	expect(
		await actAs(tenant, former.shipper, (ctx) => shipShipment(ctx, { shipmentId: former.id }), true),
	).toMatchObject({ ok: false, error: { code: 'gate-blocked' } })
})

dbTest('leaves nothing behind when another shipment was faster with the same pieces', async () => {
	const tenant = await makeTenant()
	const first = await makeShipment(tenant, { quantity: '80' })
	const site = await makeSite(tenant)
	const second = await actAs(tenant, first.shipper, (ctx) =>
		createShipment(ctx, {
			partyId: first.customer.id,
			siteId: site.id,
			expectedOn: '',
			reference: '',
			carrier: '',
			lines: [{ lotId: first.lot.id, quantity: '50' }],
		}),
	)
	if (!second.ok) throw new Error(second.error.code)
	await actAs(tenant, first.shipper, (ctx) => shipShipment(ctx, { shipmentId: first.id }), true)
	const late = await actAs(tenant, first.shipper, (ctx) => shipShipment(ctx, { shipmentId: second.value.id }), true)
	expect(late).toMatchObject({
		ok: false,
		error: { code: 'event-refused', refusal: { code: 'insufficient-quantity', detail: '20 H87' } },
	})
	expect(await lotState(tenant, first.lot.id)).toMatchObject({ onHand: '20' })
	expect(await mails(tenant)).toHaveLength(1)
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select 1 from audit_entry where action = 'event.ship'"),
	)
	expect(audit).toHaveLength(1)
})

dbTest('of two who send one shipment, one wins and the customer is mailed once', async () => {
	const tenant = await makeTenant()
	const shipment = await makeShipment(tenant)
	const both = await Promise.all(
		[1, 2].map(() => actAs(tenant, shipment.shipper, (ctx) => shipShipment(ctx, { shipmentId: shipment.id }), true)),
	)
	expect(both.filter((result) => result.ok)).toHaveLength(1)
	expect(both.find((result) => !result.ok)).toMatchObject({ error: { code: 'shipment-closed', status: 'shipped' } })
	expect(await mails(tenant)).toHaveLength(1)
	expect(await lotState(tenant, shipment.lot.id)).toMatchObject({ onHand: '60' })
})

dbTest('sends without a mail where the customer has no address', async () => {
	const tenant = await makeTenant()
	const shipment = await makeShipment(tenant, { customer: { email: null } })
	expect(
		await actAs(tenant, shipment.shipper, (ctx) => shipShipment(ctx, { shipmentId: shipment.id }), true),
	).toMatchObject({ ok: true, value: { mailed: false } })
	expect(await mails(tenant)).toEqual([])
})

dbTest('shows a customer its own shipments once they are sent, with certificates that are not internal', async () => {
	const tenant = await makeTenant()
	const shipment = await makeShipment(tenant)
	await certify(tenant, shipment.lot.id)
	const customer = await makePerson(tenant, ['customer'], { partyId: shipment.customer.id })
	const rival = await makePerson(tenant, ['customer'], { partyId: (await makeCustomer(tenant)).id })
	expect(await actAs(tenant, customer, (ctx) => readShipment(ctx, shipment.id))).toBeNull()
	expect((await actAs(tenant, customer, (ctx) => listShipments(ctx, {}))).rows).toEqual([])
	await actAs(tenant, shipment.shipper, (ctx) => shipShipment(ctx, { shipmentId: shipment.id }), true)
	expect((await actAs(tenant, customer, (ctx) => listShipments(ctx, {}))).rows.map((row) => row.number)).toEqual([
		shipment.number,
	])
	expect(await actAs(tenant, customer, (ctx) => readLotCertificates(ctx, [shipment.lot.id]))).toHaveLength(1)
	expect(await actAs(tenant, rival, (ctx) => readShipment(ctx, shipment.id))).toBeNull()
	expect((await actAs(tenant, rival, (ctx) => listShipments(ctx, {}))).rows).toEqual([])
	expect(await actAs(tenant, rival, (ctx) => readLotCertificates(ctx, [shipment.lot.id]))).toEqual([])
	const other = await makeTenant()
	const stranger = await makePerson(other, ['shipping'])
	expect(await actAs(other, stranger, (ctx) => readShipment(ctx, shipment.id))).toBeNull()
	expect(await actAs(other, stranger, (ctx) => shipShipment(ctx, { shipmentId: shipment.id }), true)).toMatchObject({
		ok: false,
		error: { code: 'unknown-shipment' },
	})
})

dbTest('refuses a plan field by field, and who may not plan or send', async () => {
	const tenant = await makeTenant()
	const shipment = await makeShipment(tenant)
	const site = await makeSite(tenant)
	const unknown = '00000000-0000-7000-8000-000000000000'
	const lotId = shipment.lot.id
	const input = {
		partyId: shipment.customer.id,
		siteId: site.id,
		expectedOn: '',
		reference: '',
		carrier: '',
		lines: [{ lotId, quantity: '1' }],
	}
	const cases: [Partial<typeof input>, string, string][] = [
		[{ partyId: unknown }, 'unknown-customer', 'partyId'],
		[{ siteId: unknown }, 'unknown-site', 'siteId'],
		[{ lines: [] }, 'no-lines', 'lines'],
		[{ lines: [{ lotId: unknown, quantity: '1' }] }, 'unknown-lot', 'lines.0.lotId'],
		[
			{
				lines: [
					{ lotId, quantity: '1' },
					{ lotId, quantity: '1' },
				],
			},
			'duplicate-lot',
			'lines.1.lotId',
		],
		[{ lines: [{ lotId, quantity: 'x' }] }, 'not-a-quantity', 'lines.0.quantity'],
		[{ lines: [{ lotId, quantity: '101' }] }, 'insufficient-quantity', 'lines.0.quantity'],
	]
	for (const [change, code, path] of cases) {
		expect(await actAs(tenant, shipment.shipper, (ctx) => createShipment(ctx, { ...input, ...change }))).toMatchObject({
			ok: false,
			error: { code, path },
		})
	}
	const operator = await makePerson(tenant, ['operator'])
	expect(await actAs(tenant, operator, (ctx) => createShipment(ctx, input))).toMatchObject({
		ok: false,
		error: { code: 'forbidden' },
	})
	expect(await actAs(tenant, operator, (ctx) => shipShipment(ctx, { shipmentId: shipment.id }), true)).toMatchObject({
		ok: false,
		error: { code: 'forbidden' },
	})
	expect(await actAs(tenant, shipment.shipper, (ctx) => cancelShipment(ctx, { shipmentId: shipment.id }))).toEqual({
		ok: true,
		value: null,
	})
	expect(
		await actAs(tenant, shipment.shipper, (ctx) => shipShipment(ctx, { shipmentId: shipment.id }), true),
	).toMatchObject({ ok: false, error: { code: 'shipment-closed', status: 'cancelled' } })
})

dbTest('names no more than twenty lots in a mail and counts the rest', async () => {
	const tenant = await makeTenant()
	const shipment = await makeShipment(tenant)
	const site = await makeSite(tenant)
	const lots = await Promise.all(
		Array.from({ length: 22 }, () => makeReleasedLot(tenant, shipment.item, { quantity: { value: '1', unit: 'H87' } })),
	)
	const created = await actAs(tenant, shipment.shipper, (ctx) =>
		createShipment(ctx, {
			partyId: shipment.customer.id,
			siteId: site.id,
			expectedOn: '',
			reference: '',
			carrier: '',
			lines: lots.map((lot) => ({ lotId: lot.id, quantity: '1' })),
		}),
	)
	if (!created.ok) throw new Error(created.error.code)
	await actAs(tenant, shipment.shipper, (ctx) => shipShipment(ctx, { shipmentId: created.value.id }), true)
	const [mail] = await mails(tenant)
	expect(mail?.text).toContain('2 more lots stand in the portal.')
})
