import { graphlib, layout } from '@dagrejs/dagre'
import { type GraphEdge, type GraphNode, NODE_HEIGHT, nodeWidth, type PlacedNode } from '#app/ui/graph/graph-model.ts'

export interface SmallLayout {
	readonly nodes: readonly PlacedNode[]
	readonly width: number
	readonly height: number
}

/** Places a small genealogy (up to about 150 nodes) from left to right with few crossings. */
export function dagreLayout(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): SmallLayout {
	const graph = new graphlib.Graph()
	graph.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 62, edgesep: 12, marginx: 2, marginy: 2 })
	graph.setDefaultEdgeLabel(() => ({}))
	for (const node of nodes) graph.setNode(node.id, { width: nodeWidth(node), height: NODE_HEIGHT })
	for (const { from, to } of edges) if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to)
	layout(graph)
	const centres = nodes.map((node) => ({ node, ...position(graph.node(node.id)) }))
	const lefts = [...new Set(centres.map(({ x }) => Math.round(x)))].sort((a, b) => a - b)
	const placed = centres.map(({ node, x, y }) => {
		const width = nodeWidth(node)
		return { ...node, width, rank: lefts.indexOf(Math.round(x)), x: x - width / 2, y: y - NODE_HEIGHT / 2 }
	})
	return {
		nodes: keepOrder(placed),
		width: placed.reduce((most, { x, width }) => Math.max(most, x + width), 0) + 2,
		height: placed.reduce((most, { y }) => Math.max(most, y + NODE_HEIGHT), 0) + 2,
	}
}

/** Mirrors top and bottom where that brings more neighbours of a column into the order they were given in. */
function keepOrder(nodes: readonly PlacedNode[]): readonly PlacedNode[] {
	let kept = 0
	for (const [index, a] of nodes.entries())
		for (const b of nodes.slice(index + 1)) if (a.rank === b.rank) kept += Math.sign(b.y - a.y)
	if (kept >= 0) return nodes
	const bottom = nodes.reduce((most, { y }) => Math.max(most, y), 0)
	const top = nodes.reduce((least, { y }) => Math.min(least, y), bottom)
	return nodes.map((node) => ({ ...node, y: top + bottom - node.y }))
}

function position(label: unknown): { x: number; y: number } {
	const at = typeof label === 'object' && label !== null ? label : {}
	return {
		x: 'x' in at && typeof at.x === 'number' ? at.x : 0,
		y: 'y' in at && typeof at.y === 'number' ? at.y : 0,
	}
}
