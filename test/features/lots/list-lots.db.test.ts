import { expect } from 'vitest'
import type { LotSearch } from '#app/features/lots/lot-search.server.ts'
import { findLots, listLots, lotByCode, lotsByCode, readLot } from '#app/features/lots/lots.queries.server.ts'
import { mayOpenLots } from '#app/features/lots/may-open-lots.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeParty } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const holder = useTestPortal()

async function store() {
	const tenant = await makeTenant()
	const [rod, cage] = [await makeItem(tenant, { sku: 'ROD' }), await makeItem(tenant, { sku: 'CAGE' })]
	const supplier = await makeParty(tenant)
	for (let index = 1; index <= 7; index++) {
		holder.clock.move(1_000)
		await makeLot(tenant, index % 2 ? rod : cage, {
			code: `L-${index}`,
			...(index === 3 ? { supplierId: supplier.id, supplierLot: 'SUP 33' } : {}),
		})
	}
	return { tenant, supplier }
}

const codes = async (tenant: TenantInfo, search: LotSearch) =>
	(await withTenantContext(tenant.id, (ctx) => listLots(ctx, search))).items.map((lot) => lot.code)

dbTest('narrows by everything it offers', async () => {
	const { tenant, supplier } = await store()
	const by = (search: LotSearch) => codes(tenant, { sort: 'code', ...search })
	expect(await by({})).toEqual(['L-1', 'L-2', 'L-3', 'L-4', 'L-5', 'L-6', 'L-7'])
	expect(await by({ item: ['ROD'] })).toEqual(['L-1', 'L-3', 'L-5', 'L-7'])
	expect(await by({ code: 'l4' })).toEqual(['L-4'])
	expect(await by({ q: 'sup-3' })).toEqual(['L-3'])
	expect(await by({ q: 'L' })).toHaveLength(7)
	expect(await by({ supplier: [supplier.code] })).toEqual(['L-3'])
	expect(await by({ supplierLot: 'sup33' })).toEqual(['L-3'])
	expect(await by({ status: ['in_production'] })).toHaveLength(7)
	expect(await by({ status: ['released'] })).toEqual([])
	expect(await by({ updatedSince: new Date(holder.clock.now().getTime() - 1_500).toISOString() })).toEqual([
		'L-6',
		'L-7',
	])
})

dbTest('goes through all pages there and back, in either order', async () => {
	const { tenant } = await store()
	for (const sort of ['updated', 'code'] as const) {
		for (const direction of ['asc', 'desc'] as const) {
			const all = await codes(tenant, { sort, direction })
			const page = (cursor?: string) =>
				withTenantContext(tenant.id, (ctx) => listLots(ctx, { sort, direction, limit: 3, cursor }))
			const first = await page()
			const second = await page(first.nextCursor ?? '')
			const third = await page(second.nextCursor ?? '')
			expect([first, second, third].flatMap((one) => one.items.map((lot) => lot.code))).toEqual(all)
			expect(first.previousCursor).toBeNull()
			expect(third.nextCursor).toBeNull()
			const back = await page(third.previousCursor ?? '')
			expect(back.items.map((lot) => lot.code)).toEqual(second.items.map((lot) => lot.code))
			const start = await page(back.previousCursor ?? '')
			expect(start.items.map((lot) => lot.code)).toEqual(first.items.map((lot) => lot.code))
			expect(start.previousCursor).toBeNull()
		}
	}
	expect(await codes(tenant, { cursor: 'not-a-cursor', sort: 'code' })).toHaveLength(7)
})

dbTest('finds by code as people write it, the exact one first', async () => {
	const { tenant } = await store()
	const item = await makeItem(tenant)
	await makeLot(tenant, item, { code: 'L3' })
	const found = await withTenantContext(tenant.id, (ctx) => lotsByCode(ctx, 'L-3'))
	expect(found.map((lot) => lot.code)).toEqual(['L-3', 'L3'])
	expect((await withTenantContext(tenant.id, (ctx) => lotByCode(ctx, 'sup-33')))?.code).toBe('L-3')
	expect(await withTenantContext(tenant.id, (ctx) => lotByCode(ctx, '---'))).toBeNull()
	expect(await withTenantContext(tenant.id, (ctx) => findLots(ctx, ['nonsense', found[0]?.id ?? '']))).toHaveLength(1)
})

dbTest('tells a customer that a lot was shipped to it, and nothing of the house', async () => {
	const tenant = await makeTenant()
	const supplier = await makeParty(tenant)
	const lot = await makeLot(tenant, await makeItem(tenant), {
		supplierId: supplier.id,
		supplierLot: 'SECRET',
		attributes: { heat: 'T1' },
	})
	const party = await makeParty(tenant, 'customer')
	const customer = await makePerson(tenant, ['customer'], { partyId: party.id })
	expect(await actAs(tenant, customer, (ctx) => readLot(ctx, lot.id))).toBeNull()
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('insert into lot_party (tenant_id, lot_id, party_id, since) values (?, ?, ?, now())', [
			tenant.id,
			lot.id,
			party.id,
		]),
	)
	const seen = await actAs(tenant, customer, (ctx) => readLot(ctx, lot.id))
	expect(seen).toMatchObject({
		code: lot.code,
		supplier: null,
		supplierLot: null,
		site: null,
		attributes: {},
		onHand: { value: '0' },
	})
	expect(await actAs(tenant, customer, async (ctx) => mayOpenLots(ctx))).toBe(false)
})
