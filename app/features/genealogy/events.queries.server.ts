import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { EventKind, EventLotRole, ProcessParameters } from './genealogy.model.ts'

/** A trace event as a lot's page shows it. `role` and `quantity` are this lot's; `others` are the other lots in it. */
export type LotEvent = {
	id: string
	kind: EventKind
	eventTime: string
	timeZoneOffset: string
	recordedAt: string
	actorName: string
	site: LocalizedText | null
	step: string | null
	equipment: string | null
	startedAt: string | null
	finishedAt: string | null
	reference: string | null
	parameters: ProcessParameters | null
	/** What people call them, by the revision that was made; null where it names none. */
	parameterNames: Record<string, LocalizedText> | null
	note: string | null
	decisionId: string | null
	correctsId: string | null
	reconstructed: boolean
	role: EventLotRole
	quantity: Quantity
	/** As it was given, where that was in another unit. */
	given: Quantity | null
	/** At most 20; `ofRole` says how many of the same role there are in all. */
	others: { id: string; code: string; role: EventLotRole; quantity: Quantity; ofRole: number }[]
}

type Row = {
	id: string
	kind: EventKind
	event_time: string | Date
	time_zone_offset: string
	recorded_at: string | Date
	actor_name: string
	site: LocalizedText | null
	step: string | null
	equipment: string | null
	started_at: string | Date | null
	finished_at: string | Date | null
	reference: string | null
	parameters: ProcessParameters | null
	parameter_names: Record<string, LocalizedText> | null
	note: string | null
	decision_id: string | null
	corrects_id: string | null
	reconstructed: boolean
	role: EventLotRole
	quantity: string
	unit: string
	given: Quantity | null
	others: { id: string; code: string; role: EventLotRole; quantity: string; unit: string; ofRole: number }[] | null
}

const iso = (at: string | Date | null): string | null => (at ? new Date(at).toISOString() : null)

/** SQL: names of the parameters of the event `e`, by the revision of its order or, without one, of the lot that it made. */
export const PARAMETER_NAMES = `(select json_object_agg(m.key, m.name) from process_parameter m where e.parameters is not null
	and m.revision_id = coalesce((select w.revision_id from production_order w where w.id = e.order_id), (select l.revision_id from trace_event_lot t
		join lot l on l.id = t.lot_id where t.event_id = e.id and t.role = 'output' order by l.code_norm limit 1)))`

/** Events of a lot that are read at most. */
const MOST = 200

/**
 * What happened to a lot, newest first, at most `limit` (200), with at most 20 other lots of each event; with `making` only
 * what made or inspected it and says with which parameters. One statement.
 */
export async function eventsOfLot(
	ctx: Context,
	lotId: string,
	{ limit = MOST, making = false }: { limit?: number; making?: boolean } = {},
): Promise<LotEvent[]> {
	const rows = await ctx.em.execute<Row[]>(
		`select e.id, e.kind, e.event_time, e.time_zone_offset, e.recorded_at, e.actor_name, s.name as site, e.step, e.equipment, e.started_at,
			e.finished_at, e.reference, e.parameters, ${PARAMETER_NAMES} as parameter_names, e.note, e.decision_id, e.corrects_id, e.reconstructed, p.role, trim_scale(p.quantity)::text as quantity, p.unit, p.given, o.others
		from trace_event_lot p join trace_event e on e.id = p.event_id left join site s on s.id = e.site_id
		left join lateral (
			select json_agg(x) as others from (
				select l.id, l.code, q.role, trim_scale(q.quantity)::text as quantity, q.unit, (count(*) over (partition by q.role))::int as "ofRole"
				from trace_event_lot q join lot l on l.id = q.lot_id
				where q.event_id = e.id and q.lot_id <> p.lot_id order by q.role, l.code limit 20) x
		) o on true
		where p.lot_id = ? ${making ? "and (p.role = 'output' or e.kind = 'inspect') and e.parameters is not null" : ''} order by e.event_time desc, e.recorded_at desc, e.id desc limit ?`,
		[lotId, Math.min(limit, MOST)],
	)
	return rows.map((row) => ({
		id: row.id,
		kind: row.kind,
		eventTime: new Date(row.event_time).toISOString(),
		timeZoneOffset: row.time_zone_offset,
		recordedAt: new Date(row.recorded_at).toISOString(),
		actorName: row.actor_name,
		site: row.site,
		step: row.step,
		equipment: row.equipment,
		startedAt: iso(row.started_at),
		finishedAt: iso(row.finished_at),
		reference: row.reference,
		parameters: row.parameters,
		parameterNames: row.parameter_names,
		note: row.note,
		decisionId: row.decision_id,
		correctsId: row.corrects_id,
		reconstructed: row.reconstructed,
		role: row.role,
		quantity: { value: row.quantity, unit: row.unit },
		given: row.given,
		others: (row.others ?? []).map(({ quantity, unit, ...other }) => ({
			...other,
			quantity: { value: quantity, unit },
		})),
	}))
}
