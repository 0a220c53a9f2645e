import { adjacencyOf } from '#app/core/adjacency.ts'
import type { GraphEdge } from '#app/ui/graph/graph-model.ts'

type Pair = Pick<GraphEdge, 'from' | 'to'>

/** Links of numbered nodes: from, to, from, to … */
type Links = Int32Array

/** The links without those that close a circle (rework does). Without recursion, as a chain may be thousands long. */
function cutCircles(count: number, links: Links): Links {
	const { first, beside: next } = adjacencyOf(count, links, 0)
	const kept = new Int32Array(links.length)
	let size = 0
	// 0 not seen, 1 on the way, 2 done
	const state = new Uint8Array(count)
	const at = first.slice(0, count)
	const path: number[] = []
	for (let start = 0; start < count; start++) {
		if (state[start] !== 0) continue
		state[start] = 1
		path.push(start)
		while (path.length > 0) {
			const node = path.at(-1) as number
			const spot = at[node] as number
			if (spot === first[node + 1]) {
				state[node] = 2
				path.pop()
				continue
			}
			at[node] = spot + 1
			const to = next[spot] as number
			if (state[to] === 1) continue
			kept[size++] = node
			kept[size++] = to
			if (state[to] === 0) {
				state[to] = 1
				path.push(to)
			}
		}
	}
	return kept.subarray(0, size)
}

/**
 * The column of each numbered node: the length of the longest way to it. A source is moved up to just before the first
 * thing made of it. A link that closes a circle does not count.
 */
export function rankPlaces(count: number, given: Links): Int32Array {
	const links = cutCircles(count, given)
	const { first, beside: next } = adjacencyOf(count, links, 0)
	const waiting = new Int32Array(count)
	for (const to of next) waiting[to] = (waiting[to] as number) + 1
	const ranks = new Int32Array(count)
	const queue: number[] = []
	for (let node = 0; node < count; node++) if (waiting[node] === 0) queue.push(node)
	const sources = queue.length
	for (let index = 0; index < queue.length; index++) {
		const node = queue[index] as number
		for (let spot = first[node] as number; spot < (first[node + 1] as number); spot++) {
			const to = next[spot] as number
			ranks[to] = Math.max(ranks[to] as number, (ranks[node] as number) + 1)
			waiting[to] = (waiting[to] as number) - 1
			if (waiting[to] === 0) queue.push(to)
		}
	}
	for (const node of queue.slice(0, sources)) {
		let nearest = Number.POSITIVE_INFINITY
		for (let spot = first[node] as number; spot < (first[node + 1] as number); spot++)
			nearest = Math.min(nearest, ranks[next[spot] as number] as number)
		if (nearest !== Number.POSITIVE_INFINITY) ranks[node] = Math.max(0, nearest - 1)
	}
	return ranks
}

/** Links between known nodes as numbers, in the order of `ids`. */
export function numberLinks(ids: readonly string[], edges: readonly Pair[]): Links {
	const place = new Map(ids.map((id, index) => [id, index]))
	const links: number[] = []
	for (const { from, to } of edges) {
		const [a, b] = [place.get(from), place.get(to)]
		if (a !== undefined && b !== undefined) links.push(a, b)
	}
	return Int32Array.from(links)
}

/** The column of each node, by id. */
export function rankNodes(ids: readonly string[], edges: readonly Pair[]): Map<string, number> {
	const ranks = rankPlaces(ids.length, numberLinks(ids, edges))
	return new Map(ids.map((id, index) => [id, ranks[index] ?? 0]))
}
