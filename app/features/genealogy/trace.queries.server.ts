import { isoInstants } from '#app/core/iso-instants.ts'
import type { Language, LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { LINK_KINDS, type LinkKind } from './genealogy.model.ts'
import { depthsOf, type Trace, type TraceDirection, type TraceEdge, type TraceNode } from './trace.model.ts'

const BACKWARD = `back(node) as (
	select node from lot where id = any(?::uuid[])
	union
	select l.parent_node from back b join lot_link l on l.child_node = b.node)`

const FORWARD = `forth(node) as (
	select node from lot where id = any(?::uuid[])
	union
	select l.child_node from forth f join lot_link l on l.parent_node = f.node)`

type Walk = { ctes: string; closure: string; times: 1 | 2 }

const WALKS: Record<TraceDirection, Walk> = {
	backward: { ctes: BACKWARD, closure: 'select node from back', times: 1 },
	forward: { ctes: FORWARD, closure: 'select node from forth', times: 1 },
	both: {
		ctes: `${BACKWARD}, ${FORWARD}`,
		closure: 'select node from back union select node from forth',
		times: 2,
	},
}

/** Lists in short form: what is the same in many rows (items, suppliers, units) is not repeated for each. */
type Answer = {
	nodes:
		| [
				node: number,
				id: string,
				code: string,
				item: string,
				status: string,
				category: string,
				supplier: string | null,
				quantity: string,
				onHand: string,
				unit: string,
				expiresOn: string | null,
		  ][]
		| null
	links:
		| [
				parent: number,
				child: number,
				kind: string,
				quantity: string,
				unit: string,
				at: number,
				reconstructed: boolean,
		  ][]
		| null
	items: Record<string, { sku: string; name: LocalizedText }> | null
	suppliers: Record<string, LocalizedText> | null
}

const parameter = (ids: readonly string[]): string => `{${ids.join(',')}}`

/** The database keeps the plan of the walk: `lot_trace` is a function of its own (migrations). */
async function walk(ctx: Context, lotIds: readonly string[], direction: TraceDirection): Promise<Answer> {
	const [row] = await ctx.em.execute<{ answer: string }[]>('select lot_trace(?::uuid[], ?) as answer', [
		parameter(lotIds),
		direction,
	])
	if (!row) throw new Error('A trace gave no answer')
	const answer = JSON.parse(row.answer) as Answer
	return partyOf(ctx.actor) === null ? answer : withinSight(answer)
}

/** A partner's trace ends where its lots do: a link to one that it may not see is not told. */
function withinSight(answer: Answer): Answer {
	const seen = new Set((answer.nodes ?? []).map(([node]) => node))
	const links = (answer.links ?? []).filter(([parent, child]) => seen.has(parent) && seen.has(child))
	return { ...answer, links }
}

const isLinkKind = (text: string): text is LinkKind => (LINK_KINDS as readonly string[]).includes(text)

/** The links as places in the list of nodes: parent, child, parent, child … */
function placesOf({ nodes, links }: Answer): Int32Array {
	const place = new Map((nodes ?? []).map(([node], index) => [node, index]))
	const placeOf = (node: number): number => {
		const found = place.get(node)
		if (found === undefined) throw new Error('A link leads to a lot that is not there')
		return found
	}
	const places = new Int32Array((links ?? []).length * 2)
	let at = 0
	for (const [parent, child] of links ?? []) {
		places[at++] = placeOf(parent)
		places[at++] = placeOf(child)
	}
	return places
}

/**
 * The whole genealogy of a lot: every ancestor (`backward`), every descendant (`forward`) or both, with every link
 * between them, whatever the depth. One statement; depths are counted in memory. Never cut.
 * Null when there is no such lot, or the actor may not trace.
 */
export async function traceLots(ctx: Context, lotId: string, direction: TraceDirection): Promise<Trace | null> {
	if (!ctx.ability.can('read', 'TraceEvent')) return null
	const started = performance.now()
	const answer = await walk(ctx, [lotId], direction)
	const nodes = answer.nodes ?? []
	const known = namesOf(answer)
	const root = nodes.findIndex(([, id]) => id === lotId)
	if (root < 0) return null
	const placed = placesOf(answer)
	const back = direction === 'forward' ? null : depthsOf(nodes.length, placed, [root], 'backward')
	const forth = direction === 'backward' ? null : depthsOf(nodes.length, placed, [root], 'forward')
	const trace: Trace = {
		root: lotId,
		direction,
		nodes: nodes.map((row, index) => toNode(row, known, sideOf(index, root, back, forth))),
		edges: edgesOf(answer, placed),
		complete: true,
		elapsedMs: 0,
	}
	trace.elapsedMs = Math.round((performance.now() - started) * 10) / 10
	return trace
}

type Standing = Pick<TraceNode, 'depth' | 'side'>

function sideOf(index: number, root: number, back: Int32Array | null, forth: Int32Array | null): Standing {
	if (index === root) return { depth: 0, side: 'root' }
	const behind = back?.[index] ?? -1
	if (behind > 0) return { depth: behind, side: 'backward' }
	return { depth: Math.max(forth?.[index] ?? 0, 0), side: 'forward' }
}

type Known = {
	items: ReadonlyMap<string, TraceNode['item']>
	suppliers: ReadonlyMap<string, NonNullable<TraceNode['supplier']>>
}

/** Items and suppliers, one object each for all their lots. */
const namesOf = ({ items, suppliers }: Answer): Known => ({
	items: new Map(Object.entries(items ?? {}).map(([id, { sku, name }]) => [id, { id, sku, name }])),
	suppliers: new Map(Object.entries(suppliers ?? {}).map(([id, name]) => [id, { id, name }])),
})

function toNode(row: NonNullable<Answer['nodes']>[number], known: Known, { depth, side }: Standing): TraceNode {
	const [, id, code, itemId, status, category, supplierId, quantity, onHand, unit, expiresOn] = row
	const item = known.items.get(itemId)
	if (!item) throw new Error(`Lot ${id} has no item`)
	return {
		id,
		code,
		item,
		status,
		category,
		depth,
		side,
		supplier: supplierId ? (known.suppliers.get(supplierId) ?? null) : null,
		quantity: { value: quantity, unit },
		onHand: { value: onHand, unit },
		expiresOn,
	}
}

function edgesOf(answer: Answer, placed: Int32Array): TraceEdge[] {
	const ids = (answer.nodes ?? []).map(([, id]) => id)
	const idAt = (at: number): string => ids[placed[at] as number] as string
	const iso = isoInstants()
	return (answer.links ?? []).map(([, , kind, quantity, unit, at, reconstructed], index) => {
		if (!isLinkKind(kind)) throw new Error(`There is no link of kind ${kind}`)
		const edge: TraceEdge = {
			parent: idAt(index * 2),
			child: idAt(index * 2 + 1),
			kind,
			quantity: { value: quantity, unit },
			eventTime: iso(at),
		}
		if (reconstructed) edge.reconstructed = true
		return edge
	})
}

/** Ids of the lots and of all their ancestors, descendants or both; the lots themselves first. */
export async function traceIds(
	ctx: Context,
	lotIds: string | readonly string[],
	direction: TraceDirection,
): Promise<string[]> {
	const seeds = typeof lotIds === 'string' ? [lotIds] : [...lotIds]
	if (seeds.length === 0 || !ctx.ability.can('read', 'TraceEvent')) return []
	const { ctes, closure, times } = WALKS[direction]
	const rows = await ctx.em.execute<{ id: string }[]>(
		`with recursive ${ctes}, closure(node) as (${closure})
		select n.id from closure c join lot n on n.node = c.node order by (n.id = any(?::uuid[])) desc, n.node`,
		[...Array.from({ length: times }, () => parameter(seeds)), parameter(seeds)],
	)
	return rows.map((row) => row.id)
}

/** Every lot that one of these went into, at any remove, with the fewest steps from the nearest; the lots themselves are 0. */
export async function traceForward(ctx: Context, lotIds: readonly string[]): Promise<Map<string, number>> {
	if (lotIds.length === 0 || !ctx.ability.can('read', 'TraceEvent')) return new Map()
	const answer = await walk(ctx, lotIds, 'forward')
	const nodes = answer.nodes ?? []
	const seeds = new Set(lotIds)
	const starts = nodes.flatMap(([, id], index) => (seeds.has(id) ? [index] : []))
	const depths = depthsOf(nodes.length, placesOf(answer), starts, 'forward')
	return new Map(nodes.map(([, id], index) => [id, Math.max(depths[index] ?? 0, 0)]))
}

/** What of one lot was sent to one party, in the lot's unit as shipped. */
export type Consignee = {
	party: { id: string; code: string; name: LocalizedText; email: string | null; language: Language; country: string }
	lot: { id: string; code: string }
	shipped: Quantity
	/** Numbers of the shipments; none where only an event says so. */
	shipments: string[]
	firstShippedAt: string | null
	lastShippedAt: string | null
}

type Row = {
	party_id: string
	party_code: string
	name: LocalizedText
	email: string | null
	language: Language
	country: string
	lot_id: string
	lot_code: string
	shipped: string
	unit: string
	numbers: string[]
	first_at: string | Date | null
	last_at: string | Date | null
}

const iso = (at: string | Date | null): string | null => (at ? new Date(at).toISOString() : null)

/** Shipped lines of outbound shipments, and shipping events that name a partner without a shipment and stand as they are. */
const SENT = `select s.party_id, n.lot_id, coalesce(n.counted_quantity, n.quantity) as quantity, n.unit, s.number, s.shipped_at as sent_at
	from shipment_line n
	cross join lateral (select number, party_id, shipped_at from shipment where id = n.shipment_id and direction = 'outbound' limit 1) s
	where n.status = 'shipped' and n.lot_id = any(?::uuid[])
	union all
	select e.party_id, x.lot_id, x.quantity, x.unit, null, e.event_time
	from trace_event_lot x
	cross join lateral (select party_id, event_time from trace_event where id = x.event_id and kind = 'ship' and shipment_id is null
		and party_id is not null limit 1) e
	where x.role = 'input' and x.lot_id = any(?::uuid[]) and not exists (select 1 from trace_event c where c.corrects_id = x.event_id)`

/**
 * Who was sent which of these lots and how much: by shipments, and by shipping events of those who keep their shipments
 * elsewhere. One statement; its lookups are by id for each line, since row-level security hides from the planner how many
 * rows a tenant has: a recall of a lot with 500 consignees otherwise compared all of them with all.
 */
export async function consigneesOf(ctx: Context, lotIds: readonly string[]): Promise<Consignee[]> {
	if (lotIds.length === 0) return []
	const lots = parameter(lotIds)
	const rows = await ctx.em.execute<Row[]>(
		`select p.id as party_id, p.code as party_code, p.name, p.email, p.language, p.country, l.id as lot_id, l.code as lot_code,
			trim_scale(sum(z.quantity))::text as shipped, z.unit,
			coalesce(jsonb_agg(distinct z.number) filter (where z.number is not null), '[]') as numbers, min(z.sent_at) as first_at, max(z.sent_at) as last_at
		from (${SENT}) z
		cross join lateral (select * from party where id = z.party_id limit 1) p
		cross join lateral (select id, code, code_norm from lot where id = z.lot_id limit 1) l
		group by p.id, p.code, p.name, p.email, p.language, p.country, l.id, l.code, l.code_norm, z.unit
		order by p.code, l.code_norm, z.unit`,
		[lots, lots],
	)
	return rows.map((row) => ({
		party: {
			id: row.party_id,
			code: row.party_code,
			name: row.name,
			email: row.email,
			language: row.language,
			country: row.country,
		},
		lot: { id: row.lot_id, code: row.lot_code },
		shipped: { value: row.shipped, unit: row.unit },
		shipments: row.numbers,
		firstShippedAt: iso(row.first_at),
		lastShippedAt: iso(row.last_at),
	}))
}
