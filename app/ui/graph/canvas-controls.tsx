import { useReactFlow } from '@xyflow/react'
import { Maximize, Minus, Plus, Route } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#app/ui/actions/icon-button.tsx'

export interface CanvasControlsProps {
	readonly isolated: boolean
	readonly canIsolate: boolean
	readonly onIsolate: () => void
}

/** Zoom, show everything, and one path alone. */
export function CanvasControls({ isolated, canIsolate, onIsolate }: CanvasControlsProps) {
	const { t } = useTranslation('common')
	const flow = useReactFlow()
	return (
		<div className="flex rounded-2 border border-line bg-overlay shadow-2">
			<IconButton icon={Plus} label={t('zoomIn')} variant="ghost" onClick={() => flow.zoomIn({ duration: 120 })} />
			<IconButton icon={Minus} label={t('zoomOut')} variant="ghost" onClick={() => flow.zoomOut({ duration: 120 })} />
			<IconButton
				icon={Maximize}
				label={t('fitView')}
				variant="ghost"
				onClick={() => flow.fitView({ duration: 200 })}
			/>
			{canIsolate && (
				<IconButton
					icon={Route}
					label={isolated ? t('showAll') : t('isolatePath')}
					variant="ghost"
					aria-pressed={isolated}
					className={isolated ? 'text-accent!' : undefined}
					onClick={() => {
						onIsolate()
						requestAnimationFrame(() => flow.fitView({ duration: 200 }))
					}}
				/>
			)}
		</div>
	)
}
