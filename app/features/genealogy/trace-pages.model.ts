import type { Trace } from './trace.model.ts'
import { filterTrace, NO_FILTER } from './trace-view.model.ts'

export type TracePage = {
	page: Trace
	/** Of all pages together. */
	total: { nodes: number; edges: number }
	/** The last lot of the page; null on the last page. */
	nextCursor: string | null
}

/**
 * One page of a trace: its lots nearest first, from the one after `after` on, with the links whose second end it has, so
 * that all pages together have each lot and each link once. An unknown `after` begins at the beginning.
 */
export function pageOfTrace(trace: Trace, { limit, after }: { limit: number; after: string | null }): TracePage {
	const nodes = filterTrace(trace, NO_FILTER, [])
	const place = new Map(nodes.map(({ id }, index) => [id, index]))
	const start = (after === null ? -1 : (place.get(after) ?? -1)) + 1
	const end = Math.min(start + limit, nodes.length)
	const edges = trace.edges.filter(({ parent, child }) => {
		const complete = Math.max(place.get(parent) ?? -1, place.get(child) ?? -1)
		return complete >= start && complete < end
	})
	return {
		page: { ...trace, nodes: nodes.slice(start, end), edges },
		total: { nodes: nodes.length, edges: trace.edges.length },
		nextCursor: end < nodes.length ? (nodes[end - 1]?.id ?? null) : null,
	}
}
