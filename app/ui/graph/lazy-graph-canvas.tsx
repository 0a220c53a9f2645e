import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GraphCanvasProps } from '#app/ui/graph/graph-canvas.tsx'

const GraphCanvas = lazy(() => import('#app/ui/graph/graph-canvas.tsx'))

/**
 * The graph canvas, fetched when it is first shown: its library is larger than the rest of a page. Until then, and
 * without scripts, its place is kept at its final size; the page offers the same data as a table.
 */
export function LazyGraphCanvas(props: GraphCanvasProps) {
	const [mounted, setMounted] = useState(false)
	useEffect(() => setMounted(true), [])
	const place = <CanvasPlace className={props.className} />
	if (!mounted) return place
	return (
		<Suspense fallback={place}>
			<GraphCanvas {...props} />
		</Suspense>
	)
}

function CanvasPlace({ className }: { className: string | undefined }) {
	const { t } = useTranslation('common')
	return (
		<div className={className ?? 'h-[600px]'}>
			<div role="status" className="dots grid h-full place-items-center text-text-3">
				{t('loadingGraph')}
			</div>
		</div>
	)
}
