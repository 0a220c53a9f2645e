import type { Quantity } from '#app/core/quantity.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { createOrder } from '#app/features/production/create-order.server.ts'
import { startOrder } from '#app/features/production/start-order.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { type ItemOptions, makeItem, makeRevision, type TestItem } from './item.ts'
import { makeSite, type TestSite } from './party.ts'
import { actAs, makePerson, type TestPerson } from './tenant.ts'

export type TestLot = { id: string; code: string }

/** A lot of an item that may be used and shipped. */
export async function makeReleasedLot(
	tenant: TenantInfo,
	item: { id: string },
	options: {
		quantity?: Quantity
		expiresOn?: string | null
		code?: string
		supplierId?: string
		supplierLot?: string
	} = {},
): Promise<TestLot> {
	const lot = await withTenantContext(tenant.id, (ctx) =>
		registerLot(ctx, {
			item: item.id,
			...(options.code ? { code: options.code } : {}),
			quantity: options.quantity ?? { value: '100', unit: 'KGM' },
			manufacturedOn: '2026-10-01',
			expiresOn: options.expiresOn === undefined ? '2027-10-01' : options.expiresOn,
			supplierId: options.supplierId ?? null,
			supplierLot: options.supplierLot ?? null,
		}),
	)
	if (!lot.ok) throw new Error(lot.error.code)
	const released = await withTenantContext(tenant.id, (ctx) =>
		transitionLot(ctx, {
			lotId: lot.value.id,
			transition: 'release_by_rule',
			trigger: { type: 'system' },
			decisions: { release_gate: { outcome: 'pass' } },
		}),
	)
	if (!released.ok) throw new Error(released.error.code)
	return lot.value
}

export type TestOrder = {
	id: string
	number: string
	lotId: string
	lotCode: string
	product: TestItem
	material: TestItem
	site: TestSite
	operator: TestPerson
}

/** A running order for 100 pieces, each of 0.25 kg of a material, with 5 % tolerance. */
export async function makeRunningOrder(
	tenant: TenantInfo,
	options: {
		product?: ItemOptions
		started?: boolean
		parameters?: NonNullable<Parameters<typeof makeRevision>[2]>['parameters']
	} = {},
): Promise<TestOrder> {
	const material = await makeItem(tenant)
	const product = await makeItem(tenant, { kind: 'finished_product', unit: 'H87', ...options.product })
	await makeRevision(tenant, product, {
		code: 'B',
		components: [{ itemId: material.id, quantity: '0.25', unit: 'KGM', tolerancePercent: '5' }],
		...(options.parameters ? { parameters: options.parameters } : {}),
	})
	const site = await makeSite(tenant)
	const operator = await makePerson(tenant, ['operator'])
	const created = await actAs(tenant, operator, (ctx) =>
		createOrder(ctx, { itemId: product.id, siteId: site.id, line: 'L3', plannedQuantity: '100', dueOn: '' }),
	)
	if (!created.ok) throw new Error(created.error.code)
	const order = { ...created.value, lotId: '', lotCode: '', product, material, site, operator }
	if (options.started === false) return order
	const started = await actAs(tenant, operator, (ctx) => startOrder(ctx, { orderId: order.id }))
	if (!started.ok) throw new Error(started.error.code)
	return { ...order, ...started.value }
}
