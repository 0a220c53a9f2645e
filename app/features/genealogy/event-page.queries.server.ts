import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributeSight } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CORRECTABLE } from './event-kinds.model.ts'
import { PARAMETER_NAMES } from './events.queries.server.ts'
import type { EventBalance, EventKind, EventLotRole, LinkKind, ProcessParameters } from './genealogy.model.ts'

/** Lots and links of an event that its page shows; the counts say how many there are. */
const SHOWN = 500

export type EventPageLot = {
	id: string
	code: string
	itemName: LocalizedText
	sku: string
	status: string
	role: EventLotRole
	quantity: Quantity
	/** As it was given, where that was in another unit. */
	given: Quantity | null
}

export type EventPageLink = {
	parentId: string
	parent: string
	childId: string
	child: string
	kind: LinkKind
	quantity: Quantity
	void: boolean
}

type OtherEvent = { id: string; kind: EventKind; eventTime: string; actorName: string; note: string | null }

/** Everything of one event. */
export type EventPage = {
	id: string
	kind: EventKind
	eventTime: string
	timeZoneOffset: string
	recordedAt: string
	actorName: string
	siteName: LocalizedText | null
	partyName: LocalizedText | null
	order: { id: string; number: string } | null
	container: { id: string; sscc: string } | null
	/** Containers that it packed into that one, or took out. */
	inner: { id: string; sscc: string }[]
	shipmentId: string | null
	step: string | null
	equipment: string | null
	startedAt: string | null
	finishedAt: string | null
	reference: string | null
	externalId: string | null
	parameters: ProcessParameters | null
	/** What people call them, by the revision that was made; null where it names none. */
	parameterNames: Record<string, LocalizedText> | null
	note: string | null
	decisionId: string | null
	reconstructed: boolean
	balance: EventBalance | null
	/** By the data dictionary, as far as the actor may see them. */
	attributes: AttributeValues
	/** The event that this one corrects. */
	corrects: OtherEvent | null
	/** Events that correct or replace this one. */
	correctedBy: OtherEvent[]
	lotCount: number
	lots: EventPageLot[]
	/** What of its lots is in stock now, by their ids. */
	onHand: Record<string, Quantity>
	linkCount: number
	links: EventPageLink[]
	mayCorrect: boolean
}

type Row = Omit<
	EventPage,
	| 'eventTime'
	| 'recordedAt'
	| 'startedAt'
	| 'finishedAt'
	| 'lots'
	| 'onHand'
	| 'links'
	| 'mayCorrect'
	| 'correctedBy'
	| 'attributes'
> & {
	attributes: AttributeValues | null
	eventTime: Date | string
	recordedAt: Date | string
	startedAt: Date | string | null
	finishedAt: Date | string | null
	correctedBy: OtherEvent[] | null
	lots: (Omit<EventPageLot, 'quantity'> & { quantity: string; unit: string; stock: string; stockUnit: string })[] | null
	links: (Omit<EventPageLink, 'quantity'> & { quantity: string; unit: string })[] | null
}

const iso = (at: Date | string): string => new Date(at).toISOString()
const OTHER = (e: string) =>
	`json_build_object('id', ${e}.id, 'kind', ${e}.kind, 'eventTime', to_char(${e}.event_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'actorName', ${e}.actor_name, 'note', ${e}.note)`
const NODES = 'array(select l.node from trace_event_lot p join lot l on l.id = p.lot_id where p.event_id = ?)'
const LINKS = `select k.parent_node, k.child_node, k.kind, k.quantity, k.unit, false as void from lot_link k
	where (k.parent_node = any(${NODES}) or k.child_node = any(${NODES})) and k.event_id = ?
	union all select k.parent_node, k.child_node, k.kind, k.quantity, k.unit, true from lot_link_void k
	where k.event_id = ?`

/** An event with its lots, links and corrections; null when there is none or it is not to be seen. Two statements. */
export async function readEvent(ctx: Context, id: string): Promise<EventPage | null> {
	if (!ctx.ability.can('read', 'TraceEvent')) return null
	const [row] = await ctx.em.execute<Row[]>(
		`with link as materialized (${LINKS})
		select e.id, e.kind, e.event_time as "eventTime", e.time_zone_offset as "timeZoneOffset", e.recorded_at as "recordedAt", e.actor_name as "actorName",
			s.name as "siteName", w.name as "partyName", case when o.id is not null then json_build_object('id', o.id, 'number', o.number) end as "order",
			case when c.id is not null then json_build_object('id', c.id, 'sscc', c.sscc) end as container,
			(select coalesce(json_agg(json_build_object('id', b.id, 'sscc', b.sscc) order by b.sscc), '[]') from trace_event_container k join container b on b.id = k.container_id
				where k.event_id = e.id) as "inner", e.shipment_id as "shipmentId",
			e.step, e.equipment, e.started_at as "startedAt", e.finished_at as "finishedAt", e.reference, e.external_id as "externalId", e.parameters, ${PARAMETER_NAMES} as "parameterNames", e.note,
			e.decision_id as "decisionId", e.reconstructed, e.balance, e.attributes, case when x.id is not null then ${OTHER('x')} end as corrects,
			(select json_agg(${OTHER('y')} order by y.recorded_at) from trace_event y where y.corrects_id = e.id) as "correctedBy",
			(select count(*)::int from trace_event_lot p where p.event_id = e.id) as "lotCount",
			(select json_agg(q) from (select l.id, l.code, i.name as "itemName", i.sku, l.status, p.role, trim_scale(p.quantity)::text as quantity, p.unit, p.given,
					trim_scale(l.on_hand)::text as stock, l.unit as "stockUnit"
				from trace_event_lot p join lot l on l.id = p.lot_id join item i on i.id = l.item_id where p.event_id = e.id
				order by p.role, l.code_norm, l.id limit ${SHOWN}) q) as lots,
			(select count(*)::int from link) as "linkCount",
			(select json_agg(q) from (select a.id as "parentId", a.code as parent, b.id as "childId", b.code as child, k.kind, trim_scale(k.quantity)::text as quantity, k.unit, k.void
				from link k join lot a on a.node = k.parent_node join lot b on b.node = k.child_node order by a.code_norm, b.code_norm limit ${SHOWN}) q) as links
		from trace_event e left join site s on s.id = e.site_id left join party w on w.id = e.party_id left join production_order o on o.id = e.order_id
		left join container c on c.id = e.container_id left join trace_event x on x.id = e.corrects_id
		where e.id = ?`,
		[id, id, id, id, id],
	)
	if (!row) return null
	const withQuantity = <T extends { quantity: string; unit: string }>({ quantity, unit, ...rest }: T) => ({
		...rest,
		quantity: { value: quantity, unit },
	})
	const { hidden } = await attributeSight(ctx, 'event')
	const corrected = (row.correctedBy ?? []).some((event) => event.kind === 'correct')
	return {
		...row,
		eventTime: iso(row.eventTime),
		recordedAt: iso(row.recordedAt),
		startedAt: row.startedAt ? iso(row.startedAt) : null,
		finishedAt: row.finishedAt ? iso(row.finishedAt) : null,
		correctedBy: row.correctedBy ?? [],
		attributes: Object.fromEntries(Object.entries(row.attributes ?? {}).filter(([key]) => !hidden.has(key))),
		lots: (row.lots ?? []).map(({ stock: _stock, stockUnit: _unit, ...lot }) => withQuantity(lot)),
		onHand: Object.fromEntries(
			(row.lots ?? []).map(({ id: lot, stock, stockUnit }) => [lot, { value: stock, unit: stockUnit }]),
		),
		links: (row.links ?? []).map(withQuantity),
		mayCorrect:
			ctx.ability.can('update', 'TraceEvent') &&
			CORRECTABLE.has(row.kind) &&
			!row.reconstructed &&
			!row.shipmentId &&
			!corrected,
	}
}
