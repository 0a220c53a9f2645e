import '@xyflow/react/dist/base.css'
import '#app/ui/styles/canvas.css'
import { useNavigate } from '@remix-run/react'
import { Background, BackgroundVariant, MiniMap, Panel, Position, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CanvasControls } from '#app/ui/graph/canvas-controls.tsx'
import { CanvasNode, type CanvasNodeType } from '#app/ui/graph/canvas-node.tsx'
import { type GraphEdge, type GraphNode, NODE_HEIGHT, type PlacedNode } from '#app/ui/graph/graph-model.ts'
import { LargeMiniMap } from '#app/ui/graph/large-mini-map.tsx'
import { hiddenBy, lineage, reach } from '#app/ui/graph/lineage.ts'
import { useCanvasKeys } from '#app/ui/graph/use-canvas-keys.ts'
import { LARGE, usePlaced } from '#app/ui/graph/use-placed.ts'
import { toneClass } from '#app/ui/status/tone.ts'

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
	/** What outlines and lines mean, at the bottom left. */
	readonly legend?: ReactNode
	/** A class for the height; the canvas fills it. */
	readonly className?: string | undefined
}

const NODE_TYPES = { lot: CanvasNode }
const NO_NODES: readonly PlacedNode[] = []

/** A large genealogy: pan, zoom, overview, fold what follows a node, isolate the path of one. Loaded only where used. */
export default function GraphCanvas(props: GraphCanvasProps) {
	return (
		<ReactFlowProvider>
			<Canvas {...props} />
		</ReactFlowProvider>
	)
}

function Canvas(props: GraphCanvasProps) {
	const { label, nodes, edges, selfId, selectedId, onSelect, onOpenGroup, legend, className } = props
	const { t } = useTranslation('common')
	const navigate = useNavigate()
	const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
	const [isolated, setIsolated] = useState<string>()
	const toggle = useCallback(
		(id: string) =>
			setFolded((before) => {
				const after = new Set(before)
				if (!after.delete(id)) after.add(id)
				return after
			}),
		[],
	)
	const seen = useSeen(nodes, edges, folded, isolated)
	const placed = usePlaced(seen.nodes, seen.edges)
	const shown = { nodes: placed ?? NO_NODES, edges: seen.edges }
	const large = seen.nodes.length > LARGE
	const flowNodes = useFlowNodes(shown.nodes, { selfId, selectedId, folded, edges, toggle })
	const flowEdges = useFlowEdges(seen.edges, large, selectedId)
	const open = useCallback(
		(node: GraphNode) => {
			if (node.group) onOpenGroup?.(node.id)
			else if (node.to && !node.masked) navigate(node.to)
		},
		[navigate, onOpenGroup],
	)
	const onKeys = useCanvasKeys(shown.nodes, seen.edges, open)
	return (
		<section
			aria-label={label}
			className={className ?? 'h-[600px]'}
			onKeyDownCapture={onKeys}
			data-nodes={seen.nodes.length}
		>
			{placed === null ? (
				<div role="status" className="dots grid h-full place-items-center text-text-3">
					{t('loadingGraph')}
				</div>
			) : (
				<ReactFlow
					nodes={flowNodes}
					edges={flowEdges}
					nodeTypes={NODE_TYPES}
					fitView
					fitViewOptions={{ maxZoom: 1.15, padding: 0.12, ...(large && selfId ? { nodes: [{ id: selfId }] } : {}) }}
					attributionPosition="top-right"
					minZoom={large ? 0.2 : 0.1}
					maxZoom={2}
					onlyRenderVisibleElements={large}
					nodesDraggable={false}
					nodesConnectable={false}
					edgesFocusable={false}
					deleteKeyCode={null}
					zoomOnDoubleClick={false}
					elevateNodesOnSelect={false}
					onNodeClick={(_, node) => {
						if (node.data.node.group) onOpenGroup?.(node.id)
						else onSelect?.(node.id)
					}}
					onPaneClick={() => onSelect?.(undefined)}
					ariaLabelConfig={{ 'node.a11yDescription.default': t('canvasNodeHelp'), 'minimap.ariaLabel': t('miniMap') }}
				>
					<Background
						variant={BackgroundVariant.Dots}
						gap={16}
						size={1}
						color="var(--line-2)"
						bgColor="var(--surface-2)"
					/>
					{large ? (
						<LargeMiniMap nodes={shown.nodes} />
					) : (
						<MiniMap<CanvasNodeType>
							pannable
							zoomable
							nodeClassName={(node) => toneClass(node.data.node.tone)}
							nodeBorderRadius={4}
							maskColor="color-mix(in srgb, var(--surface-3) 70%, transparent)"
						/>
					)}
					<Panel position="bottom-left">
						<div className="flex items-end gap-4">
							<CanvasControls
								isolated={isolated !== undefined}
								canIsolate={selectedId !== undefined || selfId !== undefined}
								onIsolate={() => setIsolated(isolated === undefined ? (selectedId ?? selfId) : undefined)}
							/>
							{legend && (
								<div className="flex flex-wrap gap-x-4 gap-y-1 rounded-2 bg-surface-2 px-2 py-1.5 text-12 text-text-2 max-desk:hidden">
									{legend}
								</div>
							)}
						</div>
					</Panel>
				</ReactFlow>
			)}
		</section>
	)
}

/** What is left after folding and isolating. */
function useSeen(
	nodes: readonly GraphNode[],
	edges: readonly GraphEdge[],
	folded: ReadonlySet<string>,
	isolated: string | undefined,
): { nodes: readonly GraphNode[]; edges: readonly GraphEdge[] } {
	return useMemo(() => {
		if (folded.size === 0 && isolated === undefined) return { nodes, edges }
		const path = isolated === undefined ? undefined : lineage(isolated, edges)
		const hidden = hiddenBy(
			folded,
			nodes.map(({ id }) => id),
			edges,
		)
		const seen = nodes.filter(({ id }) => !hidden.has(id) && (!path || path.has(id)))
		const known = new Set(seen.map(({ id }) => id))
		return { nodes: seen, edges: edges.filter(({ from, to }) => known.has(from) && known.has(to)) }
	}, [nodes, edges, folded, isolated])
}

/** Where links begin and end. Told in advance: the canvas would otherwise draw every node once to find out. */
const handlesOf = (width: number): NonNullable<CanvasNodeType['handles']> => [
	{ type: 'target', position: Position.Left, x: 0, y: NODE_HEIGHT / 2, width: 1, height: 1 },
	{ type: 'source', position: Position.Right, x: width, y: NODE_HEIGHT / 2, width: 1, height: 1 },
]

interface FlowState {
	readonly selfId: string | undefined
	readonly selectedId: string | undefined
	readonly folded: ReadonlySet<string>
	readonly edges: readonly GraphEdge[]
	readonly toggle: (id: string) => void
}

/** The nodes as the canvas takes them; those that did not change stay the same objects, and are not drawn anew. */
function useFlowNodes(nodes: readonly PlacedNode[], state: FlowState): CanvasNodeType[] {
	const { selfId, selectedId, folded, edges, toggle } = state
	const base = useMemo(() => {
		const parents = new Set(edges.map(({ from }) => from))
		return nodes.map(
			(node): CanvasNodeType => ({
				id: node.id,
				type: 'lot',
				position: { x: node.x, y: node.y },
				width: node.width,
				height: NODE_HEIGHT,
				// What is not drawn is never measured, and would be left out when the canvas looks for a place to begin.
				measured: { width: node.width, height: NODE_HEIGHT },
				handles: handlesOf(node.width),
				selected: false,
				ariaLabel: [node.code, node.sub, node.status].filter(Boolean).join(', '),
				data: {
					node,
					self: node.id === selfId,
					canFold: parents.has(node.id) && !node.masked && !node.group,
					foldedCount: folded.has(node.id) ? reach(node.id, edges, 'forward').size : 0,
					onFold: toggle,
				},
			}),
		)
	}, [nodes, edges, folded, selfId, toggle])
	const chosen = useRef<{ base: CanvasNodeType[]; node: CanvasNodeType } | null>(null)
	return useMemo(() => {
		const index = selectedId === undefined ? -1 : base.findIndex((node) => node.id === selectedId)
		const node = base[index]
		if (!node) return base
		const selected =
			chosen.current?.base === base && chosen.current.node.id === node.id
				? chosen.current.node
				: { ...node, selected: true }
		chosen.current = { base, node: selected }
		return base.with(index, selected)
	}, [base, selectedId])
}

/** The links as the canvas takes them; in a large graph only those of the chosen node say how much. */
function useFlowEdges(edges: readonly GraphEdge[], large: boolean, selectedId: string | undefined) {
	const base = useMemo(
		() =>
			edges.map((edge) => ({
				id: `${edge.from}→${edge.to}`,
				source: edge.from,
				target: edge.to,
				...(!large && edge.label ? { label: edge.label } : {}),
				className: [edge.hot && 'hot', edge.planned && 'planned', edge.reconstructed && 'reconstructed']
					.filter(Boolean)
					.join(' '),
			})),
		[edges, large],
	)
	return useMemo(() => {
		if (!large || selectedId === undefined) return base
		return base.map((edge, index) => {
			const label = edges[index]?.label
			return label && (edge.source === selectedId || edge.target === selectedId) ? { ...edge, label } : edge
		})
	}, [base, edges, large, selectedId])
}
