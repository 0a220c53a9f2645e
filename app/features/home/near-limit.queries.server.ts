import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const DAYS = 7

export type NearLimit = {
	lotId: string
	/** The test's name, or its key where the item is no longer tested for it. */
	test: LocalizedText
	itemName: LocalizedText
	unit: string
	value: string
	/** The limit that it is near to. */
	limit: string
	side: 'low' | 'high'
	/** The last results of this test on this item, the latest last. */
	trend: number[]
}

type Row = {
	lot_id: string
	test: string
	test_name: LocalizedText | null
	item_name: LocalizedText
	unit: string
	value: string
	minimum: string | null
	maximum: string | null
	near_low: boolean
	trend: string[]
}

const short = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value)

/** Passing results of the last seven days that the rules warned about, those closest to a limit: one for each test of an item, three at most. */
export async function readNearLimits(ctx: Context): Promise<NearLimit[]> {
	const rows = await ctx.em.execute<Row[]>(
		`select * from (
			select distinct on (l.item_id, r.test) l.id as lot_id, r.test, (select s.name from specification s where s.item_id = l.item_id and s.test = r.test) as test_name, i.name as item_name, r.unit, r.value::text as value, r.minimum::text as minimum, r.maximum::text as maximum,
				d.low <= d.high as near_low, least(d.low, d.high) as distance,
				array(select p.value::text from test_result p
					where p.item_id = r.item_id and p.test = r.test and p.value is not null and p.superseded_at is null and p.tested_at <= r.tested_at order by p.tested_at desc, p.id desc limit 10) as trend
			from test_result r join lot l on l.id = r.lot_id join item i on i.id = l.item_id
				cross join lateral (select coalesce((r.value - r.minimum) / nullif(coalesce(r.maximum - r.minimum, abs(r.minimum)), 0), 9) as low,
					coalesce((r.maximum - r.value) / nullif(coalesce(r.maximum - r.minimum, abs(r.maximum)), 0), 9) as high) d
			where r.recorded_at > ?::timestamptz - make_interval(days => ?) and r.verdict = 'pass' and r.value is not null and r.superseded_at is null 
				and exists (select 1 from measurement_finding f where f.source_id = r.id and f.outcome = 'warn')
			order by l.item_id, r.test, least(d.low, d.high), r.tested_at desc
		) near order by distance, test limit 3`,
		[ctx.now, DAYS],
	)
	return rows.map((row) => ({
		lotId: row.lot_id,
		test: row.test_name ?? { en: row.test, 'zh-CN': row.test },
		itemName: row.item_name,
		unit: row.unit,
		value: short(row.value),
		limit: short((row.near_low ? row.minimum : row.maximum) ?? ''),
		side: row.near_low ? 'low' : 'high',
		trend: row.trend.map(Number).reverse(),
	}))
}
