import type { LockedLot } from '#app/features/lots/stock.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { EventPolicy } from './event-policy.queries.server.ts'

/**
 * Orders all writers that link into lots which exist already, until the unit of work ends: two of them could otherwise
 * close a circle that neither sees.
 */
export async function lockLinks(ctx: Context): Promise<void> {
	await ctx.em.execute('select pg_advisory_xact_lock(820113, hashtext(?))', [ctx.tenant.id])
}

/** Everything that an event with lots which exist already is judged by. */
export type EventGround = {
	lots: LockedLot[]
	/** Nodes of inputs that are made of an output, or are one. */
	circle: number[]
	/** How much of a lot is packed in containers that are still here, by its id. */
	packed: Record<string, string>
	policy: EventPolicy
}

/**
 * Locks the lots of an event as `lockLots` does and answers what it is judged by, in one round trip. With `linked`, the
 * outputs and inputs of an event that links into lots which exist, its writers are ordered as by `lockLinks`.
 */
export async function lockEventLots(
	ctx: Context,
	lotIds: readonly string[],
	linked: { outputs: readonly string[]; inputs: readonly string[] },
): Promise<EventGround> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<{ ground: EventGround }[]>(
		'select lock_event_lots(?::uuid[], ?::uuid[], ?::uuid[]) as ground',
		[lotIds, linked.outputs, linked.inputs].map((ids) => `{${ids.join(',')}}`),
	)
	if (!row) throw new Error('The lots of an event were not locked')
	return row.ground
}

/** Which of `targets` are made, at any remove, of one of `sources`, or are one of them. Nodes, not ids. */
export async function reachedFrom(
	ctx: Context,
	sources: readonly number[],
	targets: readonly number[],
): Promise<Set<number>> {
	const rows = await ctx.em.execute<{ node: string }[]>(
		`with recursive reached(node) as (
			select unnest(?::bigint[])
			union
			select l.child_node from reached r join lot_link l on l.parent_node = r.node
		)
		select node::text from reached where node = any(?::bigint[])`,
		[`{${sources.join(',')}}`, `{${targets.join(',')}}`],
	)
	return new Set(rows.map((row) => Number(row.node)))
}

/** Nodes of lots by id. */
export async function nodesOf(ctx: Context, lotIds: readonly string[]): Promise<Map<string, number>> {
	if (lotIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ id: string; node: string }[]>(
		'select id, node::text from lot where id = any(?::uuid[])',
		[`{${lotIds.join(',')}}`],
	)
	return new Map(rows.map((row) => [row.id, Number(row.node)]))
}

export type ReceiptHistory = { received: string; stockedAtStart: boolean }

/** How much of lots came in by receipts so far, and whether they were in stock without one. */
export async function receiptsOf(ctx: Context, lotIds: readonly string[]): Promise<Map<string, ReceiptHistory>> {
	if (lotIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ lot_id: string; received: string; stocked: boolean }[]>(
		`select p.lot_id, trim_scale(coalesce(sum(p.quantity) filter (where e.kind = 'receive'), 0))::text as received,
			bool_or(e.kind not in ('receive', 'return', 'adjust')) as stocked
		from trace_event_lot p join trace_event e on e.id = p.event_id
		where p.lot_id = any(?::uuid[]) and p.role = 'output' and e.kind <> 'correct'
			and not exists (select 1 from trace_event c where c.corrects_id = e.id and c.kind = 'correct') group by p.lot_id`,
		[`{${lotIds.join(',')}}`],
	)
	return new Map(rows.map((row) => [row.lot_id, { received: row.received, stockedAtStart: row.stocked }]))
}

/** Which of the given ids of a site and an event are not there. */
export async function missingReferences(
	ctx: Context,
	given: { siteId: string | null; correctsId: string | null },
): Promise<{ site: boolean; event: boolean }> {
	const [row] = await ctx.em.execute<{ site: boolean; event: boolean }[]>(
		`select (?::uuid is not null and not exists (select 1 from site where id = ?)) as site,
			(?::uuid is not null and not exists (select 1 from trace_event where id = ?)) as event`,
		[given.siteId, given.siteId, given.correctsId, given.correctsId],
	)
	return row ?? { site: false, event: false }
}
