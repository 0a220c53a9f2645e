import type { Context } from '#app/platform/request/context.server.ts'
import { EARLIER, type MeasuredRow, type Measurement, withMeasurementFacts } from './measurement-facts.server.ts'

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

const WARNED = `exists (select 1 from measurement_finding f where f.tenant_id = p.tenant_id and f.source_id = p.id and f.lot_id = p.lot_id)`

/**
 * Test results as `threshold_watch` looks at them, with the last ten of the same test on other lots of the item. Two
 * statements beside the dictionary's, whatever their number.
 */
export async function readResultMeasurements(ctx: Context, resultIds: readonly string[]): Promise<Measurement[]> {
	if (resultIds.length === 0) return []
	await ctx.em.flush()
	const rows = await ctx.em.execute<MeasuredRow[]>(
		`select r.id as source_id, r.lot_id, l.code as lot_code, l.site_id, r.test as name, r.method, r.unit, trim_scale(r.value)::text as value, r.reported,
			trim_scale(r.minimum)::text as minimum, trim_scale(r.maximum)::text as maximum, r.verdict, r.source, null as step, null as equipment,
			r.supersedes_id is not null as corrects, null as target,
			case when r.minimum is null and r.maximum is null then 'none' when r.specification_id is null then 'reading' else 'specification' end as limits,
			(select json_agg(json_build_object('value', x.value, 'verdict', x.verdict, 'warned', x.warned)) from (
				select trim_scale(p.value)::text as value, p.verdict, ${WARNED} as warned from test_result p
				where p.superseded_at is null and p.lot_id <> r.lot_id and p.tenant_id = r.tenant_id and p.item_id = r.item_id and p.test = r.test
					and (p.tested_at, p.id) < (r.tested_at, r.id)
				order by p.tested_at desc, p.id desc limit ${EARLIER}) x) as earlier
		from test_result r join lot l on l.id = r.lot_id where r.id = any(?::uuid[]) order by r.id`,
		[list(resultIds)],
	)
	return withMeasurementFacts(ctx, 'result', 'test_result', rows)
}

/** The newest result of each lot, by lot: what a check or replay of a lot without more looks at. One statement. */
export async function newestResults(ctx: Context, lotIds: readonly string[]): Promise<string[]> {
	const rows = await ctx.em.execute<{ id: string }[]>(
		`select distinct on (lot_id) id from test_result where lot_id = any(?::uuid[]) and superseded_at is null
		order by lot_id, recorded_at desc, id desc`,
		[list(lotIds)],
	)
	return rows.map((row) => row.id)
}
