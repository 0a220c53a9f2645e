import { BaseEdge, type Edge, type EdgeProps, getSmoothStepPath, type ReactFlowState, useStore } from '@xyflow/react'
import { Clock, Cog, PenLine, SlidersHorizontal } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { cx } from '#app/ui/cx.ts'
import { toneClass } from '#app/ui/status/tone.ts'
import type { WorkflowChange } from '../../design/diff-workflows.ts'

export type ArrowLabel = {
	key: string
	title: string
	icon: 'timer' | 'rule' | 'system' | 'signature' | null
	problem: boolean
	change: WorkflowChange['kind'] | null
	isOn: boolean
}

export type ArrowEdgeType = Edge<{ labels: readonly ArrowLabel[]; onSelect: (key: string) => void }, 'arrow'>

const ICONS = { timer: Clock, rule: SlidersHorizontal, system: Cog, signature: PenLine }
const CHANGE_TONES = { added: 'released', removed: 'rejected', changed: 'quarantine' } as const
const LABEL_HEIGHT = 23

const layers = new WeakMap<HTMLElement, Element>()

/** Where labels stand. The library looks for it anew for each arrow whenever anything moves; here it is found once. */
function layerOf({ domNode }: ReactFlowState): Element | null {
	if (!domNode) return null
	const layer = layers.get(domNode) ?? domNode.querySelector('.react-flow__edgelabel-renderer')
	if (layer) layers.set(domNode, layer)
	return layer
}

function LabelLayer({ children }: { children: ReactNode }) {
	const layer = useStore(layerOf)
	return layer && createPortal(children, layer)
}

/** One arrow with the transitions that take it, each a label to press. */
export const ArrowEdge = memo(function ArrowEdge(props: EdgeProps<ArrowEdgeType>) {
	const { id, data, markerEnd } = props
	const [path, x, y] = getSmoothStepPath({ ...props, borderRadius: 8, offset: 26 })
	const labels = data?.labels ?? []
	const isOn = labels.some((label) => label.isOn)
	const change = labels.find((label) => label.change)?.change ?? null
	const isTroubled = labels.some((label) => label.problem)
	return (
		<>
			<BaseEdge
				id={id}
				path={path}
				{...(markerEnd ? { markerEnd } : {})}
				className={cx(
					'design-arrow',
					isOn && 'on',
					isTroubled && 'troubled',
					change && `changed ${toneClass(CHANGE_TONES[change])}`,
					change === 'removed' && 'gone',
				)}
			/>
			<LabelLayer>
				{labels.map((label, index) => {
					const Icon = label.icon ? ICONS[label.icon] : null
					const top = y + (index - (labels.length - 1) / 2) * LABEL_HEIGHT
					return (
						<button
							key={label.key}
							type="button"
							tabIndex={-1}
							className={cx(
								'nodrag nopan design-label',
								label.isOn && 'on',
								label.problem && 'troubled',
								label.change && `changed ${toneClass(CHANGE_TONES[label.change])}`,
							)}
							style={{ transform: `translate(-50%, -50%) translate(${x}px, ${top}px)` }}
							onClick={() => data?.onSelect(label.key)}
						>
							{Icon && <Icon aria-hidden="true" className="size-3!" />}
							{label.title}
						</button>
					)
				})}
			</LabelLayer>
		</>
	)
})
