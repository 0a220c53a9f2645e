import '#app/ui/styles/graph-canvas.css'
import { useNavigate } from '@remix-run/react'
import { type MouseEvent, type ReactNode, useCallback, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CanvasControls } from '#app/ui/graph/canvas-controls.tsx'
import { CanvasMiniMap } from '#app/ui/graph/canvas-mini-map.tsx'
import { CanvasPicture } from '#app/ui/graph/canvas-picture.tsx'
import { FEW_NODES, nodeAt } from '#app/ui/graph/canvas-view.ts'
import { placeEdges } from '#app/ui/graph/graph-lines.ts'
import type { GraphEdge, GraphNode, PlacedNode } from '#app/ui/graph/graph-model.ts'
import { hiddenBy, lineage, reach } from '#app/ui/graph/lineage.ts'
import { useCanvasGestures } from '#app/ui/graph/use-canvas-gestures.ts'
import { useCanvasKeys } from '#app/ui/graph/use-canvas-keys.ts'
import { type CanvasView, useCanvasView } from '#app/ui/graph/use-canvas-view.ts'
import { usePlaced } from '#app/ui/graph/use-placed.ts'

export interface GraphCanvasProps {
	readonly label: string
	readonly nodes: readonly GraphNode[]
	readonly edges: readonly GraphEdge[]
	/** The lot the trace starts from. */
	readonly selfId?: string | undefined
	readonly selectedId?: string | undefined
	readonly onSelect?: ((id: string | undefined) => void) | undefined
	/** Called with a node that stands for several, to open it. */
	readonly onOpenGroup?: ((id: string) => void) | undefined
	/** The node whose path alone is shown at first, where it is among the nodes. */
	readonly isolatedId?: string | undefined
	/** Called with the node whose path alone is shown from now on; with nothing where all are. */
	readonly onIsolate?: ((id: string | undefined) => void) | undefined
	/** What outlines and lines mean, at the bottom left. */
	readonly legend?: ReactNode
	/** A class for the height; the canvas fills it. */
	readonly className?: string | undefined
}

/**
 * A genealogy of any size: pan, zoom, overview, fold what follows a node, isolate the path of one. Only what is near the
 * view is drawn; far out, bars in the colours of the status. Loaded only where used.
 */
export default function GraphCanvas(props: GraphCanvasProps) {
	const { label, nodes, edges, selfId, selectedId, onSelect, onIsolate, legend, className } = props
	const { t } = useTranslation('common')
	const helpId = useId()
	const { seen, isolated, isolate, folded, fold } = useSeen(nodes, edges, props.isolatedId)
	const placed = usePlaced(seen.nodes, seen.edges)
	const lines = useMemo(() => placeEdges(placed, seen.edges), [placed, seen.edges])
	const view = useCanvasView(placed, isolated ?? selfId)
	useSteadyView(view, placed, isolated)
	const { select, open } = useChoice(props)
	const keys = useCanvasKeys({ nodes: placed, edges: lines, view, firstId: selfId, onOpen: open, onSelect: select })
	const gestures = useCanvasGestures(view)
	const foldable = useFoldable(nodes, edges)
	const foldedCounts = useMemo(
		() => new Map([...folded].map((id) => [id, reach(id, edges, 'forward').size])),
		[folded, edges],
	)
	const turnIsolation = () => {
		const next = isolated === undefined ? (selectedId ?? selfId) : undefined
		isolate(next)
		onIsolate?.(next)
	}
	const click = (event: MouseEvent<HTMLElement>) => {
		const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id ?? barAt(event, view, placed)
		if (id === undefined) onSelect?.(undefined)
		else select(id)
	}
	return (
		<section aria-label={label} className={className ?? 'h-[600px]'} data-nodes={seen.nodes.length}>
			<p id={helpId} hidden>
				{t('canvasNodeHelp')}
			</p>
			<div className="relative size-full">
				{/* biome-ignore lint/a11y/noStaticElementInteractions: its nodes are what is used; their clicks and keys are heard here */}
				<div
					ref={view.canvas}
					className="graph-canvas"
					onClick={click}
					onKeyDown={keys.onKeyDown}
					onFocus={keys.onFocus}
					{...gestures}
				>
					<div ref={view.ground} className="canvas-ground dots" />
					<div ref={view.pane} className="canvas-pane">
						<div ref={view.scaled} className="canvas-scaled">
							{view.drawn && (
								<CanvasPicture
									nodes={placed}
									edges={lines}
									drawn={view.drawn}
									selfId={selfId}
									selectedId={selectedId}
									currentId={keys.currentId}
									foldable={foldable}
									folded={foldedCounts}
									helpId={helpId}
									onFold={fold}
								/>
							)}
						</div>
					</div>
				</div>
				<div className="absolute bottom-4 left-4 flex items-end gap-4">
					<CanvasControls
						view={view}
						isolated={isolated !== undefined}
						canIsolate={selectedId !== undefined || selfId !== undefined}
						onIsolate={turnIsolation}
					/>
					{legend && (
						<div className="flex flex-wrap gap-x-4 gap-y-1 rounded-2 bg-surface-2 px-2 py-1.5 text-12 text-text-2 max-desk:hidden">
							{legend}
						</div>
					)}
				</div>
				{view.overflows && <CanvasMiniMap nodes={placed} frame={view.frame} onGo={view.centre} />}
			</div>
		</section>
	)
}

/** What is left after folding and isolating. */
function useSeen(nodes: readonly GraphNode[], edges: readonly GraphEdge[], first: string | undefined) {
	const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
	const [isolated, isolate] = useState(() => (nodes.some(({ id }) => id === first) ? first : undefined))
	const fold = useCallback(
		(id: string) =>
			setFolded((before) => {
				const after = new Set(before)
				if (!after.delete(id)) after.add(id)
				return after
			}),
		[],
	)
	const seen = useMemo(() => {
		if (folded.size === 0 && isolated === undefined) return { nodes, edges }
		const path = isolated === undefined ? undefined : lineage(isolated, edges)
		const hidden = hiddenBy(
			folded,
			nodes.map(({ id }) => id),
			edges,
		)
		const left = nodes.filter(({ id }) => !hidden.has(id) && (!path || path.has(id)))
		const known = new Set(left.map(({ id }) => id))
		return { nodes: left, edges: edges.filter(({ from, to }) => known.has(from) && known.has(to)) }
	}, [nodes, edges, folded, isolated])
	return { seen, isolated, isolate, folded, fold }
}

/** Choosing a node, and opening it: its page, or the lots of a group. */
function useChoice({ nodes, onSelect, onOpenGroup }: GraphCanvasProps) {
	const navigate = useNavigate()
	const groups = useMemo(() => new Set(nodes.flatMap(({ id, group }) => (group ? [id] : []))), [nodes])
	const select = useCallback(
		(id: string | undefined) => {
			if (id !== undefined && groups.has(id)) onOpenGroup?.(id)
			else onSelect?.(id)
		},
		[groups, onSelect, onOpenGroup],
	)
	const open = useCallback(
		(node: GraphNode) => {
			if (node.to && !node.masked && !node.group) navigate(node.to)
			else select(node.id)
		},
		[navigate, select],
	)
	return { select, open }
}

function useFoldable(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReadonlySet<string> {
	return useMemo(() => {
		const parents = new Set(edges.map(({ from }) => from))
		return new Set(nodes.flatMap(({ id, masked, group }) => (parents.has(id) && !masked && !group ? [id] : [])))
	}, [nodes, edges])
}

/** After folding, opening or filtering: a large picture stays where its middle was, a small one is shown whole again. */
function useSteadyView(view: CanvasView, placed: readonly PlacedNode[], isolated: string | undefined): void {
	const before = useRef({ placed, isolated })
	const { showFirst, follow, middle } = view
	useLayoutEffect(() => {
		const last = before.current
		before.current = { placed, isolated }
		if (last.placed === placed) return
		if (placed.length <= FEW_NODES || last.isolated !== isolated) return showFirst()
		const now = new Map(placed.map((node) => [node.id, node]))
		const centre = middle()
		const far = ({ x, y }: PlacedNode) => (x - centre.x) ** 2 + (y - centre.y) ** 2
		let anchor: PlacedNode | undefined
		for (const node of last.placed) if (now.has(node.id) && (!anchor || far(node) < far(anchor))) anchor = node
		const after = anchor && now.get(anchor.id)
		if (anchor && after) follow(anchor, after)
		else showFirst()
	}, [placed, isolated, showFirst, follow, middle])
}

/** The node under the pointer where nodes are drawn as bars. */
function barAt(event: MouseEvent<HTMLElement>, view: CanvasView, nodes: readonly PlacedNode[]): string | undefined {
	const box = event.currentTarget.getBoundingClientRect()
	const { x, y, zoom } = view.now()
	return nodeAt(nodes, (event.clientX - box.left - x) / zoom, (event.clientY - box.top - y) / zoom)?.id
}
