import { Decimal } from 'decimal.js'
import type { Quantity } from '#app/core/quantity.ts'
import type { Trace, TraceEdge, TraceNode } from './trace.model.ts'

/** Which lots of a trace are looked at. Empty lists ask for nothing. Days are of the tenant's calendar in UTC, both included. */
export type TraceFilter = {
	status: readonly string[]
	/** Ids of items. */
	item: readonly string[]
	/** Ids of suppliers and consignees. */
	party: readonly string[]
	from: string | null
	until: string | null
	/** The other end of a path: only lots that lie on a way between it and the root. */
	path: string | null
	/** Lots at the most so many steps away; null for all. */
	depth: number | null
}

/** Lets everything through. */
export const NO_FILTER: TraceFilter = {
	status: [],
	item: [],
	party: [],
	from: null,
	until: null,
	path: null,
	depth: null,
}

/** Who was sent a lot, as far as a filter needs it. */
export type SentTo = { lot: { id: string }; party: { id: string } }

/** Everything that can be come to from `starts` along the links, the starts too. */
export function closureOf(
	edges: readonly Pick<TraceEdge, 'parent' | 'child'>[],
	starts: Iterable<string>,
	direction: 'backward' | 'forward',
): Set<string> {
	const next = new Map<string, string[]>()
	for (const { parent, child } of edges) {
		const [from, to] = direction === 'forward' ? [parent, child] : [child, parent]
		const known = next.get(from)
		if (known) known.push(to)
		else next.set(from, [to])
	}
	const found = new Set(starts)
	for (const id of found) for (const to of next.get(id) ?? []) found.add(to)
	return found
}

/**
 * Every lot that lies on some way between two lots, whichever of them is the source; empty where there is none. A lot is
 * on a way exactly when it can be reached from the source and the target from it.
 */
export function lotsBetween(
	edges: readonly Pick<TraceEdge, 'parent' | 'child'>[],
	one: string,
	other: string,
): Set<string> {
	for (const [source, target] of [
		[one, other],
		[other, one],
	] as const) {
		const below = closureOf(edges, [source], 'forward')
		if (!below.has(target)) continue
		const above = closureOf(edges, [target], 'backward')
		return new Set([...below].filter((id) => above.has(id)))
	}
	return new Set()
}

const dayOf = (iso: string): string => iso.slice(0, 10)

/** The days on which each lot of the trace was made or used, by the links that join it to the root's side. */
function daysOf(trace: Trace): Map<string, string[]> {
	const sides = new Map(trace.nodes.map((node) => [node.id, node.side]))
	const days = new Map<string, string[]>()
	for (const { parent, child, eventTime } of trace.edges) {
		// A lot ahead of the root is dated by what went into it, one behind by what it went into.
		const id = sides.get(parent) === 'backward' ? parent : child
		const known = days.get(id)
		if (known) known.push(dayOf(eventTime))
		else days.set(id, [dayOf(eventTime)])
	}
	return days
}

/**
 * The lots of a trace that a filter lets through, nearest first, then by code. The root always stays: the view is about it.
 */
export function filterTrace(trace: Trace, filter: TraceFilter, sent: readonly SentTo[]): TraceNode[] {
	const between = filter.path ? lotsBetween(trace.edges, trace.root, filter.path) : null
	const days = filter.from || filter.until ? daysOf(trace) : null
	const receivers = filter.party.length > 0 ? Map.groupBy(sent, (one) => one.lot.id) : null
	const [statuses, items, partyIds] = [new Set(filter.status), new Set(filter.item), new Set(filter.party)]
	const lets = (node: TraceNode): boolean => {
		if (between && !between.has(node.id)) return false
		if (node.id === trace.root) return true
		if (statuses.size > 0 && !statuses.has(node.status)) return false
		if (items.size > 0 && !items.has(node.item.id)) return false
		if (filter.depth !== null && node.depth > filter.depth) return false
		if (receivers) {
			const parties = [node.supplier?.id, ...(receivers.get(node.id) ?? []).map((one) => one.party.id)]
			if (!parties.some((id) => id !== undefined && partyIds.has(id))) return false
		}
		if (!days) return true
		return (days.get(node.id) ?? []).some(
			(day) => (!filter.from || day >= filter.from) && (!filter.until || day <= filter.until),
		)
	}
	return trace.nodes.filter(lets).sort(nearestFirst)
}

const SIDES = { root: 0, backward: 1, forward: 2 } as const

/** Nearest first; the same in every answer, so that a place in the pages stays where it is. */
const nearestFirst = (a: TraceNode, b: TraceNode): number =>
	a.depth - b.depth ||
	SIDES[a.side] - SIDES[b.side] ||
	(a.code < b.code ? -1 : a.code > b.code ? 1 : a.id < b.id ? -1 : 1)

/** What the narrow scope is narrowed by: when the lot was used, on which equipment, or by which single input. */
export type NarrowBy = {
	from: string | null
	until: string | null
	equipment: string | null
	/** Another lot of the trace, from which the narrow scope starts in place of the root. */
	start: string | null
}

/** One direct use of the root: what it went into, when, on what. */
export type DirectUse = { child: string; eventTime: string; equipment: string | null }

/** Whether a scope is narrowed at all. */
export const isNarrowed = (by: NarrowBy): boolean =>
	by.from !== null || by.until !== null || by.equipment !== null || by.start !== null

/**
 * The lots of the narrow scope: the root with only those of its uses that fall into the interval and on the equipment, and
 * whatever came of them; or, where one input is named, that lot and whatever came of it. The broad scope is the whole of
 * the forward trace, of which this is always a part.
 */
export function narrowScope(trace: Trace, uses: readonly DirectUse[], by: NarrowBy): Set<string> {
	if (by.start) return closureOf(trace.edges, [by.start], 'forward')
	const affected = uses.filter(
		(use) =>
			(!by.from || dayOf(use.eventTime) >= by.from) &&
			(!by.until || dayOf(use.eventTime) <= by.until) &&
			(!by.equipment || use.equipment === by.equipment),
	)
	const found = closureOf(
		trace.edges,
		affected.map((use) => use.child),
		'forward',
	)
	found.add(trace.root)
	return found
}

/** Sums of quantities, one for each unit, the unit with most lots first. */
export function sumByUnit(quantities: readonly Quantity[]): Quantity[] {
	return [...Map.groupBy(quantities, (one) => one.unit)]
		.sort(([, a], [, b]) => b.length - a.length)
		.map(([unit, own]) => ({
			unit,
			value: own.reduce((sum, one) => sum.plus(one.value), new Decimal(0)).toFixed(),
		}))
}

const CANNOT_BE_HELD = new Set(['blocked', 'rejected', 'cancelled'])

/** Whether a hold can be placed on a lot: it is there, and not stopped or gone already. */
export const canBeHeld = (node: Pick<TraceNode, 'category' | 'status'>): boolean =>
	!CANNOT_BE_HELD.has(node.category) && node.status !== 'consumed'
