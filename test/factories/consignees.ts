import { newId } from '#app/core/ids.ts'
import { Party } from '#app/features/parties/party.entity.server.ts'
import { Shipment, ShipmentLine } from '#app/features/shipping/shipment.entity.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from './item.ts'
import { makeSite } from './party.ts'
import { type PlacedLot, placeLot } from './recall.ts'

/** A lot that was shipped to any number of customers, one of the unit to each; answers the lot and their addresses. */
export async function shipToMany(tenant: TenantInfo, count: number): Promise<{ lot: PlacedLot; addresses: string[] }> {
	const item = await makeItem(tenant, { kind: 'finished_product', unit: 'H87' })
	const site = await makeSite(tenant)
	const lot = await placeLot(tenant, item, { state: 'shipped', onHand: '0' })
	const numbers = Array.from({ length: count }, (_, index) => index + 1)
	const addresses = numbers.map((number) => `consignee-${number}@example.test`)
	await withTenantContext(tenant.id, async (ctx) => {
		const base = { tenantId: tenant.id, createdAt: ctx.now, updatedAt: ctx.now, version: 1 }
		const parties = numbers.map((number) => ({
			...base,
			id: newId(),
			kind: 'customer' as const,
			code: `C-${number}`,
			name: { en: `Clinic ${number}`, 'zh-CN': `诊所 ${number}` },
			country: 'CN',
			email: addresses[number - 1] ?? null,
			language: 'en' as const,
			active: true,
		}))
		await ctx.em.insertMany(Party, parties)
		const shipments = parties.map((party, index) => ({
			...base,
			id: newId(),
			direction: 'outbound' as const,
			number: `SH-${index + 1}`,
			partyId: party.id,
			siteId: site.id,
			status: 'shipped',
			category: 'done',
			announcedAt: ctx.now,
			shippedAt: ctx.now,
		}))
		await ctx.em.insertMany(Shipment, shipments)
		await ctx.em.insertMany(
			ShipmentLine,
			shipments.map((shipment) => ({
				...base,
				id: newId(),
				shipmentId: shipment.id,
				lineNumber: 1,
				lotId: lot.id,
				itemId: item.id,
				quantity: '1',
				unit: 'H87',
				status: 'shipped' as const,
			})),
		)
	})
	return { lot, addresses }
}
