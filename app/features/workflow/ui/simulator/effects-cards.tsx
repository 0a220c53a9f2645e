import { Bell, Clock, History, type LucideIcon, PenLine, Stamp, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { wordsFor } from '../../design/definition-words.ts'
import { sayAction } from '../../design/diff-words.ts'
import type { KnownNames } from '../../problem.model.ts'
import { pendingTimers } from '../../simulate/let-time-pass.ts'
import type { StepOutcome } from '../../simulate/simulation.model.ts'
import type { WorkflowEffect } from '../../workflow.model.ts'
import { titleOf } from '../../workflow.model.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'
import { indexOf } from '../../workflow-index.ts'
import type { Simulation } from './use-simulation.ts'

const ICONS: Record<WorkflowEffect['type'], LucideIcon> = {
	'stop-timers': Clock,
	'start-timer': Clock,
	'void-approvals': Stamp,
	'record-approval': Stamp,
	'record-signature': PenLine,
	'run-action': Zap,
}

/** What the last step would have done to a real record: moves, locks, timers, messages. Nothing of it is done. */
export function EffectsCard({
	definition,
	known,
	last,
}: {
	definition: WorkflowDefinition
	known: KnownNames
	last: StepOutcome | undefined
}) {
	const { t } = useTranslation('workflow')
	const { say, dateTime } = useReader()
	const index = indexOf(definition)
	const name = (key: string) => say(titleOf(index.states.get(key) ?? { key }))
	const words = (effect: WorkflowEffect): string => {
		switch (effect.type) {
			case 'start-timer':
				return t('simulate.effect.start-timer', { timer: effect.timer, when: dateTime(effect.dueAt.toISOString()) })
			case 'run-action':
				return say(sayAction(effect.action, wordsFor([definition], known)))
			case 'record-signature':
				return t('simulate.effect.record-signature', { who: effect.signerId, meaning: effect.meaning })
			case 'record-approval':
				return t('simulate.effect.record-approval', { who: effect.approverId })
			default:
				return t(`simulate.effect.${effect.type}`)
		}
	}
	const isMoved = last && last.after.position.enteredAt !== undefined && last.from !== last.after.position.state
	const locks = (key: string) =>
		(index.states.get(key)?.locks ?? []).map((lock) => t(`lock.${lock}`)).join(t('panel.comma'))
	return (
		<Card title={t('simulate.effects')} padding="flush" footer={t('simulate.written')}>
			{!last ? (
				<p className="p-4 text-text-3">{t('simulate.noEffects')}</p>
			) : last.refusals.length > 0 ? (
				<p className="p-4 text-text-2">{t('simulate.refusedNothing', { count: last.refusals.length })}</p>
			) : (
				<ListRows
					label={t('simulate.effects')}
					rows={[
						...(isMoved
							? [
									{
										key: 'move',
										icon: History,
										title: t('simulate.moves', { from: name(last.from), to: name(last.after.position.state) }),
										detail: locks(last.after.position.state)
											? t('design.locks', { what: locks(last.after.position.state) })
											: t('design.noLocks'),
									},
								]
							: []),
						...last.effects.map((effect, at) => ({ key: String(at), icon: ICONS[effect.type], title: words(effect) })),
						...(last.effects.length === 0 && !isMoved
							? [{ key: 'none', icon: Bell, title: t('simulate.nothingHappens') }]
							: []),
					]}
				/>
			)}
		</Card>
	)
}

/** What the clock brings if nobody does anything. */
export function TimersCard({ definition, simulation }: { definition: WorkflowDefinition; simulation: Simulation }) {
	const { t } = useTranslation('workflow')
	const { say, dateTime } = useReader()
	const timers = pendingTimers(definition, simulation.stage, simulation.now)
	const sla = indexOf(definition).states.get(simulation.now.position.state)?.sla ?? []
	const nameOf = (key: string) => say(titleOf(sla.find((one) => one.key === key) ?? { key }))
	return (
		<Card title={t('simulate.ifNobody')} padding="flush">
			{timers.length === 0 ? (
				<p className="p-4 text-text-3">{t('simulate.staysForGood')}</p>
			) : (
				<ListRows
					label={t('simulate.ifNobody')}
					rows={timers.map(({ timer, dueAt, effect }) => ({
						key: timer,
						icon: effect === 'warn' ? Bell : Clock,
						tone: effect === 'warn' ? ('warn' as const) : ('block' as const),
						title: `${t(`effect.${effect}`)}: ${nameOf(timer)}`,
						detail: dateTime(dueAt.toISOString()),
					}))}
				/>
			)}
		</Card>
	)
}
