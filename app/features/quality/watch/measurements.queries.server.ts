import { decimalSchema } from '#app/core/quantity.ts'
import { parseMeasuredValue, verdictOf } from '#app/features/intake/measured-value.model.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Verdict } from '../quality.model.ts'
import { type Earlier, type FindingKind, type Limits, marginPercent, trendOf } from './finding.model.ts'

/** A measured value of one lot with all that the rules look at. */
export type Measurement = Limits & {
	kind: FindingKind
	sourceId: string
	lotId: string
	lotCode: string
	siteId: string | null
	name: string
	reported: string
	unit: string
	verdict: Verdict
	facts: FactTree
}

type Row = Limits & {
	source_id: string
	lot_id: string
	lot_code: string
	site_id: string | null
	name: string
	method: string
	unit: string
	value: string | null
	reported: string
	verdict: Verdict
	source: string
	step: string | null
	equipment: string | null
	corrects: boolean
	earlier: Earlier[] | null
}

/** Earlier values that are looked at. */
const EARLIER = 10

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

const WARNED = `exists (select 1 from measurement_finding f where f.tenant_id = p.tenant_id and f.source_id = p.id and f.lot_id = p.lot_id)`

/**
 * Test results as `threshold_watch` looks at them, with the last ten of the same test on other lots of the item. Three
 * statements whatever their number.
 */
export async function readResultMeasurements(ctx: Context, resultIds: readonly string[]): Promise<Measurement[]> {
	if (resultIds.length === 0) return []
	await ctx.em.flush()
	const rows = await ctx.em.execute<Row[]>(
		`select r.id as source_id, r.lot_id, l.code as lot_code, l.site_id, r.test as name, r.method, r.unit, trim_scale(r.value)::text as value, r.reported,
			trim_scale(r.minimum)::text as minimum, trim_scale(r.maximum)::text as maximum, r.verdict, r.source, null as step, null as equipment,
			r.supersedes_id is not null as corrects,
			(select json_agg(json_build_object('value', x.value, 'verdict', x.verdict, 'warned', x.warned)) from (
				select trim_scale(p.value)::text as value, p.verdict, ${WARNED} as warned from test_result p join lot q on q.id = p.lot_id
				where p.superseded_at is null and p.id <> r.id and p.lot_id <> r.lot_id and q.item_id = l.item_id
					and p.tenant_id = r.tenant_id and p.test = r.test
					and (p.tested_at, p.id) < (r.tested_at, r.id)
				order by p.tested_at desc, p.id desc limit ${EARLIER}) x) as earlier
		from test_result r join lot l on l.id = r.lot_id where r.id = any(?::uuid[]) order by r.id`,
		[list(resultIds)],
	)
	return withFacts(ctx, 'result', rows)
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

/**
 * The process parameters of events, for each lot that the event made (or was about, where it made none), with the last
 * ten readings of the same parameter on other lots of the item within a quarter. Three statements whatever their number.
 */
export async function readParameterMeasurements(ctx: Context, eventIds: readonly string[]): Promise<Measurement[]> {
	if (eventIds.length === 0) return []
	await ctx.em.flush()
	const rows = await ctx.em.execute<(Row & { read: { value: string; unit?: string; min?: string; max?: string } })[]>(
		`select e.id as source_id, x.lot_id, l.code as lot_code, l.site_id, k.key as name, '' as method, coalesce(k.value->>'unit', '') as unit,
			null as value, k.value->>'value' as reported, k.value->>'min' as minimum, k.value->>'max' as maximum, 'unknown' as verdict, 'person' as source,
			e.step, e.equipment, e.corrects_id is not null as corrects, k.value as read,
			(select json_agg(json_build_object('value', y.value, 'verdict', 'unknown', 'warned', y.warned)) from (
				select p.parameters->k.key->>'value' as value,
					exists (select 1 from measurement_finding f where f.source_id = p.id and f.name = k.key and f.lot_id = z.lot_id) as warned
				from trace_event p join trace_event_lot z on z.event_id = p.id and z.role = x.role join lot q on q.id = z.lot_id
				where q.item_id = l.item_id and z.lot_id <> x.lot_id and jsonb_exists(p.parameters, k.key)
					and p.event_time < e.event_time and p.event_time > e.event_time - interval '90 days'
				order by p.event_time desc, p.id desc limit ${EARLIER}) y) as earlier
		from trace_event e join trace_event_lot x on x.event_id = e.id join lot l on l.id = x.lot_id
		cross join lateral jsonb_each(e.parameters) k
		where e.id = any(?::uuid[]) and e.parameters is not null
			and x.role = (select case when bool_or(o.role = 'output') then 'output' else min(o.role) end from trace_event_lot o where o.event_id = e.id)
		order by e.id, x.lot_id, k.key`,
		[list(eventIds)],
	)
	return withFacts(
		ctx,
		'parameter',
		rows.map((row) => {
			const limits = { minimum: asNumber(row.read.min), maximum: asNumber(row.read.max) }
			const parsed = parseMeasuredValue(String(row.read.value), 'point')
			const verdict = parsed.ok ? verdictOf(parsed.value, { min: limits.minimum, max: limits.maximum }) : 'unknown'
			const earlier = (row.earlier ?? []).map((one) => ({ ...one, value: asNumber(one.value ?? undefined) }))
			return { ...row, ...limits, value: asNumber(row.read.value), verdict, earlier }
		}),
	)
}

const asNumber = (text: string | undefined): string | null =>
	text !== undefined && decimalSchema.safeParse(text).success ? text : null

async function withFacts(ctx: Context, kind: FindingKind, rows: readonly Row[]): Promise<Measurement[]> {
	const lots = await readLotFacts(ctx, [...new Set(rows.map((row) => row.lot_id))])
	return rows.map((row) => {
		const { minimum, maximum, value } = row
		const margin = marginPercent(value, { minimum, maximum })
		const { mean, ...counts } = trendOf(value, row.earlier ?? [])
		return {
			kind,
			sourceId: row.source_id,
			lotId: row.lot_id,
			lotCode: row.lot_code,
			siteId: row.site_id,
			name: row.name,
			reported: row.reported,
			unit: row.unit,
			minimum,
			maximum,
			verdict: row.verdict,
			facts: {
				...lots.get(row.lot_id)?.facts,
				measurement: {
					kind,
					name: row.name,
					reported: row.reported,
					method: row.method,
					step: row.step,
					equipment: row.equipment,
					source: row.source,
					verdict: row.verdict,
					value,
					minimum,
					maximum,
					...(minimum === null ? { hasMinimum: false } : {}),
					...(maximum === null ? { hasMaximum: false } : {}),
					...(margin === null ? { hasMargin: false } : { marginPercent: margin }),
					corrects: row.corrects,
				},
				trend: { ...counts, ...(mean === undefined ? { hasMean: false } : { mean }) },
			},
		}
	})
}
