import { graphlib, layout } from '@dagrejs/dagre'
import {
	type GraphEdge,
	type GraphNode,
	NODE_HEIGHT,
	nodeWidth,
	type Passage,
	type PlacedNode,
} from '#app/ui/graph/graph-model.ts'

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
	const passages = passagesOf(graph, centres, edges)
	const lefts = [...new Set(centres.map(({ x }) => Math.round(x)))].sort((a, b) => a - b)
	const placed = centres.map(({ node, x, y }) => {
		const width = nodeWidth(node)
		return {
			...node,
			width,
			rank: lefts.indexOf(Math.round(x)),
			x: x - width / 2,
			y: y - NODE_HEIGHT / 2,
			passages: passages.get(node.id),
		}
	})
	return {
		nodes: keepOrder(placed),
		width: placed.reduce((most, { x, width }) => Math.max(most, x + width), 0) + 2,
		height: placed.reduce((most, { y }) => Math.max(most, y + NODE_HEIGHT), 0) + 2,
	}
}

type Centre = { node: GraphNode; x: number; y: number }

/** Where links that skip columns pass through them: the places that the layout keeps free of nodes, by both ends. */
function passagesOf(
	graph: graphlib.Graph,
	centres: readonly Centre[],
	edges: readonly GraphEdge[],
): Map<string, Map<string, Passage[]>> {
	const columns = new Map<number, number>()
	for (const { node, x } of centres)
		columns.set(Math.round(x), Math.max(columns.get(Math.round(x)) ?? 0, nodeWidth(node) / 2))
	const columnOf = new Map(centres.map(({ node, x }) => [node.id, Math.round(x)]))
	const passages = new Map<string, Map<string, Passage[]>>()
	for (const { from, to } of edges) {
		const [first = 0, last = 0] = [columnOf.get(from), columnOf.get(to)]
		const between = pointsOf(graph.hasEdge(from, to) ? graph.edge(from, to) : null).flatMap(({ x, y }) => {
			const half = columns.get(Math.round(x))
			const passes = half !== undefined && Math.round(x) > first && Math.round(x) < last
			return passes ? [{ left: x - half, right: x + half, y }] : []
		})
		if (between.length === 0) continue
		const own = passages.get(from) ?? new Map<string, Passage[]>()
		passages.set(from, own.set(to, between))
	}
	return passages
}

/** Mirrors top and bottom where that brings more neighbours of a column into the order they were given in. */
function keepOrder(nodes: readonly PlacedNode[]): readonly PlacedNode[] {
	let kept = 0
	for (const [index, a] of nodes.entries())
		for (const b of nodes.slice(index + 1)) if (a.rank === b.rank) kept += Math.sign(b.y - a.y)
	if (kept >= 0) return nodes
	const bottom = nodes.reduce((most, { y }) => Math.max(most, y), 0)
	const top = nodes.reduce((least, { y }) => Math.min(least, y), bottom)
	const mirrored = (passage: Passage) => ({ ...passage, y: top + bottom + NODE_HEIGHT - passage.y })
	return nodes.map((node) => ({
		...node,
		y: top + bottom - node.y,
		passages: node.passages && new Map([...node.passages].map(([to, some]) => [to, some.map(mirrored)])),
	}))
}

function pointsOf(label: unknown): { x: number; y: number }[] {
	const points = typeof label === 'object' && label !== null && 'points' in label ? label.points : []
	return Array.isArray(points) ? points.map(position) : []
}

function position(label: unknown): { x: number; y: number } {
	const at = typeof label === 'object' && label !== null ? label : {}
	return {
		x: 'x' in at && typeof at.x === 'number' ? at.x : 0,
		y: 'y' in at && typeof at.y === 'number' ? at.y : 0,
	}
}
