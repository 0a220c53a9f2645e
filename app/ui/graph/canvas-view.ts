import { NODE_HEIGHT, type PlacedNode } from '#app/ui/graph/graph-model.ts'

/** Where the picture stands: a place p of the graph is drawn at `p × zoom + (x, y)`, in pixels of the canvas. */
export interface View {
	readonly x: number
	readonly y: number
	readonly zoom: number
}

export interface Size {
	readonly width: number
	readonly height: number
}

/** A part of the graph, in its own measure. */
export interface Area {
	readonly left: number
	readonly top: number
	readonly right: number
	readonly bottom: number
}

/** What is drawn at present: somewhat more than can be seen, so that a small move draws nothing anew. */
export interface Drawn extends Area {
	readonly zoom: number
}

export const MOST_ZOOM = 2
/** Nearer than this nothing is shown at first, however small the graph. */
const FIRST_ZOOM = 1.15
/** Part of the canvas left free around a whole graph. */
const PADDING = 0.12
/** Below this the texts cannot be read: nodes are drawn as coloured bars, all of them at once. */
export const BAR_ZOOM = 0.5
/** Up to so many nodes are always drawn with their texts. */
export const FEW_NODES = 150
/** Pixels drawn beyond each edge of the canvas. */
const MARGIN = 240

/** How much room a placed graph takes, from 0, 0. */
export function graphSize(nodes: readonly PlacedNode[]): Size {
	let [width, height] = [1, 1]
	for (const node of nodes) {
		width = Math.max(width, node.x + node.width)
		height = Math.max(height, node.y + NODE_HEIGHT)
	}
	return { width, height }
}

const wholeZoom = (graph: Size, canvas: Size): number =>
	Math.min((canvas.width / graph.width) * (1 - PADDING), (canvas.height / graph.height) * (1 - PADDING), FIRST_ZOOM)

/** The smallest zoom offered: that of the whole graph, or a tenth. */
export const leastZoom = (graph: Size, canvas: Size): number => Math.min(0.1, wholeZoom(graph, canvas))

/** The view with a place of the graph in the middle. */
export const centredOn = (x: number, y: number, zoom: number, canvas: Size): View => ({
	x: Math.round(canvas.width / 2 - x * zoom),
	y: Math.round(canvas.height / 2 - y * zoom),
	zoom,
})

/** The view of everything. */
export const wholeView = (graph: Size, canvas: Size): View =>
	centredOn(graph.width / 2, graph.height / 2, wholeZoom(graph, canvas), canvas)

/** Where a canvas opens: all of a small graph; of a large one the node it is about, near enough to read. */
export function firstView(nodes: readonly PlacedNode[], aboutId: string | undefined, canvas: Size): View {
	const about = nodes.length > FEW_NODES ? nodes.find(({ id }) => id === aboutId) : undefined
	if (!about) return wholeView(graphSize(nodes), canvas)
	return centredOn(about.x + about.width / 2, about.y + NODE_HEIGHT / 2, 1, canvas)
}

/** The view after zooming by a factor, with the place under (`x`, `y`) of the canvas kept where it is. */
export function zoomed(view: View, by: number, at: { x: number; y: number }, least: number): View {
	const zoom = Math.min(MOST_ZOOM, Math.max(least, view.zoom * by))
	const change = zoom / view.zoom
	return { zoom, x: Math.round(at.x - (at.x - view.x) * change), y: Math.round(at.y - (at.y - view.y) * change) }
}

/** The part of the graph that a view shows, with `margin` pixels around. */
export const areaOf = ({ x, y, zoom }: View, canvas: Size, margin = 0): Area => ({
	left: (-x - margin) / zoom,
	top: (-y - margin) / zoom,
	right: (canvas.width - x + margin) / zoom,
	bottom: (canvas.height - y + margin) / zoom,
})

/** Whether what is drawn still fills the canvas. */
export function stillFills(drawn: Drawn, view: View, canvas: Size): boolean {
	if (drawn.zoom !== view.zoom) return false
	const area = areaOf(view, canvas)
	return drawn.left <= area.left && drawn.top <= area.top && drawn.right >= area.right && drawn.bottom >= area.bottom
}

/** What is to be drawn for a view. Far out it is everything, as bars, so that panning draws nothing at all. */
export function toDraw(view: View, canvas: Size, asBars: boolean): Drawn {
	const all = Number.MAX_SAFE_INTEGER
	if (asBars) return { left: -all, top: -all, right: all, bottom: all, zoom: view.zoom }
	return { ...areaOf(view, canvas, MARGIN), zoom: view.zoom }
}

/** Whether any of a node lies in an area. */
export const isIn = (area: Area, { x, y, width }: PlacedNode): boolean =>
	x < area.right && x + width > area.left && y < area.bottom && y + NODE_HEIGHT > area.top

/** The node at a place of the graph. */
export const nodeAt = (nodes: readonly PlacedNode[], x: number, y: number): PlacedNode | undefined =>
	nodes.find((node) => x >= node.x && x <= node.x + node.width && y >= node.y && y <= node.y + NODE_HEIGHT)
