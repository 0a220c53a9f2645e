import { type ReactNode, useMemo } from 'react'
import { cx } from '#app/ui/cx.ts'
import { dagreLayout } from '#app/ui/graph/dagre-layout.ts'
import { EdgeLabel } from '#app/ui/graph/edge-label.tsx'
import { curve, lineClass, placeEdges } from '#app/ui/graph/graph-lines.ts'
import type { GraphEdge, GraphNode, PlacedNode } from '#app/ui/graph/graph-model.ts'
import { GraphNodeBox } from '#app/ui/graph/graph-node-box.tsx'

export interface GenealogyGraphProps {
	/** "Parents and children of TR26-1107-03; the same as a table below" */
	readonly label: string
	readonly nodes: readonly GraphNode[]
	readonly edges: readonly GraphEdge[]
	/** The lot the page is about. */
	readonly selfId?: string | undefined
	/** The same data as a table: shown below for screen readers, or by the page in its place. */
	readonly children?: ReactNode
	readonly className?: string | undefined
}

const HEAD = 32

/** Where a lot came from and where it went, at most about 50 nodes. Drawn on the server, so it is there at first paint. */
export function GenealogyGraph({ label, nodes, edges, selfId, children, className }: GenealogyGraphProps) {
	const drawn = useMemo(() => dagreLayout(nodes, edges), [nodes, edges])
	const heads = columnHeads(drawn.nodes)
	const top = heads.length > 0 ? HEAD : 0
	const links = placeEdges(drawn.nodes, edges)
	return (
		<div className={cx('my-auto', className)}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
			<section className="overflow-x-auto" tabIndex={0} aria-label={label}>
				<svg
					className="graph mx-auto block h-auto max-w-full max-desk:max-w-none print:max-h-[210mm] print:max-w-full!"
					width={drawn.width}
					viewBox={`0 0 ${drawn.width} ${drawn.height + top}`}
				>
					<title>{label}</title>
					{heads.map(({ x, level }) => (
						<text key={x} x={x} y="14" className="font-medium">
							{level}
						</text>
					))}
					<g transform={`translate(0 ${top})`}>
						{links.map(({ edge, from, to }) => (
							<path key={`${edge.from}→${edge.to}`} className={lineClass(edge)} d={curve(from, to)} />
						))}
						{links.map((link) => (
							<EdgeLabel key={`${link.edge.from}→${link.edge.to}`} link={link} />
						))}
						{drawn.nodes.map((node) => (
							<GraphNodeBox key={node.id} node={node} self={node.id === selfId} />
						))}
					</g>
				</svg>
			</section>
			{children}
		</div>
	)
}

/** One head for each column whose nodes name their level. */
function columnHeads(nodes: readonly PlacedNode[]): { x: number; level: string }[] {
	const heads = new Map<number, { x: number; level: string }>()
	for (const { rank, x, level } of nodes) {
		const head = heads.get(rank)
		if (level && (!head || x < head.x)) heads.set(rank, { x, level: head?.level ?? level })
	}
	return [...heads.values()]
}
