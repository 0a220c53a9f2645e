import { expect } from 'vitest'
import type { Measurement } from '#app/features/quality/watch/measurement-facts.server.ts'
import { readResultMeasurements } from '#app/features/quality/watch/measurements.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const holder = useTestPortal()

const MOMENT = '2026-11-20T08:00:00.000Z'

/** A lot of an item and so many copies of it, each with one result of one test at one moment; the results' ids in order. */
async function results(tenantId: string, lotId: string, count: number, test = 'Length'): Promise<string[]> {
	return withTenantContext(tenantId, async (ctx) => {
		await ctx.em.execute(
			`insert into lot select c.* from (select * from lot where id = ?) t cross join generate_series(2, ?::int) n
			cross join lateral jsonb_populate_record(null::lot, to_jsonb(t) || jsonb_build_object('id', gen_random_uuid(), 'node', t.node * 1000000 + n, 'code', t.code || '-' || n, 'code_norm', t.code_norm || n)) c`,
			[lotId, count],
		)
		const rows = await ctx.em.execute<{ id: string }[]>(
			`insert into test_result (id, tenant_id, lot_id, item_id, test, method, unit, value, minimum, maximum, reported, verdict, source, tested_at, recorded_at)
			select gen_random_uuid(), tenant_id, id, item_id, ?, '', 'mm', 5, 4, 6, '5', 'pass', 'person', ?::timestamptz, now()
			from lot where item_id = (select item_id from lot where id = ?) returning id`,
			[test, MOMENT, lotId],
		)
		return rows.map((row) => row.id).sort()
	})
}

const countOf = ({ facts }: Measurement): unknown => (facts.trend as Record<string, unknown>).count

/** Rows that a plan's nodes give or pass over, all together. */
type Node = { 'Actual Rows': number; 'Actual Loops': number; 'Rows Removed by Filter'?: number; Plans?: Node[] }
const rowsOf = (node: Node): number =>
	(node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] +
	(node.Plans ?? []).reduce((sum, plan) => sum + rowsOf(plan), 0)

/** Reads measurements, and how many statements it took and how many rows the database passed over for them. */
async function measured(ctx: Context, ids: readonly string[]) {
	const asked: [string, unknown[]][] = []
	const execute = ctx.em.execute.bind(ctx.em)
	ctx.em.execute = ((sql: string, values: unknown[] = []) => {
		asked.push([sql, values])
		return execute(sql, values)
	}) as typeof ctx.em.execute
	const found = await readResultMeasurements(ctx, ids)
	ctx.em.execute = execute
	const [sql, values] = asked.find(([text]) => text.includes('from test_result')) ?? ['', []]
	const [row] = await execute<{ 'QUERY PLAN': { Plan: Node }[] }[]>(`explain (analyze, format json) ${sql}`, values)
	const plan = row?.['QUERY PLAN'][0]?.Plan
	if (!plan) throw new Error('no plan')
	return { found, statements: asked.length, rows: rowsOf(plan) }
}

dbTest('five hundred results of one moment each know the ten before them, in as many statements as one', async () => {
	const tenant = await makeTenant()
	const [item, other] = [await makeItem(tenant), await makeItem(tenant)]
	const ids = await results(tenant.id, (await makeLot(tenant, item)).id, 500)
	const foreign = await results(tenant.id, (await makeLot(tenant, other)).id, 500)
	await holder.portal.orm.em.fork().execute('analyze')
	await withTenantContext(tenant.id, async (ctx) => {
		// The data dictionary is read once for a unit of work.
		await readResultMeasurements(ctx, foreign.slice(0, 1))
		const one = await measured(ctx, ids.slice(-1))
		const hundred = await measured(ctx, ids.slice(-100))
		const all = await measured(ctx, ids)
		expect([hundred.statements, all.statements]).toEqual([one.statements, one.statements])
		// The first knows of none, the eleventh and all after it of ten; the other item's results of that moment count for none.
		const counts = all.found.map(countOf)
		expect(all.found.map(({ sourceId }) => sourceId)).toEqual(ids)
		expect(counts).toEqual(ids.map((_, index) => Math.min(index, 10)))
		expect(all.rows).toBeLessThan(hundred.rows * 7)
		const strange = await measured(ctx, foreign.slice(0, 1))
		expect(strange.found.map(countOf)).toEqual([0])
	})
})
