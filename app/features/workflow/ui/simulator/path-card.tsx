import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { cx } from '#app/ui/cx.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { TONE_ICONS, toneClass } from '#app/ui/status/tone.ts'
import { outcomeWords, wordsFor } from '../../design/definition-words.ts'
import type { KnownNames } from '../../problem.model.ts'
import { beginSimulation } from '../../simulate/simulate-step.ts'
import type { StepOutcome } from '../../simulate/simulation.model.ts'
import { titleOf, toneOf } from '../../workflow.model.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'
import { indexOf } from '../../workflow-index.ts'
import type { Simulation } from './use-simulation.ts'

/** Where the record has been, step by step, and where it stands. */
export function PathCard({
	definition,
	known,
	simulation,
}: {
	definition: WorkflowDefinition
	known: KnownNames
	simulation: Simulation
}) {
	const { t } = useTranslation('workflow')
	const { say, dateTime } = useReader()
	const { outcomes, setup, now } = simulation
	const index = indexOf(definition)
	const start = beginSimulation(definition, setup)
	const nameOf = (outcome: StepOutcome): string => {
		const { step } = outcome
		if (step.do === 'wait') return t('simulate.waited', { time: step.for })
		if (step.do === 'rule')
			return `${say(wordsFor([definition], known).ruleSet(step.ruleSet))}: ${say(outcomeWords(step.outcome))}`
		const transition = index.transitions.get(step.transition)
		const name = transition ? say(titleOf(transition)) : step.transition
		return step.do === 'approve' ? t('simulate.approved', { step: name, who: step.by }) : name
	}
	const box = (state: string, at: Date, isNow: boolean) => {
		const found = index.states.get(state)
		const tone = found ? toneOf(found) : 'draft'
		const Icon = TONE_ICONS[tone]
		return (
			<span
				className={cx(
					toneClass(tone),
					'inline-flex min-w-28 flex-col rounded-2 border border-l-4 border-line-2 border-l-c bg-surface px-2.5 py-1.5',
					isNow && 'shadow-[0_0_0_1.5px_var(--accent)]',
				)}
			>
				<span className="inline-flex items-center gap-1.5 text-12 font-semibold">
					<Icon aria-hidden="true" className="size-3.5! text-c-fg" />
					{say(titleOf(found ?? { key: state }))}
				</span>
				<span className="text-11 text-text-3 tabular-nums">{dateTime(at.toISOString())}</span>
			</span>
		)
	}
	return (
		<Card
			title={t('simulate.path')}
			sub={t('simulate.steps', { count: outcomes.length })}
			actions={<span className="text-12 text-text-3">{t('simulate.sameEngine')}</span>}
		>
			<ol className="flex flex-wrap items-center gap-x-2 gap-y-3">
				<li>{box(start.position.state, start.now, outcomes.length === 0)}</li>
				{outcomes.map((outcome, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a path is its order
					<li key={at} className="inline-flex items-center gap-2">
						<span
							className={cx(
								'inline-flex flex-col items-center text-11',
								outcome.refusals.length > 0 ? 'text-rejected-fg' : 'text-text-2',
							)}
						>
							<span>{nameOf(outcome)}</span>
							<ArrowRight aria-hidden="true" className="size-4!" />
							{outcome.refusals.length > 0 && <span>{t('simulate.refused', { count: outcome.refusals.length })}</span>}
							{outcome.timers.map((timer, number) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: one timer can go off twice in one wait
								<span key={number}>{t(`simulate.timer.${timer.outcome}`, { timer: timer.timer })}</span>
							))}
						</span>
						{box(
							outcome.after.position.state,
							at === outcomes.length - 1 ? now.now : outcome.after.now,
							at === outcomes.length - 1,
						)}
					</li>
				))}
			</ol>
		</Card>
	)
}
