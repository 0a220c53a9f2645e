import { adjacencyOf } from '#app/core/adjacency.ts'
import { NODE_HEIGHT } from '#app/ui/graph/graph-model.ts'
import { rankPlaces } from '#app/ui/graph/rank-nodes.ts'

const COLUMN_GAP = 64
const ROW_GAP = 20
/** Between the parts of a column that stands beside itself. */
const PART_GAP = 20
/** Rows of a column before it goes on beside itself; more in a graph so large that it would become too wide. */
const LEAST_ROWS = 40
const SWEEPS = 6

/** A graph as numbers, so that it can be sent to another thread: links are pairs of places in the list of nodes. */
export interface NumberedGraph {
	readonly widths: Float64Array
	/** From, to, from, to … */
	readonly links: Int32Array
}

/** Column of each node, and its top left corner: x, y, x, y … */
export interface Places {
	readonly ranks: Int32Array
	readonly corners: Float64Array
}

/**
 * Places a genealogy in columns from left to right, a node near the middle of its neighbours: barycentre sweeps as in
 * Sugiyama, Tagawa and Toda (1981). Each sweep is linear in links plus sorting; 5,000 nodes take some tens of milliseconds.
 */
export function layeredPlaces({ widths, links }: NumberedGraph): Places {
	const count = widths.length
	const ranks = rankPlaces(count, links)
	const columns: number[][] = []
	for (let node = 0; node < count; node++) {
		const rank = ranks[node] ?? 0
		for (let missing = columns.length; missing <= rank; missing++) columns.push([])
		columns[rank]?.push(node)
	}
	const before = adjacencyOf(count, links, 1)
	const after = adjacencyOf(count, links, 0)
	const place = new Float64Array(count)
	const mean = new Float64Array(count)
	const remember = (column: readonly number[]) => {
		for (let index = 0; index < column.length; index++) place[column[index] as number] = index / column.length
	}
	for (const column of columns) remember(column)
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		const forward = sweep % 2 === 0
		const { first, beside } = forward ? before : after
		for (const column of forward ? columns : columns.toReversed()) {
			for (const node of column) mean[node] = meanPlace(node, first, beside, place)
			column.sort((a, b) => (mean[a] as number) - (mean[b] as number))
			remember(column)
		}
	}
	return { ranks, corners: placeColumns(columns, widths) }
}

function meanPlace(node: number, first: Int32Array, beside: Int32Array, place: Float64Array): number {
	const [start, end] = [first[node] as number, first[node + 1] as number]
	if (start === end) return place[node] as number
	let sum = 0
	for (let at = start; at < end; at++) sum += place[beside[at] as number] as number
	return sum / (end - start)
}

/** Columns side by side, each centred on the tallest; what is too tall to be looked at goes on beside itself. */
function placeColumns(columns: readonly (readonly number[])[], widths: Float64Array): Float64Array {
	const most = Math.max(LEAST_ROWS, Math.ceil(Math.sqrt(widths.length)))
	const step = NODE_HEIGHT + ROW_GAP
	const tallest = Math.min(most, Math.max(0, ...columns.map((column) => column.length)))
	const places = new Float64Array(widths.length * 2)
	let x = 0
	for (const column of columns) {
		const parts = Math.ceil(column.length / most)
		const rows = Math.ceil(column.length / parts)
		const top = ((tallest - rows) * step) / 2
		for (let start = 0; start < column.length; start += rows) {
			const part = column.slice(start, start + rows)
			for (const [index, node] of part.entries()) {
				places[node * 2] = x
				places[node * 2 + 1] = top + index * step
			}
			x += part.reduce((widest, node) => Math.max(widest, widths[node] ?? 0), 86) + PART_GAP
		}
		x += COLUMN_GAP - PART_GAP + (parts > 1 ? COLUMN_GAP : 0)
	}
	return places
}
