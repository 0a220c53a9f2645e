import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { CircleMinus, CirclePlus, ListEnd, OctagonX, Pencil, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'
import { TONE_ICONS, toneClass } from '#app/ui/status/tone.ts'
import type { WorkflowChange } from '../../design/diff-workflows.ts'
import type { StateTone } from '../../workflow.schema.ts'

export type StateNodeData = {
	title: string
	tone: StateTone
	count: string
	note: string
	isInitial: boolean
	problem: 'error' | 'warning' | null
	change: WorkflowChange['kind'] | null
	gathered: readonly { key: string; title: string; from: number; isOn: boolean }[]
	onGathered: ((key: string) => void) | null
	canConnect: boolean
}

export type StateNodeType = Node<StateNodeData, 'state'>

const SIDES = [
	['left', Position.Left],
	['right', Position.Right],
	['top', Position.Top],
	['bottom', Position.Bottom],
] as const

const CHANGE_ICONS = { added: CirclePlus, removed: CircleMinus, changed: Pencil }
const CHANGE_TONES = { added: 'released', removed: 'rejected', changed: 'quarantine' } as const

/** One state of the picture: its colour and icon, how many records stand in it, and what is special about it. */
export const StateNode = memo(function StateNode({ data, selected }: NodeProps<StateNodeType>) {
	const { t } = useTranslation('workflow')
	const { title, tone, count, note, problem, change, gathered, onGathered, canConnect } = data
	const Icon = TONE_ICONS[tone]
	const ChangeIcon = change ? CHANGE_ICONS[change] : null
	return (
		<div
			className={cx(
				'design-node',
				toneClass(tone),
				selected && 'selected',
				problem && 'troubled',
				change && `changed ${toneClass(CHANGE_TONES[change])}`,
				change === 'removed' && 'gone',
			)}
		>
			{SIDES.map(([id, position]) => (
				<Handle key={id} id={id} type="source" position={position} isConnectable={canConnect && change !== 'removed'} />
			))}
			<span className="flex items-center gap-1.5 text-12 leading-4 font-semibold">
				<Icon aria-hidden="true" className={cx('size-3.5! flex-none stroke-2! text-c-fg', toneClass(tone))} />
				<span className="truncate" title={title}>
					{title}
				</span>
			</span>
			<span className="block text-11 leading-4 text-text-2 tabular-nums">{count}</span>
			<span className="block truncate text-11 leading-4 text-text-3">{note}</span>
			{gathered.map((line) => (
				<button
					key={line.key}
					type="button"
					className={cx('nodrag nopan design-gathered', line.isOn && 'on')}
					tabIndex={-1}
					title={t('design.gathered', { step: line.title, count: line.from })}
					onClick={(event) => {
						event.stopPropagation()
						onGathered?.(line.key)
					}}
				>
					<ListEnd aria-hidden="true" className="size-3!" />
					<span className="min-w-0 flex-1 truncate text-left">{line.title}</span>
					<span className="tabular-nums">{line.from}</span>
				</button>
			))}
			{problem && (
				<span className={cx('design-badge', toneClass(problem === 'error' ? 'rejected' : 'quarantine'))}>
					{problem === 'error' ? <OctagonX aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
					<span className="sr-only">{t(`problems.${problem}`)}</span>
				</span>
			)}
			{ChangeIcon && change && (
				<span className={cx('design-badge left', toneClass(CHANGE_TONES[change]))}>
					<ChangeIcon aria-hidden="true" />
					<span className="sr-only">{t(`changes.${change}`)}</span>
				</span>
			)}
		</div>
	)
})
