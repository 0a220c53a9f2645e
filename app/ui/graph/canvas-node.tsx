import { ChevronRight, Lock, Minus } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'
import { NODE_HEIGHT, type PlacedNode } from '#app/ui/graph/graph-model.ts'
import { TONE_ICONS, toneClass } from '#app/ui/status/tone.ts'

interface CanvasNodeProps {
	readonly node: PlacedNode
	readonly self: boolean
	readonly selected: boolean
	/** The one that Tab comes to; arrow keys go on from there. */
	readonly current: boolean
	readonly canFold: boolean
	/** How many are hidden behind it; 0 when nothing is folded. */
	readonly foldedCount: number
	readonly helpId: string
	readonly onFold: (id: string) => void
}

/** One node of the canvas: a strip in its status colour, its code, a second line, the icon of its status, and folding. */
export const CanvasNode = memo(function CanvasNode(props: CanvasNodeProps) {
	const { node, self, selected, current, canFold, foldedCount, helpId, onFold } = props
	const { t } = useTranslation('common')
	const Icon = node.masked ? Lock : TONE_ICONS[node.tone]
	return (
		// biome-ignore lint/a11y/useSemanticElements: a group of a node's texts and its button, not a set of form fields
		<div
			role="group"
			data-id={node.id}
			tabIndex={current ? 0 : -1}
			aria-label={[node.code, node.sub, node.status].filter(Boolean).join(', ')}
			aria-describedby={helpId}
			aria-current={selected || undefined}
			title={node.status}
			className={cx(
				'canvas-node',
				toneClass(node.tone),
				self && 'self',
				selected && 'selected',
				node.masked && 'masked',
				node.scope,
			)}
			style={{ left: node.x, top: node.y, width: node.width, height: NODE_HEIGHT }}
		>
			<span className="min-w-0">
				<span
					className={cx('block text-11 leading-[14px] font-medium', !node.masked && 'font-mono tracking-[-0.02em]')}
				>
					{node.code}
				</span>
				{node.sub && <span className="block text-[10.5px] leading-[13px] text-text-3">{node.sub}</span>}
			</span>
			<Icon aria-hidden="true" className="absolute right-1.5 bottom-1.5 size-3! stroke-2! text-c-fg" />
			{canFold && (
				<button
					type="button"
					className="canvas-fold"
					tabIndex={current ? 0 : -1}
					aria-expanded={foldedCount === 0}
					aria-label={
						foldedCount > 0 ? t('expand', { count: foldedCount, name: node.code }) : t('collapse', { name: node.code })
					}
					onClick={(event) => {
						event.stopPropagation()
						onFold(node.id)
					}}
				>
					{foldedCount > 0 ? (
						<>
							{foldedCount}
							<ChevronRight aria-hidden="true" className="size-2.5!" />
						</>
					) : (
						<Minus aria-hidden="true" className="size-2.5!" />
					)}
				</button>
			)}
		</div>
	)
})
