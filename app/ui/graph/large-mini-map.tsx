import { Panel, useReactFlow, useStore } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { NODE_HEIGHT, type PlacedNode } from '#app/ui/graph/graph-model.ts'
import { type Tone, toneClass } from '#app/ui/status/tone.ts'

const WIDTH = 200
const HEIGHT = 150

/** The whole of a large graph in small: one shape for each status in place of one for each node, so that panning stays smooth. */
export function LargeMiniMap({ nodes }: { nodes: readonly PlacedNode[] }) {
	const { t } = useTranslation('common')
	const flow = useReactFlow()
	const size = useMemo(
		() => ({
			width: nodes.reduce((most, { x, width }) => Math.max(most, x + width), 1),
			height: nodes.reduce((most, { y }) => Math.max(most, y + NODE_HEIGHT), 1),
		}),
		[nodes],
	)
	return (
		<Panel position="bottom-right">
			<svg
				role="img"
				aria-label={t('miniMap')}
				width={WIDTH}
				height={HEIGHT}
				viewBox={`0 0 ${size.width} ${size.height}`}
				preserveAspectRatio="none"
				className="cursor-pointer border border-line bg-surface shadow-2"
				onPointerDown={(event) => {
					const box = event.currentTarget.getBoundingClientRect()
					void flow.setCenter(
						((event.clientX - box.left) / box.width) * size.width,
						((event.clientY - box.top) / box.height) * size.height,
						{ zoom: flow.getZoom() },
					)
				}}
			>
				<Shapes nodes={nodes} />
				<View />
			</svg>
		</Panel>
	)
}

const Shapes = memo(function Shapes({ nodes }: { nodes: readonly PlacedNode[] }) {
	const shapes = [...Map.groupBy(nodes, (node): Tone => node.tone)]
	return shapes.map(([tone, own]) => (
		<path
			key={tone}
			className={toneClass(tone)}
			fill="var(--c-fg)"
			d={own.map(({ x, y, width }) => `M${x} ${y}h${width}v${NODE_HEIGHT}h${-width}z`).join('')}
		/>
	))
})

/** What is in the picture now. */
function View() {
	const x = useStore((state) => -state.transform[0] / state.transform[2])
	const y = useStore((state) => -state.transform[1] / state.transform[2])
	const width = useStore((state) => state.width / state.transform[2])
	const height = useStore((state) => state.height / state.transform[2])
	return (
		<rect
			x={x}
			y={y}
			width={width}
			height={height}
			fill="none"
			stroke="var(--accent)"
			strokeWidth="2"
			vectorEffect="non-scaling-stroke"
		/>
	)
}
