import type { LocalizedText } from '#app/core/localized.ts'
import { decimalSchema } from '#app/core/quantity.ts'
import { parseMeasuredValue, verdictOf } from '#app/features/intake/measured-value.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { limitsOfParameter } from './finding.model.ts'
import { EARLIER, type MeasuredRow, type Measurement, withMeasurementFacts } from './measurement-facts.server.ts'

type Row = Omit<MeasuredRow, 'minimum' | 'maximum' | 'verdict' | 'limits' | 'value' | 'method' | 'source'> & {
	given_min: string | null
	given_max: string | null
	/** What the item's revision says of this parameter; null where it knows none. */
	parameter: { name: LocalizedText; minimum: string | null; maximum: string | null; unit: string } | null
}

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/** What the revision `R` says of the parameter `K`. */
const parameterOf = (revision: string, key: string): string =>
	`(select json_build_object('name', p.name, 'minimum', trim_scale(p.minimum)::text, 'maximum', trim_scale(p.maximum)::text, 'unit', p.unit)
		from process_parameter p where p.revision_id = ${revision} and p.key = ${key})`
const targetOf = (revision: string, key: string): string =>
	`(select trim_scale(p.target)::text from process_parameter p where p.revision_id = ${revision} and p.key = ${key})`

/**
 * The process parameters of events, for each lot that the event made (or was about, where it made none), with the last
 * ten readings of the same parameter on other lots of the item within a quarter. The limits are those of the item
 * revision by which the order or the lot is made; for what it does not know, those given with the value. Two statements
 * beside the dictionary's, whatever their number.
 */
export async function readParameterMeasurements(ctx: Context, eventIds: readonly string[]): Promise<Measurement[]> {
	if (eventIds.length === 0) return []
	await ctx.em.flush()
	const revision = 'coalesce(o.revision_id, l.revision_id)'
	const rows = await ctx.em.execute<Row[]>(
		`select e.id as source_id, x.lot_id, l.code as lot_code, l.site_id, k.key as name, coalesce(k.value->>'unit', '') as unit,
			k.value->>'value' as reported, k.value->>'min' as given_min, k.value->>'max' as given_max,
			e.step, e.equipment, e.corrects_id is not null as corrects,
			json_build_object('kind', e.kind, 'reference', e.reference, 'attributes', e.attributes) as event,
			${parameterOf(revision, 'k.key')} as parameter, ${targetOf(revision, 'k.key')} as target,
			(select json_agg(json_build_object('value', y.value, 'verdict', 'unknown', 'warned', y.warned)) from (
				select p.parameters->k.key->>'value' as value,
					exists (select 1 from measurement_finding f where f.source_id = p.id and f.name = k.key and f.lot_id = z.lot_id) as warned
				from trace_event p join trace_event_lot z on z.event_id = p.id and z.role = x.role join lot q on q.id = z.lot_id
				where q.item_id = l.item_id and z.lot_id <> x.lot_id and jsonb_exists(p.parameters, k.key)
					and p.event_time < e.event_time and p.event_time > e.event_time - interval '90 days'
				order by p.event_time desc, p.id desc limit ${EARLIER}) y) as earlier
		from trace_event e join trace_event_lot x on x.event_id = e.id join lot l on l.id = x.lot_id
		left join production_order o on o.id = e.order_id and o.item_id = l.item_id
		cross join lateral jsonb_each(e.parameters) k
		where e.id = any(?::uuid[]) and e.parameters is not null
			and x.role = (select case when bool_or(o.role = 'output') then 'output' else min(o.role) end from trace_event_lot o where o.event_id = e.id)
		order by e.id, x.lot_id, k.key`,
		[list(eventIds)],
	)
	return withMeasurementFacts(ctx, 'parameter', 'trace_event', rows.map(judged))
}

/**
 * Values that were read while an order ran, for each lot of its product that the order makes, with the last ten readings
 * of the same parameter under other orders of the item within a quarter. The limits are those that held when the value
 * was read: the pinned revision's. Two statements beside the dictionary's, whatever their number.
 */
export async function readReadingMeasurements(ctx: Context, readingIds: readonly string[]): Promise<Measurement[]> {
	if (readingIds.length === 0) return []
	await ctx.em.flush()
	const rows = await ctx.em.execute<Row[]>(
		`select r.id as source_id, l.id as lot_id, l.code as lot_code, l.site_id, r.parameter as name, coalesce(r.unit, '') as unit,
			trim_scale(r.value)::text as reported, trim_scale(r.min)::text as given_min, trim_scale(r.max)::text as given_max,
			r.step, r.equipment, false as corrects,
			${parameterOf('o.revision_id', 'r.parameter')} as parameter, ${targetOf('o.revision_id', 'r.parameter')} as target,
			(select json_agg(json_build_object('value', y.value, 'verdict', 'unknown', 'warned', y.warned)) from (
				select trim_scale(p.value)::text as value, exists (select 1 from measurement_finding f where f.source_id = p.id and f.name = p.parameter) as warned
				from production_reading p join production_order q on q.id = p.order_id
				where q.item_id = o.item_id and p.order_id <> r.order_id and p.parameter = r.parameter
					and p.read_at < r.read_at and p.read_at > r.read_at - interval '90 days'
				order by p.read_at desc, p.id desc limit ${EARLIER}) y) as earlier
		from production_reading r join production_order o on o.id = r.order_id join lot l on l.order_id = o.id and l.item_id = o.item_id
		where r.id = any(?::uuid[]) order by r.id, l.id`,
		[list(readingIds)],
	)
	return withMeasurementFacts(ctx, 'parameter', 'production_reading', rows.map(judged))
}

const asNumber = (text: string | null): string | null =>
	text !== null && decimalSchema.safeParse(text).success ? text : null

function judged({ given_min, given_max, parameter, ...row }: Row): MeasuredRow {
	const given = { minimum: asNumber(given_min), maximum: asNumber(given_max), unit: row.unit }
	const { minimum, maximum, limits, comparable } = limitsOfParameter(given, parameter)
	const parsed = parseMeasuredValue(String(row.reported), 'point')
	const verdict = parsed.ok ? verdictOf(parsed.value, { min: minimum, max: maximum }) : 'unknown'
	const earlier = (row.earlier ?? []).map((one) => ({ ...one, value: asNumber(one.value) }))
	return {
		...row,
		called: parameter?.name,
		unit: row.unit || (parameter?.unit ?? ''),
		method: '',
		source: 'person',
		value: asNumber(row.reported),
		minimum,
		maximum,
		limits,
		verdict: comparable ? verdict : null,
		earlier,
	}
}
