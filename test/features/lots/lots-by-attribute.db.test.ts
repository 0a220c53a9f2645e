import { expect } from 'vitest'
import { lotPageStatement } from '#app/features/lots/lot-page-statement.ts'
import type { LotSearch } from '#app/features/lots/lot-search.server.ts'
import { listLots } from '#app/features/lots/lots.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { approveSupplier, makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const holder = useTestPortal()

const words = (...values: string[]) => values.map((value) => ({ value, labelEn: value, labelZh: value }))

async function store() {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const receiving = await makePerson(tenant, ['receiving'])
	await defineAttribute(tenant, admin, 'heat', { partner: true })
	await defineAttribute(tenant, admin, 'grade', { type: 'enum', choices: words('a', 'b', 'c') })
	await defineAttribute(tenant, admin, 'free', { type: 'multi', choices: words('milk', 'soy') })
	await defineAttribute(tenant, admin, 'weight', { type: 'quantity', unit: 'KGM' })
	await defineAttribute(tenant, admin, 'sampled', { type: 'date', roles: ['quality_reviewer'] })
	const item = await makeItem(tenant)
	const lots: Record<string, unknown>[] = [
		{ heat: 'H-100', grade: 'a', weight: { value: '1500', unit: 'GRM' }, free: ['milk', 'soy'] },
		{ heat: 'h-101', grade: 'b', weight: '3 kg', free: ['soy'] },
		{ heat: 'X-9', grade: 'a', sampled: '2026-02-01' },
		{},
		{ grade: 'a', weight: '20', sampled: '2026-03-01' },
	]
	for (const [index, attributes] of lots.entries()) {
		holder.clock.move(1_000)
		await makeLot(tenant, item, { code: `L-${index + 1}`, attributes })
	}
	return { tenant, admin, reviewer, receiving, item }
}

const by = (tenant: TenantInfo, person: TestPerson, search: LotSearch) =>
	actAs(tenant, person, async (ctx) => (await listLots(ctx, search)).items.map((lot) => lot.code))

dbTest('narrows by attributes of every type, several at once, in either order', async () => {
	const { tenant, reviewer } = await store()
	const of = (attributes: Record<string, string>, more: LotSearch = {}) =>
		by(tenant, reviewer, { attributes, sort: 'code', ...more })
	expect(await of({ heat: 'h-10' })).toEqual(['L-1', 'L-2'])
	expect(await of({ grade: 'A' })).toEqual(['L-1', 'L-3', 'L-5'])
	expect(await of({ grade: 'a,b' })).toEqual(['L-1', 'L-2', 'L-3', 'L-5'])
	expect(await of({ free: 'milk,soy' })).toEqual(['L-1', 'L-2'])
	expect(await of({ weight: '1.5..3' })).toEqual(['L-1', 'L-2'])
	expect(await of({ weight: '10..' })).toEqual(['L-5'])
	expect(await of({ sampled: '..2026-02-28' })).toEqual(['L-3'])
	expect(await of({ grade: 'a', weight: '..5' })).toEqual(['L-1'])
	expect(await of({ grade: 'a' }, { status: ['in_production'] })).toEqual(['L-1', 'L-3', 'L-5'])
	expect(await of({ grade: 'a' }, { status: ['released'] })).toEqual([])
	expect(await of({ grade: 'a' }, { q: 'L-5' })).toEqual(['L-5'])
	expect(await by(tenant, reviewer, { attributes: { grade: 'a' } })).toEqual(['L-5', 'L-3', 'L-1'])
	expect(await by(tenant, reviewer, { attributes: { grade: 'a' }, direction: 'asc' })).toEqual(['L-1', 'L-3', 'L-5'])
})

dbTest('pages by cursor, there and back, whichever index is walked', async () => {
	const { tenant, reviewer } = await store()
	for (const attributes of [{ grade: 'a' }, { grade: 'a,b' }, { weight: '0..' }]) {
		const all = await by(tenant, reviewer, { attributes })
		const page = (cursor?: string) => actAs(tenant, reviewer, (ctx) => listLots(ctx, { attributes, limit: 2, cursor }))
		const first = await page()
		const second = await page(first.nextCursor ?? '')
		expect([first, second].flatMap((one) => one.items.map((lot) => lot.code))).toEqual(all.slice(0, 4))
		expect((await page(second.previousCursor ?? '')).items.map((lot) => lot.code)).toEqual(all.slice(0, 2))
	}
})

dbTest('what is not for the reader narrows nothing and cannot be guessed at', async () => {
	const { tenant, receiving, item } = await store()
	const all = await by(tenant, receiving, { sort: 'code' })
	expect(await by(tenant, receiving, { sort: 'code', attributes: { sampled: '2026-02-01' } })).toEqual(all)
	const supplier = await makeSupplier(tenant)
	await approveSupplier(tenant, { itemId: item.id, partyId: supplier.id })
	const person = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	await makeLot(tenant, item, { code: 'S-1', supplierId: supplier.id, attributes: { heat: 'H-1', grade: 'c' } })
	expect(await by(tenant, person, { attributes: { heat: 'H' } })).toEqual(['S-1'])
	expect(await by(tenant, person, { attributes: { grade: 'a' } })).toEqual(['S-1'])
})

dbTest('another tenant with the same dictionary is not found', async () => {
	const [ours, theirs] = [await store(), await store()]
	expect(await by(theirs.tenant, theirs.reviewer, { attributes: { grade: 'b' } })).toEqual(['L-2'])
	expect(await by(ours.tenant, ours.reviewer, { attributes: { grade: 'b' } })).toEqual(['L-2'])
})

dbTest('one value in the order of last change is read off its own index', async () => {
	const { tenant } = await store()
	const search = { statuses: null, itemIds: null, supplierIds: null, q: undefined, code: undefined } as const
	const { sql, values } = lotPageStatement(
		{
			...search,
			supplierLot: undefined,
			reference: undefined,
			updatedSince: undefined,
			attributes: [{ key: 'grade', kind: 'values', values: ['a'] }],
		},
		{ sort: 'updated', down: true, cursor: null, rows: 3 },
	)
	const plan = await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute('set local enable_seqscan = off')
		await ctx.em.execute('set local enable_bitmapscan = off')
		await ctx.em.execute('set local enable_sort = off')
		return ctx.em.execute<{ 'QUERY PLAN': string }[]>(`explain ${sql}`, values)
	})
	const text = plan.map((row) => row['QUERY PLAN']).join('\n')
	expect(text).toContain('lot_attribute_tenant_id_key_value_updated_at_lot_id_index')
	expect(text).not.toContain('Sort')
})
