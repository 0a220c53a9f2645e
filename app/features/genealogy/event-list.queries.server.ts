import { readCursor, writeCursor } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributeConditions } from '#app/features/dictionary/attribute-condition.queries.server.ts'
import { attributeSight } from '#app/features/dictionary/dictionary.queries.server.ts'
import { withoutHidden } from '#app/features/dictionary/record-attributes.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { EventFilter } from './event-list.schema.ts'
import type { EventBalance, EventKind, EventLotRole } from './genealogy.model.ts'

/** A lot's part in an event of the list. */
export type ListedLot = { id: string; code: string; role: EventLotRole; quantity: Quantity }

/** An event of the list; at most twenty of its lots (or as many as asked for), and how many there are. */
export type ListedEvent = {
	id: string
	kind: EventKind
	eventTime: string
	recordedAt: string
	actorName: string
	siteId: string | null
	siteName: LocalizedText | null
	reference: string | null
	correctsId: string | null
	corrected: boolean
	reconstructed: boolean
	balance: EventBalance | null
	lotCount: number
	lots: ListedLot[]
	/** By the data dictionary, as far as the actor may see them. */
	attributes: AttributeValues
}

type Row = Omit<ListedEvent, 'eventTime' | 'recordedAt' | 'lots' | 'attributes'> & {
	attributes: AttributeValues | null
	eventTime: Date | string
	recordedAt: Date | string
	lots: { id: string; code: string; role: EventLotRole; quantity: string; unit: string }[] | null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const iso = (at: Date | string): string => new Date(at).toISOString()

/** A part of a statement with its values. */
type Condition = { sql: string; values: unknown[] }

/** The parts of the statement that the asked filters add; that of a person is added by `pageRows`. */
function conditions(filter: EventFilter, zone: string): Condition[] {
	return [
		...(filter.kind ? [{ sql: 'e.kind = ?', values: [filter.kind] }] : []),
		...(filter.from
			? [{ sql: 'e.event_time >= (?::date::timestamp at time zone ?)', values: [filter.from, zone] }]
			: []),
		...(filter.to
			? [{ sql: 'e.event_time < ((?::date + 1)::timestamp at time zone ?)', values: [filter.to, zone] }]
			: []),
		...(filter.since ? [{ sql: 'e.event_time >= ?::timestamptz', values: [filter.since] }] : []),
		...(filter.until ? [{ sql: 'e.event_time < ?::timestamptz', values: [filter.until] }] : []),
		...(filter.site ? [{ sql: 'e.site_id = ?::uuid', values: [filter.site] }] : []),
		...(filter.order ? [{ sql: 'e.order_id = ?::uuid', values: [filter.order] }] : []),
		...(filter.container
			? [
					{
						sql: '(e.container_id = ?::uuid or e.id in (select k.event_id from trace_event_container k where k.container_id = ?::uuid))',
						values: [filter.container, filter.container],
					},
				]
			: []),
		...(filter.lot
			? [
					{
						sql: `e.id in (select p.event_id from trace_event_lot p where p.lot_id in
							(select id from lot where code = ? union all select id from lot where id = ?::uuid))`,
						values: [filter.lot, UUID.test(filter.lot) ? filter.lot : null],
					},
				]
			: []),
	]
}

/**
 * Each name under which events were recorded once: a step along the index from one to the next, since a tenant has many
 * events and few people.
 */
const NAMES = `names as (
	(select actor_name as name from trace_event order by actor_name limit 1)
	union all
	select (select e.actor_name from trace_event e where e.actor_name > n.name order by e.actor_name limit 1) from names n where n.name is not null)`

/** The rows of a page, latest first: with a person asked for, those of each name that fits, and the first of them all. */
function pageRows(filter: EventFilter, asked: readonly Condition[], rows: number): Condition {
	const order = 'order by e.event_time desc, e.id desc limit ?'
	const walk = (own: readonly Condition[]): Condition => ({
		sql: `select * from trace_event e ${own.length > 0 ? `where ${own.map((one) => one.sql).join(' and ')}` : ''} ${order}`,
		values: [...own.flatMap((one) => one.values), rows],
	})
	if (!filter.actor) return walk(asked)
	const person = `%${filter.actor.replaceAll(/[%_\\]/g, '\\$&')}%`
	const own = walk([{ sql: 'e.actor_name = n.name', values: [] }, ...asked])
	return {
		sql: `with recursive ${NAMES} select e.* from (select name from names where name ilike ?) n cross join lateral (${own.sql}) e ${order}`,
		values: [person, ...own.values, rows],
	}
}

/** Trace events, latest first, one page at a time. One statement beyond the dictionary. Nothing for who may not read them. */
export async function listEvents(
	ctx: Context,
	filter: EventFilter,
	page: { cursor?: string | null | undefined; limit?: number; lots?: number } = {},
): Promise<{ items: ListedEvent[]; nextCursor: string | null }> {
	if (!ctx.ability.can('read', 'TraceEvent')) return { items: [], nextCursor: null }
	const limit = Math.min(page.limit ?? 50, 500)
	const after = readCursor(page.cursor, 2)
	const narrowed = await attributeConditions(ctx, 'event', filter.attributes, 'e.attributes')
	const asked = [
		...conditions(filter, ctx.tenant.timeZone),
		// Of the many events few have attributes: those stand in an index of their own.
		...(narrowed.values.length > 0 ? [{ ...narrowed, sql: `e.attributes is not null and ${narrowed.sql}` }] : []),
		...(after ? [{ sql: '(e.event_time, e.id) < (?::timestamptz, ?::uuid)', values: after }] : []),
	]
	const found = pageRows(filter, asked, limit + 1)
	const rows = await ctx.em.execute<Row[]>(
		`select e.id, e.kind, e.event_time as "eventTime", e.recorded_at as "recordedAt", e.actor_name as "actorName", e.site_id as "siteId", s.name as "siteName",
			e.reference, e.corrects_id as "correctsId", e.reconstructed, e.balance, e.attributes, exists (select 1 from trace_event c where c.corrects_id = e.id and c.kind = 'correct') as corrected,
			(select count(*)::int from trace_event_lot p where p.event_id = e.id) as "lotCount", o.lots
		from (${found.sql}) e
		left join site s on s.id = e.site_id
		left join lateral (select json_agg(x) as lots from (
			select l.id, l.code, p.role, trim_scale(p.quantity)::text as quantity, p.unit from trace_event_lot p join lot l on l.id = p.lot_id
			where p.event_id = e.id order by p.role, l.code_norm, l.id limit ?) x) o on true
		order by e.event_time desc, e.id desc`,
		[...found.values, page.lots ?? 20],
	)
	const { hidden } = await attributeSight(ctx, 'event')
	const items = rows.slice(0, limit).map((row) => toListed(row, hidden))
	const last = items.at(-1)
	return {
		items,
		nextCursor: rows.length > limit && last ? writeCursor([preciseTime(rows[limit - 1]), last.id]) : null,
	}
}

const preciseTime = (row: Row | undefined): string => (row ? iso(row.eventTime) : '')

const toListed = (
	{ eventTime, recordedAt, lots, attributes, ...row }: Row,
	hidden: ReadonlySet<string>,
): ListedEvent => ({
	...row,
	attributes: withoutHidden(attributes ?? {}, hidden),
	eventTime: iso(eventTime),
	recordedAt: iso(recordedAt),
	lots: (lots ?? []).map(({ quantity, unit, ...lot }) => ({ ...lot, quantity: { value: quantity, unit } })),
})
