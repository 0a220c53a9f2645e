import { memo, useMemo } from 'react'
import { cx } from '#app/ui/cx.ts'
import { CanvasNode } from '#app/ui/graph/canvas-node.tsx'
import { BAR_ZOOM, type Drawn, FEW_NODES, isIn } from '#app/ui/graph/canvas-view.ts'
import { EdgeLabel } from '#app/ui/graph/edge-label.tsx'
import { barsOf, curve, linesIn, type PlacedEdge } from '#app/ui/graph/graph-lines.ts'
import type { PlacedNode } from '#app/ui/graph/graph-model.ts'
import { toneClass } from '#app/ui/status/tone.ts'

export interface PictureProps {
	readonly nodes: readonly PlacedNode[]
	readonly edges: readonly PlacedEdge[]
	readonly drawn: Drawn
	readonly selfId: string | undefined
	readonly selectedId: string | undefined
	/** Always drawn, wherever it is: it has the focus or would get it. */
	readonly currentId: string | undefined
	readonly foldable: ReadonlySet<string>
	/** How many are hidden behind each folded node. */
	readonly folded: ReadonlyMap<string, number>
	readonly helpId: string
	readonly onFold: (id: string) => void
}

/** What of a graph is near the view: lines, nodes, and how much passed along the links of the chosen one, or of all if they are few. */
export const CanvasPicture = memo(function CanvasPicture(props: PictureProps) {
	const { nodes, edges, drawn, selfId, selectedId, currentId, foldable, folded, helpId, onFold } = props
	const many = nodes.length > FEW_NODES
	const asBars = many && drawn.zoom < BAR_ZOOM
	const near = useMemo(
		() =>
			nodes.filter(
				(node) =>
					node.id === currentId || node.id === selectedId || node.id === selfId || (!asBars && isIn(drawn, node)),
			),
		[nodes, drawn, asBars, currentId, selectedId, selfId],
	)
	return (
		<>
			<Lines edges={edges} drawn={drawn} asBars={asBars} many={many} />
			{asBars && <Bars nodes={nodes} />}
			<Chosen edges={edges} selectedId={selectedId} all={!many} />
			{near.map((node) => (
				<CanvasNode
					key={node.id}
					node={node}
					self={node.id === selfId}
					selected={node.id === selectedId}
					current={node.id === currentId}
					canFold={foldable.has(node.id)}
					foldedCount={folded.get(node.id) ?? 0}
					helpId={helpId}
					onFold={onFold}
				/>
			))}
		</>
	)
})

type LinesProps = { edges: readonly PlacedEdge[]; drawn: Drawn; asBars: boolean; many: boolean }

const Lines = memo(function Lines({ edges, drawn, asBars, many }: LinesProps) {
	const lines = useMemo(() => linesIn(drawn, edges, asBars), [drawn, edges, asBars])
	return (
		<svg aria-hidden="true" className={cx('graph canvas-lines', many && 'many', asBars && 'far')}>
			{lines.map(({ className, d }) => (
				<path
					key={className}
					className={className}
					d={d}
					{...(asBars ? { style: { strokeWidth: 0.75 / drawn.zoom } } : {})}
				/>
			))}
		</svg>
	)
})

const Bars = memo(function Bars({ nodes }: { nodes: readonly PlacedNode[] }) {
	const bars = useMemo(() => barsOf(nodes), [nodes])
	return (
		<svg aria-hidden="true" className="canvas-lines">
			{bars.map(({ tone, d }) => (
				<path key={tone} className={toneClass(tone)} fill="var(--c)" d={d} />
			))}
		</svg>
	)
})

type ChosenProps = { edges: readonly PlacedEdge[]; selectedId: string | undefined; all: boolean }

/** The links of the chosen node, and the quantities: of these, or of all. */
const Chosen = memo(function Chosen({ edges, selectedId, all }: ChosenProps) {
	const own = useMemo(
		() => edges.filter(({ edge }) => edge.from === selectedId || edge.to === selectedId),
		[edges, selectedId],
	)
	const told = all ? edges : own
	if (told.length === 0) return null
	return (
		<svg aria-hidden="true" className="graph canvas-lines">
			<path className="edge chosen" d={own.map(({ from, to }) => curve(from, to)).join('')} />
			{told.map((link) => (
				<EdgeLabel key={`${link.edge.from}→${link.edge.to}`} link={link} />
			))}
		</svg>
	)
})
