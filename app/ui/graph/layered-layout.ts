import { type GraphEdge, type GraphNode, nodeWidth, type PlacedNode } from '#app/ui/graph/graph-model.ts'
import { layeredPlaces, type NumberedGraph, type Places } from '#app/ui/graph/layered-places.ts'
import { numberLinks } from '#app/ui/graph/rank-nodes.ts'

/** A genealogy as numbers, in the order of its nodes. */
export const numberGraph = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): NumberedGraph => ({
	widths: Float64Array.from(nodes, nodeWidth),
	links: numberLinks(
		nodes.map(({ id }) => id),
		edges,
	),
})

/** The nodes where a layout has put them. */
export const placeNodes = (
	nodes: readonly GraphNode[],
	{ widths }: NumberedGraph,
	{ ranks, corners }: Places,
): PlacedNode[] =>
	nodes.map((node, index) => ({
		...node,
		rank: ranks[index] ?? 0,
		width: widths[index] ?? 0,
		x: corners[index * 2] ?? 0,
		y: corners[index * 2 + 1] ?? 0,
	}))

/** Places a genealogy of any size in columns; edges may cross more often than with dagre, which is used for small ones. */
export function layeredLayout(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): PlacedNode[] {
	const graph = numberGraph(nodes, edges)
	return placeNodes(nodes, graph, layeredPlaces(graph))
}
