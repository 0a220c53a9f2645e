import type { GraphEdge } from '#app/ui/graph/graph-model.ts'

/** Everything reached from a node along the edges, itself left out. */
export function reach(start: string, edges: readonly GraphEdge[], direction: 'forward' | 'backward'): Set<string> {
	const found = spread([start], neighbours(edges, direction))
	found.delete(start)
	return found
}

function neighbours(edges: readonly GraphEdge[], direction: 'forward' | 'backward'): Map<string, string[]> {
	const next = new Map<string, string[]>()
	for (const { from, to } of edges) {
		const [at, beside] = direction === 'forward' ? [from, to] : [to, from]
		const list = next.get(at)
		if (list) list.push(beside)
		else next.set(at, [beside])
	}
	return next
}

/** Everything that can be come to from some nodes, with themselves. */
function spread(starts: readonly string[], next: ReadonlyMap<string, readonly string[]>): Set<string> {
	const found = new Set(starts)
	const queue = [...starts]
	for (let index = 0; index < queue.length; index++) {
		for (const id of next.get(queue[index] ?? '') ?? []) {
			if (found.has(id)) continue
			found.add(id)
			queue.push(id)
		}
	}
	return found
}

/** A node with everything it came from and everything made of it. */
export const lineage = (id: string, edges: readonly GraphEdge[]): Set<string> =>
	new Set([id, ...reach(id, edges, 'backward'), ...reach(id, edges, 'forward')])

/**
 * What is hidden when some nodes are folded: a node stays in view as long as one way from a source reaches it without
 * passing through a folded node. Folded nodes that can still be reached stay.
 */
export function hiddenBy(
	folded: ReadonlySet<string>,
	ids: readonly string[],
	edges: readonly GraphEdge[],
): Set<string> {
	if (folded.size === 0) return new Set()
	const made = new Set(edges.map(({ to }) => to))
	const sources = ids.filter((id) => !made.has(id))
	const open = edges.filter(({ from }) => !folded.has(from))
	// Nothing but a circle has no source: then the first node stands for one.
	const starts = sources.length > 0 ? sources : ids.slice(0, 1)
	const seen = spread(starts, neighbours(open, 'forward'))
	const below = spread([...folded], neighbours(edges, 'forward'))
	for (const id of seen) below.delete(id)
	return below
}
