import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { titleOf } from '../../workflow.model.ts'
import { StatePanel } from '../panel/state-panel.tsx'
import { TransitionPanel } from '../panel/transition-panel.tsx'
import { WorkflowPanel } from '../panel/workflow-panel.tsx'
import { useDesigner } from './designer-context.ts'

const FIELDS = 'input:not([type=hidden]), select, textarea, button'

/** Puts the focus into what is selected; Escape there leads back to its state in the picture. */
export const enterPanel = (): void =>
	document.querySelector('[data-panel]')?.querySelector<HTMLElement>(FIELDS)?.focus()

const backToNode = (key: string): void =>
	document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(key)}"]`)?.focus()

/** What is selected, with everything it can have; the workflow as a whole while nothing is. */
export function SidePanel({ className }: { className?: string }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { definition, selected, select } = useDesigner()
	const box = useRef<HTMLDivElement>(null)
	const stateAt = selected?.kind === 'state' ? definition.states.findIndex(({ key }) => key === selected.key) : -1
	const stepAt =
		selected?.kind === 'transition' ? definition.transitions.findIndex(({ key }) => key === selected.key) : -1
	const state = definition.states[stateAt]
	const transition = definition.transitions[stepAt]
	const name = state
		? t('panel.state', { name: say(titleOf(state)) })
		: transition
			? t('panel.step', { name: say(titleOf(transition)) })
			: t('panel.workflow')
	// biome-ignore lint/correctness/useExhaustiveDependencies: another selection begins at its top
	useEffect(() => {
		if (box.current) box.current.scrollTop = 0
	}, [selected?.key])
	return (
		<Card
			title={name}
			padding="flush"
			{...(className ? { className } : {})}
			actions={
				(state || transition) && (
					<IconButton icon={X} size="sm" variant="ghost" label={t('panel.close')} onClick={() => select(null)} />
				)
			}
		>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leads back from any of its fields */}
			<div
				ref={box}
				className="min-h-0 flex-1 relative overflow-y-auto"
				data-panel=""
				onKeyDown={(event) => {
					if (event.key !== 'Escape' || event.defaultPrevented || !state) return
					event.preventDefault()
					backToNode(state.key)
				}}
			>
				{state ? (
					<StatePanel key={`state ${state.key}`} state={state} index={stateAt} />
				) : transition ? (
					<TransitionPanel key={`step ${transition.key}`} transition={transition} index={stepAt} />
				) : (
					<WorkflowPanel />
				)}
			</div>
		</Card>
	)
}
