import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import {
	areaOf,
	BAR_ZOOM,
	centredOn,
	type Drawn,
	FEW_NODES,
	firstView,
	graphSize,
	leastZoom,
	type Size,
	stillFills,
	toDraw,
	type View,
	wholeView,
	zoomed,
} from '#app/ui/graph/canvas-view.ts'
import { NODE_HEIGHT, type PlacedNode } from '#app/ui/graph/graph-model.ts'

export interface CanvasView {
	readonly canvas: RefObject<HTMLDivElement>
	/** Moved only: what is in it is drawn once and pushed about. */
	readonly pane: RefObject<HTMLDivElement>
	readonly scaled: RefObject<HTMLDivElement>
	/** The pattern behind, which moves along. */
	readonly ground: RefObject<HTMLDivElement>
	/** The frame of what is seen, in the overview. */
	readonly frame: RefObject<SVGRectElement>
	/** Null until the canvas has a size. */
	readonly drawn: Drawn | null
	/** Whether the graph is larger than the picture. */
	readonly overflows: boolean
	readonly now: () => View
	/** The place of the graph in the middle of the picture. */
	readonly middle: () => { x: number; y: number }
	readonly move: (by: { x: number; y: number }) => void
	/** Zooms about a place of the canvas; about its middle where none is given. */
	readonly zoom: (by: number, at?: { x: number; y: number }) => void
	readonly showAll: () => void
	/** Shows where a canvas opens. */
	readonly showFirst: () => void
	readonly centre: (x: number, y: number) => void
	/** Brings a node into the picture if it is not. */
	readonly reveal: (node: PlacedNode) => void
	/** Moves the picture so that what was at one place of the graph is now shown by what is at another. */
	readonly follow: (before: { x: number; y: number }, after: { x: number; y: number }) => void
}

const NOWHERE: View = { x: 0, y: 0, zoom: 1 }

/**
 * The view of a canvas. A move changes two style properties and nothing of React; only when the view leaves what is drawn,
 * or the zoom changes, is anything drawn anew.
 */
export function useCanvasView(nodes: readonly PlacedNode[], aboutId: string | undefined): CanvasView {
	const canvas = useRef<HTMLDivElement>(null)
	const pane = useRef<HTMLDivElement>(null)
	const scaled = useRef<HTMLDivElement>(null)
	const ground = useRef<HTMLDivElement>(null)
	const frame = useRef<SVGRectElement>(null)
	const view = useRef<View>(NOWHERE)
	const size = useRef<Size | null>(null)
	const [drawn, setDrawn] = useState<Drawn | null>(null)
	const latest = useRef({ nodes, aboutId })
	latest.current = { nodes, aboutId }

	const show = useCallback((next: View) => {
		view.current = next
		const room = size.current
		if (!room) return
		place({ pane, scaled, ground }, next)
		frameAt(frame.current, next, room)
		const asBars = next.zoom < BAR_ZOOM && latest.current.nodes.length > FEW_NODES
		setDrawn((before) => (before && stillFills(before, next, room) ? before : toDraw(next, room, asBars)))
	}, [])
	const showFirst = useCallback(() => {
		const { nodes, aboutId } = latest.current
		if (size.current) show(firstView(nodes, aboutId, size.current))
	}, [show])
	useCanvasSize({ canvas, size, view }, show, showFirst)
	// What was drawn before has its style set; what comes new has not.
	useLayoutEffect(() => {
		if (!drawn || !size.current) return
		place({ pane, scaled, ground }, view.current)
		frameAt(frame.current, view.current, size.current)
	}, [drawn])

	const zoom = useCallback(
		(by: number, at?: { x: number; y: number }) => {
			const { nodes } = latest.current
			const room = size.current
			if (!room) return
			const middle = { x: room.width / 2, y: room.height / 2 }
			show(zoomed(view.current, by, at ?? middle, leastZoom(graphSize(nodes), room)))
		},
		[show],
	)
	const centre = useCallback(
		(x: number, y: number) => {
			if (size.current) show(centredOn(x, y, view.current.zoom, size.current))
		},
		[show],
	)
	return {
		canvas,
		pane,
		scaled,
		ground,
		frame,
		drawn,
		overflows: useOverflows(nodes, drawn, size),
		now: useCallback(() => view.current, []),
		middle: useCallback(() => {
			const { x, y, zoom } = view.current
			const { width, height } = size.current ?? { width: 0, height: 0 }
			return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom }
		}, []),
		move: useCallback(({ x, y }) => show({ ...view.current, x: view.current.x + x, y: view.current.y + y }), [show]),
		zoom,
		showAll: useCallback(() => {
			const { nodes } = latest.current
			if (size.current) show(wholeView(graphSize(nodes), size.current))
		}, [show]),
		showFirst,
		centre,
		reveal: useCallback(
			(node) => {
				if (!size.current) return
				const { left, top, right, bottom } = areaOf(view.current, size.current)
				const inside = node.x >= left && node.x + node.width <= right && node.y >= top && node.y + NODE_HEIGHT <= bottom
				if (!inside) centre(node.x + node.width / 2, node.y + NODE_HEIGHT / 2)
			},
			[centre],
		),
		follow: useCallback(
			(before, after) => {
				const { x, y, zoom } = view.current
				show({ zoom, x: Math.round(x + (before.x - after.x) * zoom), y: Math.round(y + (before.y - after.y) * zoom) })
			},
			[show],
		),
	}
}

function useOverflows(nodes: readonly PlacedNode[], drawn: Drawn | null, size: { current: Size | null }): boolean {
	const graph = useMemo(() => graphSize(nodes), [nodes])
	if (!drawn || !size.current) return false
	return graph.width * drawn.zoom > size.current.width || graph.height * drawn.zoom > size.current.height
}

type Standing = { canvas: RefObject<HTMLDivElement>; size: { current: Size | null }; view: { current: View } }

/** Keeps the size of the canvas: opens the view once there is room, and keeps its middle when the room changes. */
function useCanvasSize({ canvas, size, view }: Standing, show: (view: View) => void, showFirst: () => void): void {
	useLayoutEffect(() => {
		const element = canvas.current
		if (!element) return
		const resized = (width: number, height: number) => {
			const before = size.current
			if (width === 0 || (before?.width === width && before.height === height)) return
			size.current = { width, height }
			if (!before) return showFirst()
			const { x, y, zoom } = view.current
			show({ zoom, x: Math.round(x + (width - before.width) / 2), y: Math.round(y + (height - before.height) / 2) })
		}
		resized(element.clientWidth, element.clientHeight)
		const seen = new ResizeObserver(() => resized(element.clientWidth, element.clientHeight))
		seen.observe(element)
		return () => seen.disconnect()
	}, [canvas, size, view, show, showFirst])
}

type Layers = Pick<CanvasView, 'pane' | 'scaled' | 'ground'>

/** Side of the pattern of the ground, px. */
const GROUND = 16

/** Moving and zooming are two elements: what only moves is not painted again. */
function place({ pane, scaled, ground }: Layers, { x, y, zoom }: View): void {
	if (pane.current) pane.current.style.transform = `translate(${x}px, ${y}px)`
	if (scaled.current) scaled.current.style.transform = `scale(${zoom})`
	if (ground.current) ground.current.style.transform = `translate(${x % GROUND}px, ${y % GROUND}px)`
}

function frameAt(frame: SVGRectElement | null, view: View, canvas: Size): void {
	if (!frame) return
	const { left, top, right, bottom } = areaOf(view, canvas)
	frame.setAttribute('x', String(left))
	frame.setAttribute('y', String(top))
	frame.setAttribute('width', String(right - left))
	frame.setAttribute('height', String(bottom - top))
}
