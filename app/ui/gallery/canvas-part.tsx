import { useMemo, useState } from 'react'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { GalleryPart } from '#app/ui/gallery/gallery-part.tsx'
import { EDGES, largeSample, NODES } from '#app/ui/gallery/samples.ts'
import { LazyGraphCanvas } from '#app/ui/graph/lazy-graph-canvas.tsx'
import { Card } from '#app/ui/layout/card.tsx'

/** The graph canvas with a few and with thousands of nodes. */
export function CanvasPart() {
	const [size, setSize] = useState<'10' | '400' | '5000'>('10')
	const [selected, setSelected] = useState<string>()
	const large = useMemo(() => largeSample(Number(size)), [size])
	const { nodes, edges } = size === '10' ? { nodes: NODES, edges: EDGES } : large
	return (
		<GalleryPart title="Graph canvas">
			<Card
				title="Trace"
				padding="flush"
				actions={
					<Segmented
						label="Size"
						value={size}
						onChange={setSize}
						segments={[
							{ value: '10', label: '10' },
							{ value: '400', label: '400' },
							{ value: '5000', label: '5,000' },
						]}
					/>
				}
			>
				<LazyGraphCanvas
					label="Trace of TR26-1107-03"
					nodes={nodes}
					edges={edges}
					selfId={size === '10' ? 't3' : 'n0'}
					selectedId={selected}
					onSelect={setSelected}
					legend={<span>numbers: quantity passed on</span>}
					className="h-[480px] overflow-hidden rounded-b-3"
				/>
			</Card>
		</GalleryPart>
	)
}
