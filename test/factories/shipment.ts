import { createShipment } from '#app/features/shipping/create-shipment.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { makeItem, type TestItem } from './item.ts'
import { makeReleasedLot, type TestLot } from './order.ts'
import { makeCustomer, makeSite, type PartyOptions, type TestParty } from './party.ts'
import { actAs, makePerson, type TestPerson } from './tenant.ts'

export type TestShipment = {
	id: string
	number: string
	item: TestItem
	lot: TestLot
	customer: TestParty
	shipper: TestPerson
}

/** A planned shipment of some of a released lot of 100 pieces with a GTIN. */
export async function makeShipment(
	tenant: TenantInfo,
	options: { quantity?: string; customer?: PartyOptions; gtin?: string; expiresOn?: string; party?: TestParty } = {},
): Promise<TestShipment> {
	const item = await makeItem(tenant, {
		kind: 'finished_product',
		unit: 'H87',
		...(options.gtin ? { gtin: options.gtin } : {}),
	})
	const lot = await makeReleasedLot(tenant, item, {
		quantity: { value: '100', unit: 'H87' },
		...(options.expiresOn ? { expiresOn: options.expiresOn } : {}),
	})
	const customer = options.party ?? (await makeCustomer(tenant, options.customer))
	const site = await makeSite(tenant)
	const shipper = await makePerson(tenant, ['shipping'])
	const created = await actAs(tenant, shipper, (ctx) =>
		createShipment(ctx, {
			partyId: customer.id,
			siteId: site.id,
			expectedOn: '2026-11-25',
			reference: 'SO-81000',
			carrier: 'DHL',
			lines: [{ lotId: lot.id, quantity: options.quantity ?? '40' }],
		}),
	)
	if (!created.ok) throw new Error(`${created.error.code} at ${created.error.path}`)
	return { ...created.value, item, lot, customer, shipper }
}
