import { type Area, isIn } from '#app/ui/graph/canvas-view.ts'
import { type GraphEdge, NODE_HEIGHT, type PlacedNode } from '#app/ui/graph/graph-model.ts'

/** A link with both of its ends placed. */
export interface PlacedEdge {
	readonly edge: GraphEdge
	readonly from: PlacedNode
	readonly to: PlacedNode
}

/** The links whose two ends are placed. */
export function placeEdges(nodes: readonly PlacedNode[], edges: readonly GraphEdge[]): PlacedEdge[] {
	const byId = new Map(nodes.map((node) => [node.id, node]))
	return edges.flatMap((edge) => {
		const [from, to] = [byId.get(edge.from), byId.get(edge.to)]
		return from && to ? [{ edge, from, to }] : []
	})
}

/** The class of a link by what it stands for. */
export const lineClass = ({ hot, planned, reconstructed }: GraphEdge): string =>
	['edge', hot && 'hot', planned && 'planned', reconstructed && 'reconstructed'].filter(Boolean).join(' ')

const bend = (x: number, y: number, toX: number, toY: number): string => {
	const middle = (x + toX) / 2
	return `C${middle} ${y} ${middle} ${toY} ${toX} ${toY}`
}

/** From the right side of one node to the left side of another, around what stands between. */
export function curve(from: PlacedNode, to: PlacedNode): string {
	let [x, y] = [from.x + from.width, from.y + NODE_HEIGHT / 2]
	let line = `M${x} ${y}`
	for (const passage of from.passages?.get(to.id) ?? []) {
		line += `${bend(x, y, passage.left, passage.y)}H${passage.right}`
		x = passage.right
		y = passage.y
	}
	return line + bend(x, y, to.x, to.y + NODE_HEIGHT / 2)
}

/** The middle of a line, where what it says stands. */
export function middleOf(from: PlacedNode, to: PlacedNode): { x: number; y: number } {
	const passages = from.passages?.get(to.id) ?? []
	const passage = passages[Math.floor(passages.length / 2)]
	if (passage) return { x: (passage.left + passage.right) / 2, y: passage.y }
	return { x: (from.x + from.width + to.x) / 2, y: (from.y + to.y + NODE_HEIGHT) / 2 }
}

const straight = (from: PlacedNode, to: PlacedNode): string =>
	`M${from.x + from.width} ${from.y + NODE_HEIGHT / 2}L${to.x} ${to.y + NODE_HEIGHT / 2}`

/**
 * The lines of an area as one path for each kind: thousands of elements would cost more than all that is seen of them. A
 * line is drawn where at least one of its ends is; those that only pass would say nothing.
 */
export function linesIn(area: Area, edges: readonly PlacedEdge[], plain: boolean): { className: string; d: string }[] {
	const kinds = new Map<string, string[]>()
	for (const { edge, from, to } of edges) {
		if (!isIn(area, from) && !isIn(area, to)) continue
		const className = lineClass(edge)
		const line = plain ? straight(from, to) : curve(from, to)
		const known = kinds.get(className)
		if (known) known.push(line)
		else kinds.set(className, [line])
	}
	return [...kinds].map(([className, lines]) => ({ className, d: lines.join('') }))
}

/** Nodes as plain bars, one path for those of one status. */
export const barsOf = (nodes: readonly PlacedNode[]): { tone: PlacedNode['tone']; d: string }[] =>
	[...Map.groupBy(nodes, (node) => node.tone)].map(([tone, own]) => ({
		tone,
		d: own.map(({ x, y, width }) => `M${x} ${y}h${width}v${NODE_HEIGHT}h${-width}z`).join(''),
	}))
