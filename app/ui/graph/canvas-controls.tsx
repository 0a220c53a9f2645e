import { Maximize, Minus, Plus, Route } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import type { CanvasView } from '#app/ui/graph/use-canvas-view.ts'

const STEP = 1.3

interface CanvasControlsProps {
	readonly view: CanvasView
	readonly isolated: boolean
	readonly canIsolate: boolean
	readonly onIsolate: () => void
}

/** Zoom, show everything, and one path alone. */
export function CanvasControls({ view, isolated, canIsolate, onIsolate }: CanvasControlsProps) {
	const { t } = useTranslation('common')
	return (
		<div className="flex rounded-2 border border-line bg-overlay shadow-2">
			<IconButton icon={Plus} label={t('zoomIn')} variant="ghost" onClick={() => view.zoom(STEP)} />
			<IconButton icon={Minus} label={t('zoomOut')} variant="ghost" onClick={() => view.zoom(1 / STEP)} />
			<IconButton icon={Maximize} label={t('fitView')} variant="ghost" onClick={view.showAll} />
			{canIsolate && (
				<IconButton
					icon={Route}
					label={isolated ? t('showAll') : t('isolatePath')}
					variant="ghost"
					aria-pressed={isolated}
					className={isolated ? 'text-accent!' : undefined}
					onClick={onIsolate}
				/>
			)}
		</div>
	)
}
