import type { GraphEdge } from '#app/ui/graph/graph-model.ts'

type Pair = Pick<GraphEdge, 'from' | 'to'>

/** Who follows whom, by id. */
function successors(ids: readonly string[], edges: readonly Pair[]): Map<string, string[]> {
	const out = new Map<string, string[]>(ids.map((id) => [id, []]))
	for (const { from, to } of edges) if (out.has(to)) out.get(from)?.push(to)
	return out
}

/** The edges without those that close a circle (rework does). Without recursion, as a chain may be thousands long. */
function cutCircles(ids: readonly string[], out: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
	const kept = new Map<string, string[]>(ids.map((id) => [id, []]))
	const state = new Map<string, 'open' | 'closed'>()
	for (const start of ids) {
		if (state.has(start)) continue
		state.set(start, 'open')
		const path = [{ id: start, next: 0 }]
		for (let top = path.at(-1); top; top = path.at(-1)) {
			const to = out.get(top.id)?.[top.next++]
			if (to === undefined) {
				state.set(top.id, 'closed')
				path.pop()
				continue
			}
			if (state.get(to) === 'open') continue
			kept.get(top.id)?.push(to)
			if (!state.has(to)) {
				state.set(to, 'open')
				path.push({ id: to, next: 0 })
			}
		}
	}
	return kept
}

/**
 * The column of each node: the length of the longest way to it. A source is moved up to just before the first thing made
 * of it. An edge that closes a circle does not count.
 */
export function rankNodes(ids: readonly string[], edges: readonly Pair[]): Map<string, number> {
	const out = cutCircles(ids, successors(ids, edges))
	const waiting = new Map(ids.map((id) => [id, 0]))
	for (const list of out.values()) for (const to of list) waiting.set(to, (waiting.get(to) ?? 0) + 1)
	const sources = ids.filter((id) => waiting.get(id) === 0)
	const queue = [...sources]
	const ranks = new Map(sources.map((id) => [id, 0]))
	for (let index = 0; index < queue.length; index++) {
		const id = queue[index]
		if (id === undefined) break
		for (const to of out.get(id) ?? []) {
			ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(id) ?? 0) + 1))
			const left = (waiting.get(to) ?? 1) - 1
			waiting.set(to, left)
			if (left === 0) queue.push(to)
		}
	}
	for (const id of sources) {
		const following = out.get(id) ?? []
		if (following.length === 0) continue
		let first = Number.POSITIVE_INFINITY
		for (const to of following) first = Math.min(first, ranks.get(to) ?? 0)
		ranks.set(id, Math.max(0, first - 1))
	}
	return ranks
}
