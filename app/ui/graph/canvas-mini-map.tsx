import { memo, type PointerEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { graphSize } from '#app/ui/graph/canvas-view.ts'
import { barsOf } from '#app/ui/graph/graph-lines.ts'
import type { PlacedNode } from '#app/ui/graph/graph-model.ts'
import type { CanvasView } from '#app/ui/graph/use-canvas-view.ts'
import { toneClass } from '#app/ui/status/tone.ts'

const WIDTH = 200
const HEIGHT = 130

/** The whole graph in small, with the part that is seen; a click or a drag goes there. */
export const CanvasMiniMap = memo(function CanvasMiniMap(props: {
	nodes: readonly PlacedNode[]
	frame: CanvasView['frame']
	onGo: CanvasView['centre']
}) {
	const { nodes, frame, onGo } = props
	const { t } = useTranslation('common')
	const size = useMemo(() => graphSize(nodes), [nodes])
	const bars = useMemo(() => barsOf(nodes), [nodes])
	const go = (event: PointerEvent<SVGSVGElement>) => {
		const matrix = event.currentTarget.getScreenCTM()
		if (!matrix || event.buttons !== 1) return
		const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
		onGo(at.x, at.y)
	}
	return (
		<svg
			role="img"
			aria-label={t('miniMap')}
			width={WIDTH}
			height={HEIGHT}
			viewBox={`${-size.width * 0.04} ${-size.height * 0.04} ${size.width * 1.08} ${size.height * 1.08}`}
			className="canvas-mini-map"
			onPointerDown={(event) => {
				event.currentTarget.setPointerCapture(event.pointerId)
				go(event)
			}}
			onPointerMove={go}
		>
			{bars.map(({ tone, d }) => (
				<path key={tone} className={toneClass(tone)} fill="var(--c)" d={d} />
			))}
			<rect ref={frame} className="canvas-frame" />
		</svg>
	)
})
