import { type GraphEdge, type GraphNode, NODE_HEIGHT, nodeWidth, type PlacedNode } from '#app/ui/graph/graph-model.ts'
import { rankNodes } from '#app/ui/graph/rank-nodes.ts'

const COLUMN_GAP = 64
const ROW_GAP = 20
const SWEEPS = 6

/**
 * Places a genealogy in columns from left to right, a node near the middle of its neighbours: barycentre sweeps as in
 * Sugiyama, Tagawa and Toda (1981). Each sweep is linear in edges plus sorting, so that thousands of nodes do not freeze
 * a page; edges may cross more often than with dagre, which is used for small graphs.
 */
export function layeredLayout(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): PlacedNode[] {
	const ranks = rankNodes(
		nodes.map(({ id }) => id),
		edges,
	)
	const columns: GraphNode[][] = []
	for (const node of nodes) {
		const rank = ranks.get(node.id) ?? 0
		for (let missing = columns.length; missing <= rank; missing++) columns.push([])
		columns[rank]?.push(node)
	}
	orderColumns(columns, edges)
	return placeColumns(columns)
}

/** Sorts each column by the mean place of the neighbours in the column before, then after, in turns. */
function orderColumns(columns: GraphNode[][], edges: readonly GraphEdge[]): void {
	const before = neighbours(edges, 'to', 'from')
	const after = neighbours(edges, 'from', 'to')
	const place = new Map<string, number>()
	const remember = (column: readonly GraphNode[]) => {
		for (const [index, { id }] of column.entries()) place.set(id, index / Math.max(1, column.length))
	}
	for (const column of columns) remember(column)
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		const forward = sweep % 2 === 0
		for (const column of forward ? columns : columns.toReversed()) {
			const beside = forward ? before : after
			const mean = new Map(column.map(({ id }) => [id, meanPlace(beside.get(id), place) ?? place.get(id) ?? 0]))
			column.sort((a, b) => (mean.get(a.id) ?? 0) - (mean.get(b.id) ?? 0))
			remember(column)
		}
	}
}

function neighbours(edges: readonly GraphEdge[], of: 'from' | 'to', beside: 'from' | 'to'): Map<string, string[]> {
	const found = new Map<string, string[]>()
	for (const edge of edges) {
		const list = found.get(edge[of])
		if (list) list.push(edge[beside])
		else found.set(edge[of], [edge[beside]])
	}
	return found
}

function meanPlace(ids: readonly string[] | undefined, place: ReadonlyMap<string, number>): number | undefined {
	if (!ids || ids.length === 0) return undefined
	return ids.reduce((sum, id) => sum + (place.get(id) ?? 0), 0) / ids.length
}

/** Columns side by side, each centred on the tallest. */
function placeColumns(columns: readonly GraphNode[][]): PlacedNode[] {
	const step = NODE_HEIGHT + ROW_GAP
	const tallest = columns.reduce((most, column) => Math.max(most, column.length), 0)
	let x = 0
	return columns.flatMap((column, rank) => {
		const width = column.reduce((most, node) => Math.max(most, nodeWidth(node)), 86)
		const left = x
		const top = ((tallest - column.length) * step) / 2
		x += width + COLUMN_GAP
		return column.map((node, index) => ({ ...node, rank, x: left, y: top + index * step, width }))
	})
}
