/** What is beside each of a list of numbered nodes: that of `node` is `beside[first[node] … first[node + 1])`. */
export type Adjacency = { first: Int32Array; beside: Int32Array }

/**
 * The neighbours of `count` numbered nodes by links (from, to, from, to …): with `side` 0 what follows each node, with 1
 * what comes before it, in the order of the links. Arrays of numbers, so that thousands of nodes leave nothing to collect.
 */
export function adjacencyOf(count: number, links: Int32Array, side: 0 | 1): Adjacency {
	const first = new Int32Array(count + 1)
	for (let at = side; at < links.length; at += 2) {
		const own = links[at] as number
		first[own + 1] = (first[own + 1] as number) + 1
	}
	for (let node = 0; node < count; node++) first[node + 1] = (first[node + 1] as number) + (first[node] as number)
	const spots = first.slice()
	const beside = new Int32Array(links.length / 2)
	for (let at = 0; at < links.length; at += 2) {
		const own = links[at + side] as number
		const spot = spots[own] as number
		beside[spot] = links[at + 1 - side] as number
		spots[own] = spot + 1
	}
	return { first, beside }
}
