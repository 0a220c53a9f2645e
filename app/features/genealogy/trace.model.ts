import { adjacencyOf } from '#app/core/adjacency.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { LinkKind } from './genealogy.model.ts'

export const DIRECTIONS = ['backward', 'forward', 'both'] as const
/** Where a lot came from, where it went, or both. */
export type TraceDirection = (typeof DIRECTIONS)[number]

export type TraceNode = {
	id: string
	code: string
	item: { id: string; sku: string; name: LocalizedText }
	status: string
	category: string
	/** Fewest steps from the root; 0 is the root. */
	depth: number
	/** On which side of the root. */
	side: 'root' | 'backward' | 'forward'
	supplier: { id: string; name: LocalizedText } | null
	quantity: Quantity
	onHand: Quantity
	expiresOn: string | null
}

/** This quantity of the parent went into the child. Parent and child are lot ids. */
export type TraceEdge = {
	parent: string
	child: string
	kind: LinkKind
	quantity: Quantity
	eventTime: string
	/** Put together afterwards, by a signed statement. Absent: recorded when it happened. */
	reconstructed?: true
}

export type Trace = {
	root: string
	direction: TraceDirection
	nodes: TraceNode[]
	edges: TraceEdge[]
	/** Always true: a trace is never cut. */
	complete: true
	elapsedMs: number
}

/**
 * Fewest steps from any of `starts` to each place along the links (parent, child, parent, child … as places in a list of
 * `count`), forward (parent to child) or backward; −1 where there is no way.
 */
export function depthsOf(
	count: number,
	links: Int32Array,
	starts: readonly number[],
	direction: 'backward' | 'forward',
): Int32Array {
	const { first, beside } = adjacencyOf(count, links, direction === 'forward' ? 0 : 1)
	const depths = new Int32Array(count).fill(-1)
	for (const start of starts) depths[start] = 0
	const queue = [...starts]
	for (let at = 0; at < queue.length; at++) {
		const place = queue[at] as number
		for (let spot = first[place] as number; spot < (first[place + 1] as number); spot++) {
			const next = beside[spot] as number
			if (depths[next] !== -1) continue
			depths[next] = (depths[place] as number) + 1
			queue.push(next)
		}
	}
	return depths
}
