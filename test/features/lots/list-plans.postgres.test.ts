import { expect } from 'vitest'
import type { LotSearch } from '#app/features/lots/lot-search.server.ts'
import { listLots } from '#app/features/lots/lots.queries.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { plannedRead } from '../../support/plans.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

/*
 * The list of lots at 20,000 lots beside another tenant's 20,000: whatever it is narrowed by, in whichever order, from the
 * beginning or from a cursor, PostgreSQL reads no large table from end to end. The statements are those of the list itself.
 */

const holder = useTestPortal()

const LOTS = 20_000
/** Tables that grow with the lots; a handful of items or partners may be read as it pleases. */
const LARGE = new Set(['lot', 'lot_attribute', 'lot_reference'])

/** A company with a dictionary and a few lots, made as people make them. */
async function company() {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	await defineAttribute(tenant, admin, 'heat')
	await defineAttribute(tenant, admin, 'weight', { type: 'quantity', unit: 'KGM' })
	await defineAttribute(tenant, admin, 'made', { type: 'date' })
	const words = ['a', 'b', 'c'].map((value) => ({ value, labelEn: value, labelZh: value }))
	await defineAttribute(tenant, admin, 'grade', { type: 'enum', choices: words })
	const items = [await makeItem(tenant), await makeItem(tenant), await makeItem(tenant)]
	const suppliers = [await makeSupplier(tenant), await makeSupplier(tenant)]
	for (const [index, item] of items.entries())
		await makeLot(tenant, item, { supplierId: suppliers[index % 2]?.id ?? '', supplierLot: `S-${index}` })
	return { tenant, admin, items, suppliers }
}

/** Copies a company's lots until there are so many, different in what is searched; their nodes begin at `node`. */
async function fill(tenant: TenantInfo, lots: number, node: number): Promise<void> {
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute(
			`insert into lot select copy.* from (select lot.*, row_number() over (order by node) as place from lot) l cross join generate_series(1, ?::int) n
			cross join lateral jsonb_populate_record(null::lot, to_jsonb(l) || jsonb_build_object('id', gen_random_uuid(),
				'node', ?::int + (l.place - 1) * ?::int + n, 'code', 'C' || l.place || '-' || n, 'code_norm', 'C' || l.place || n,
				'supplier_lot', 'T' || n, 'supplier_lot_norm', 'T' || n, 'status', (array['quarantine', 'available', 'released', 'on_hold'])[1 + n % 4],
				'attributes', jsonb_build_object('heat', 'H' || n % 500, 'weight', jsonb_build_object('value', (n % 100)::text, 'unit', 'KGM'),
					'made', ('2026-01-01'::date + n % 300)::text, 'grade', (array['a', 'b', 'c'])[1 + n % 3]),
				'updated_at', now() - n * interval '1 minute')) copy`,
			[Math.ceil(lots / 3), node, lots],
		)
		await ctx.em.execute(
			`insert into lot_reference (tenant_id, lot_id, kind, value, value_norm)
			select tenant_id, id, 'container', 'BOX-' || code, 'BOX' || code_norm from lot`,
		)
	})
}

/** Lists lots and answers what the plans of its statements read from end to end, and the page. */
async function plannedList(ctx: Context, search: LotSearch) {
	const { scans, answer } = await plannedRead(ctx, LARGE, () => listLots(ctx, search))
	return { scans, page: answer }
}

const pairs = <T>(list: readonly T[]): [T, T][] =>
	list.flatMap((one, index) => list.slice(index + 1).map((other): [T, T] => [one, other]))

dbTest(
	'no filter and no order that the list of lots offers reads a large table from end to end',
	async () => {
		const { tenant, admin, items, suppliers } = await company()
		const other = await company()
		await fill(tenant, LOTS, 1_000_000)
		await fill(other.tenant, LOTS, 2_000_000)
		await holder.portal.orm.em.fork().execute('analyze lot, lot_attribute, lot_reference')
		const filters: Record<string, LotSearch> = {
			nothing: {},
			'beginning of a code': { q: 'C1-12' },
			'a code': { code: 'C1-77' },
			"supplier's lot": { supplierLot: 'T99' },
			container: { reference: 'BOX-C1-5' },
			'a status': { status: ['released'] },
			'three statuses': { status: ['released', 'available', 'on_hold'] },
			'a status that no lot has': { status: ['destroyed'] },
			items: { item: items.slice(0, 2).map((item) => item.sku) },
			'a supplier': { supplier: [suppliers[0]?.id ?? ''] },
			'changed since': { updatedSince: new Date(Date.now() - 3_600_000).toISOString() },
			'beginning of a text': { attributes: { heat: 'h12' } },
			'lacking label data': { lacking: '1' },
			'one choice': { attributes: { grade: 'a' } },
			'two choices': { attributes: { grade: 'a,b' } },
			'a range of amounts': { attributes: { weight: '10..12' } },
			'a range of days': { attributes: { made: '2026-03-01..2026-03-05' } },
			'a value that no lot has': { attributes: { heat: 'zzz' } },
		}
		const merged = (one: LotSearch, other: LotSearch): LotSearch => ({
			...one,
			...other,
			...(one.attributes || other.attributes ? { attributes: { ...one.attributes, ...other.attributes } } : {}),
		})
		const found: string[] = []
		let plans = 0
		const judge = async (ctx: Context, name: string, search: LotSearch) => {
			const { scans, page } = await plannedList(ctx, search)
			plans += 1
			for (const scan of scans) found.push(`${name} by ${search.sort} ${search.direction}: ${scan}`)
			return page.nextCursor
		}
		await actAs(tenant, admin, async (ctx) => {
			for (const [name, search] of Object.entries(filters))
				for (const sort of ['updated', 'code'] as const)
					for (const direction of ['asc', 'desc'] as const) {
						const asked: LotSearch = { ...search, sort, direction }
						const cursor = await judge(ctx, name, asked)
						if (cursor && direction === 'desc') await judge(ctx, `${name} from a cursor`, { ...asked, cursor })
					}
			for (const [[name, one], [otherName, other]] of pairs(Object.entries(filters).slice(1))) {
				const search = merged(one, other)
				await judge(ctx, `${name} and ${otherName}`, { ...search, sort: 'updated', direction: 'desc' })
				await judge(ctx, `${name} and ${otherName}`, { ...search, sort: 'code', direction: 'asc' })
			}
		})
		process.stdout.write(`list of lots: ${plans} pages planned\n`)
		expect(plans).toBeGreaterThan(300)
		expect(found).toEqual([])
	},
	180_000,
)
