import '@xyflow/react/dist/base.css'
import '#app/ui/styles/canvas.css'
import { Background, BackgroundVariant, MiniMap, Panel, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CanvasControls } from '#app/ui/graph/canvas-controls.tsx'
import { CanvasNode, type CanvasNodeType } from '#app/ui/graph/canvas-node.tsx'
import { dagreLayout } from '#app/ui/graph/dagre-layout.ts'
import type { GraphEdge, GraphNode, PlacedNode } from '#app/ui/graph/graph-model.ts'
import { layeredLayout } from '#app/ui/graph/layered-layout.ts'
import { hiddenBy, lineage, reach } from '#app/ui/graph/lineage.ts'
import { toneClass } from '#app/ui/status/tone.ts'

export interface GraphCanvasProps {
	readonly label: string
	readonly nodes: readonly GraphNode[]
	readonly edges: readonly GraphEdge[]
	/** The lot the trace starts from. */
	readonly selfId?: string | undefined
	readonly selectedId?: string | undefined
	readonly onSelect?: ((id: string | undefined) => void) | undefined
	/** What outlines and lines mean, at the bottom left. */
	readonly legend?: ReactNode
	/** A class for the height; the canvas fills it. */
	readonly className?: string | undefined
}

const NODE_TYPES = { lot: CanvasNode }
/** Above this many nodes the linear layout takes over, and labels of links are left out until a path is isolated. */
const LARGE = 150

/** A large genealogy: pan, zoom, overview, fold what follows a node, isolate the path of one. Loaded only where used. */
export default function GraphCanvas(props: GraphCanvasProps) {
	return (
		<ReactFlowProvider>
			<Canvas {...props} />
		</ReactFlowProvider>
	)
}

function Canvas({ label, nodes, edges, selfId, selectedId, onSelect, legend, className }: GraphCanvasProps) {
	const { t } = useTranslation('common')
	const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
	const [isolated, setIsolated] = useState<string>()
	const toggle = (id: string) =>
		setFolded((before) => {
			const after = new Set(before)
			if (!after.delete(id)) after.add(id)
			return after
		})
	const shown = useShown(nodes, edges, folded, isolated)
	const large = shown.nodes.length > LARGE
	const flow = useMemo(
		() => toFlow(shown, { selfId, selectedId, folded, edges }),
		[shown, selfId, selectedId, folded, edges],
	)
	return (
		<section aria-label={label} className={className ?? 'h-[600px]'}>
			<ReactFlow
				nodes={flow.nodes.map((node) => ({ ...node, data: { ...node.data, onFold: toggle } }))}
				edges={flow.edges}
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
				onNodeClick={(_, node) => onSelect?.(node.id)}
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
				<MiniMap<CanvasNodeType>
					pannable
					zoomable
					nodeClassName={(node) => toneClass(node.data.node.tone)}
					nodeBorderRadius={4}
					maskColor="color-mix(in srgb, var(--surface-3) 70%, transparent)"
				/>
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
		</section>
	)
}

interface Shown {
	readonly nodes: readonly PlacedNode[]
	readonly edges: readonly GraphEdge[]
}

/** What is left after folding and isolating, placed. */
function useShown(
	nodes: readonly GraphNode[],
	edges: readonly GraphEdge[],
	folded: ReadonlySet<string>,
	isolated: string | undefined,
): Shown {
	return useMemo(() => {
		const path = isolated === undefined ? undefined : lineage(isolated, edges)
		const ids = nodes.map(({ id }) => id)
		const hidden = hiddenBy(folded, ids, edges)
		const seen = nodes.filter(({ id }) => !hidden.has(id) && (!path || path.has(id)))
		const known = new Set(seen.map(({ id }) => id))
		const between = edges.filter(({ from, to }) => known.has(from) && known.has(to))
		return {
			nodes: seen.length > LARGE ? layeredLayout(seen, between) : dagreLayout(seen, between).nodes,
			edges: between,
		}
	}, [nodes, edges, folded, isolated])
}

interface FlowState {
	readonly selfId: string | undefined
	readonly selectedId: string | undefined
	readonly folded: ReadonlySet<string>
	readonly edges: readonly GraphEdge[]
}

function toFlow({ nodes, edges }: Shown, { selfId, selectedId, folded, edges: all }: FlowState) {
	const parents = new Set(all.map(({ from }) => from))
	const labelled = nodes.length <= LARGE
	return {
		nodes: nodes.map(
			(node): CanvasNodeType => ({
				id: node.id,
				type: 'lot',
				position: { x: node.x, y: node.y },
				width: node.width,
				height: 44,
				selected: node.id === selectedId,
				ariaLabel: [node.code, node.sub, node.status].filter(Boolean).join(', '),
				data: {
					node,
					self: node.id === selfId,
					canFold: parents.has(node.id) && !node.masked,
					foldedCount: folded.has(node.id) ? reach(node.id, all, 'forward').size : 0,
				},
			}),
		),
		edges: edges.map((edge) => ({
			id: `${edge.from}→${edge.to}`,
			source: edge.from,
			target: edge.to,
			...(labelled && edge.label ? { label: edge.label } : {}),
			className: [edge.hot && 'hot', edge.planned && 'planned', edge.reconstructed && 'reconstructed']
				.filter(Boolean)
				.join(' '),
		})),
	}
}
