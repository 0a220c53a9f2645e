import { expect } from 'vitest'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { announceDelivery } from '#app/features/receiving/announce-delivery.server.ts'
import { cancelDelivery } from '#app/features/receiving/cancel-delivery.server.ts'
import { checkDelivery } from '#app/features/receiving/check-delivery.server.ts'
import { readDelivery } from '#app/features/receiving/delivery.queries.server.ts'
import type { AnnounceDeliveryInput } from '#app/features/receiving/delivery.schema.ts'
import { listDeliveries } from '#app/features/receiving/delivery-list.queries.server.ts'
import { listAnnounceableLots } from '#app/features/receiving/notice.queries.server.ts'
import { recordArrival } from '#app/features/receiving/record-arrival.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { deliveryState, makeDelivery, makeReceiver } from '../../factories/delivery.ts'
import { makeItem } from '../../factories/item.ts'
import { approveSupplier, makeSite, makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const makeLot = async (tenant: TenantInfo, person: TestPerson, itemId: string, quantity = '60') => {
	const lot = await actAs(tenant, person, (ctx) =>
		registerLot(ctx, {
			item: itemId,
			quantity: { value: quantity, unit: 'KGM' },
			manufacturedOn: '2026-10-01',
			expiresOn: '2027-10-01',
		}),
	)
	if (!lot.ok) throw new Error(lot.error.code)
	return lot.value.id
}

async function supplierWithLot() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const supplier = await makeSupplier(tenant)
	await approveSupplier(tenant, { itemId: item.id, partyId: supplier.id })
	const site = await makeSite(tenant)
	const person = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const lotId = await makeLot(tenant, person, item.id)
	const input: AnnounceDeliveryInput = {
		siteId: site.id,
		expectedOn: '2026-11-25',
		reference: 'PO-1',
		carrier: 'DHL',
		lines: [{ lotId, quantity: '60' }],
	}
	return { tenant, item, supplier, site, person, lotId, input }
}

dbTest('a supplier announces its own lots and finds the notice again; receiving sees it too', async () => {
	const { tenant, person, input, lotId } = await supplierWithLot()
	const announced = await actAs(tenant, person, (ctx) => announceDelivery(ctx, input))
	if (!announced.ok) throw new Error(announced.error.code)
	expect(announced.value.number).toBe('ASN-26-0001')
	const own = await actAs(tenant, person, (ctx) => listDeliveries(ctx, { view: 'all' }))
	expect(own.rows.map((row) => [row.number, row.status, row.lines.all])).toEqual([['ASN-26-0001', 'announced', 1]])
	const receiver = await makeReceiver(tenant)
	const seen = await actAs(tenant, receiver, (ctx) => readDelivery(ctx, announced.value.id))
	expect(seen?.lines.map((line) => line.lotId)).toEqual([lotId])
	expect(await actAs(tenant, person, (ctx) => listAnnounceableLots(ctx))).toMatchObject({ lots: [], all: 0 })
	const [notice] = await actAs(tenant, receiver, (ctx) =>
		ctx.em.execute<{ href: string }[]>('select href from notification'),
	)
	expect(notice).toBeUndefined()
})

dbTest('refuses a notice field by field', async () => {
	const { tenant, person, input, lotId, item } = await supplierWithLot()
	const unknown = '00000000-0000-7000-8000-000000000000'
	const cases: [Partial<AnnounceDeliveryInput>, string, string][] = [
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
		[{ lines: [{ lotId, quantity: '60.000001' }] }, 'more-than-lot', 'lines.0.quantity'],
		[{ lines: [{ lotId, quantity: '0' }] }, 'not-a-quantity', 'lines.0.quantity'],
	]
	for (const [change, code, path] of cases) {
		expect(await actAs(tenant, person, (ctx) => announceDelivery(ctx, { ...input, ...change }))).toEqual({
			ok: false,
			error: { code, path },
		})
	}
	await actAs(tenant, person, (ctx) => announceDelivery(ctx, input))
	expect(await actAs(tenant, person, (ctx) => announceDelivery(ctx, input))).toMatchObject({
		ok: false,
		error: { code: 'already-announced' },
	})
	const receiver = await makeReceiver(tenant)
	const here = await actAs(tenant, receiver, (ctx) =>
		registerLot(ctx, { item: item.id, quantity: { value: '5', unit: 'KGM' } }),
	)
	if (!here.ok) throw new Error(here.error.code)
	const wrong = { ...input, partyId: person.partyId ?? '', lines: [{ lotId: here.value.id, quantity: '5' }] }
	expect(await actAs(tenant, receiver, (ctx) => announceDelivery(ctx, wrong))).toMatchObject({
		ok: false,
		error: { code: 'other-supplier' },
	})
	expect(await actAs(tenant, receiver, (ctx) => announceDelivery(ctx, { ...wrong, partyId: unknown }))).toMatchObject({
		ok: false,
		error: { code: 'unknown-supplier' },
	})
	expect(await actAs(tenant, receiver, (ctx) => announceDelivery(ctx, { ...wrong, partyId: '' }))).toMatchObject({
		ok: false,
		error: { code: 'unknown-supplier', path: 'partyId' },
	})
})

dbTest('a supplier sees and announces nothing of another supplier, even when it names it', async () => {
	const { tenant, supplier, input, lotId } = await supplierWithLot()
	const rival = await makeSupplier(tenant)
	const person = await makePerson(tenant, ['supplier'], { partyId: rival.id })
	expect(await actAs(tenant, person, (ctx) => announceDelivery(ctx, { ...input, partyId: supplier.id }))).toEqual({
		ok: false,
		error: { code: 'unknown-lot', path: 'lines.0.lotId' },
	})
	const delivery = await makeDelivery(tenant)
	expect(await actAs(tenant, person, (ctx) => readDelivery(ctx, delivery.id))).toBeNull()
	expect((await actAs(tenant, person, (ctx) => listDeliveries(ctx, { view: 'all' }))).rows).toEqual([])
	expect(
		await actAs(tenant, person, (ctx) => cancelDelivery(ctx, { deliveryId: delivery.id, reason: 'Not ours' })),
	).toMatchObject({ ok: false, error: { code: 'unknown-delivery' } })
	expect(lotId).toBeTruthy()
})

dbTest('a customer and an auditor may not announce, and another tenant sees nothing', async () => {
	const { tenant, input, supplier } = await supplierWithLot()
	const auditor = await makePerson(tenant, ['auditor'])
	expect(
		await actAs(tenant, auditor, (ctx) => announceDelivery(ctx, { ...input, partyId: supplier.id })),
	).toMatchObject({ ok: false, error: { code: 'forbidden' } })
	const other = await makeTenant()
	const stranger = await makeReceiver(other)
	const delivery = await makeDelivery(tenant)
	expect(await actAs(other, stranger, (ctx) => readDelivery(ctx, delivery.id))).toBeNull()
	expect((await actAs(other, stranger, (ctx) => listDeliveries(ctx, { view: 'all' }))).rows).toEqual([])
	expect(await actAs(other, stranger, (ctx) => recordArrival(ctx, { deliveryId: delivery.id }))).toMatchObject({
		ok: false,
		error: { code: 'unknown-delivery' },
	})
})

dbTest('a supplier takes a notice back before it arrives, and may announce the lots again', async () => {
	const { tenant, person, input } = await supplierWithLot()
	const announced = await actAs(tenant, person, (ctx) => announceDelivery(ctx, input))
	if (!announced.ok) throw new Error(announced.error.code)
	expect(
		await actAs(tenant, person, (ctx) => cancelDelivery(ctx, { deliveryId: announced.value.id, reason: '' })),
	).toMatchObject({ ok: false, error: { code: 'transition-refused' } })
	expect(
		await actAs(tenant, person, (ctx) =>
			cancelDelivery(ctx, { deliveryId: announced.value.id, reason: 'Truck broke down' }),
		),
	).toEqual({ ok: true, value: null })
	expect(await actAs(tenant, person, (ctx) => announceDelivery(ctx, input))).toMatchObject({ ok: true })
})

dbTest('records the arrival once, then checks every line', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant, { lots: 2 })
	expect(await actAs(tenant, receiver, (ctx) => recordArrival(ctx, { deliveryId: delivery.id }))).toEqual({
		ok: true,
		value: null,
	})
	expect(await actAs(tenant, receiver, (ctx) => recordArrival(ctx, { deliveryId: delivery.id }))).toMatchObject({
		ok: false,
		error: { code: 'transition-refused' },
	})
	const checked = await actAs(tenant, receiver, (ctx) => checkDelivery(ctx, { deliveryId: delivery.id }))
	expect(checked.ok && checked.value.map((line) => line.decision.outcome)).toEqual(['unknown', 'unknown'])
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'checking', lines: ['pending', 'pending'] })
	expect(
		await actAs(tenant, receiver, (ctx) => cancelDelivery(ctx, { deliveryId: delivery.id, reason: 'Too late' })),
	).toMatchObject({ ok: false, error: { code: 'transition-refused' } })
})

dbTest('pages through deliveries without losing or repeating one', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const supplier = await makeSupplier(tenant)
	for (let index = 0; index < 5; index++) await makeDelivery(tenant, { supplier })
	const numbers: string[] = []
	let cursor: string | null = null
	do {
		const page: Awaited<ReturnType<typeof listDeliveries>> = await actAs(tenant, receiver, (ctx) =>
			listDeliveries(ctx, { view: 'open', limit: 2, cursor }),
		)
		numbers.push(...page.rows.map((row) => row.number))
		cursor = page.nextCursor
	} while (cursor)
	expect(numbers).toHaveLength(5)
	expect(new Set(numbers).size).toBe(5)
	const found = await actAs(tenant, receiver, (ctx) => listDeliveries(ctx, { view: 'all', text: numbers[2] ?? '' }))
	expect(found.rows.map((row) => row.number)).toEqual([numbers[2]])
	const today = await actAs(tenant, receiver, (ctx) => listDeliveries(ctx, { view: 'today' }))
	expect(today.rows).toHaveLength(5)
})
