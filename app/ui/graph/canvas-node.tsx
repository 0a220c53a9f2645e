import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { ChevronRight, Lock, Minus } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'
import type { GraphNode } from '#app/ui/graph/graph-model.ts'
import { TONE_ICONS, toneClass } from '#app/ui/status/tone.ts'

export type CanvasNodeType = Node<
	{
		node: GraphNode
		self: boolean
		canFold: boolean
		/** How many are hidden behind it; 0 when nothing is folded. */
		foldedCount: number
		onFold?: (id: string) => void
	},
	'lot'
>

/** One node of the canvas: a strip in its status colour, its code, a second line, the icon of its status, and folding. */
export const CanvasNode = memo(function CanvasNode({ id, data, selected }: NodeProps<CanvasNodeType>) {
	const { t } = useTranslation('common')
	const { node, self, canFold, foldedCount, onFold } = data
	const Icon = node.masked ? Lock : TONE_ICONS[node.tone]
	return (
		<div
			className={cx(
				'canvas-node',
				toneClass(node.tone),
				self && 'self',
				selected && 'selected',
				node.masked && 'masked',
				node.scope,
			)}
		>
			<Handle type="target" position={Position.Left} isConnectable={false} />
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
					className="nodrag nopan canvas-fold"
					aria-expanded={foldedCount === 0}
					aria-label={
						foldedCount > 0 ? t('expand', { count: foldedCount, name: node.code }) : t('collapse', { name: node.code })
					}
					onClick={(event) => {
						event.stopPropagation()
						onFold?.(id)
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
			<Handle type="source" position={Position.Right} isConnectable={false} />
		</div>
	)
})
