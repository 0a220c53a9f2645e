import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GraphCanvasProps } from '#app/ui/graph/graph-canvas.tsx'

const load = () => import('#app/ui/graph/graph-canvas.tsx')
const GraphCanvas = lazy(load)
// A browser that has this file is about to show a canvas: what draws it is fetched while the page comes to life.
if (typeof document !== 'undefined') void load()

/**
 * The graph canvas, fetched by the pages that show one alone: it is larger than the rest of a page. Until then, and
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
