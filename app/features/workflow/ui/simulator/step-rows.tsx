import { CircleCheck, CirclePlay, CircleX, Stamp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { cx } from '#app/ui/cx.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { type AvailableTransition, availableTransitions } from '../../available-transitions.ts'
import { outcomeWords, wordsFor } from '../../design/definition-words.ts'
import { explainTransition } from '../../explain-transition.ts'
import type { KnownNames } from '../../problem.model.ts'
import { askedFields, exampleOf } from '../../simulate/asked-fields.ts'
import { contextOf } from '../../simulate/simulation-context.ts'
import type { Refusal } from '../../workflow.model.ts'
import { titleOf } from '../../workflow.model.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'
import { indexOf } from '../../workflow-index.ts'
import { givenOf, type Simulation } from './use-simulation.ts'

type Props = { definition: WorkflowDefinition; known: KnownNames; simulation: Simulation }

/** Every step that leads on from here: what it lacks and what would lift that, or the button that takes it. */
export function StepRows({ definition, known, simulation }: Props) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const words = wordsFor([definition], known)
	const { now, by, stage, assume, reason, sign } = simulation
	const context = contextOf(stage, now.now, by?.key ?? '', now.record, givenOf(assume))
	const given = {
		fields: { ...assume.fields },
		...(reason ? { reason } : {}),
		...(sign ? { signature: { meaning: '', reauthenticated: true, ...(reason ? { reason } : {}) } } : {}),
	}
	const here = availableTransitions(definition, now.position, context, given)
	const automatic = (indexOf(definition).transitionsFrom.get(now.position.state) ?? []).filter(
		({ trigger }) => trigger.type !== 'user',
	)
	const state = indexOf(definition).states.get(now.position.state)
	return (
		<Card
			title={t('simulate.from', { state: say(titleOf(state ?? { key: now.position.state })) })}
			sub={t('simulate.possible', { count: here.length + automatic.length })}
			padding="flush"
		>
			{here.length + automatic.length === 0 && <p className="p-4 text-text-2">{t('simulate.noWay')}</p>}
			<ul>
				{here.map((one) => (
					<PersonStep
						key={one.key}
						step={withMeaning(one, sign)}
						definition={definition}
						known={known}
						simulation={simulation}
					/>
				))}
				{automatic.map((transition) => {
					const { trigger } = transition
					return (
						<li key={transition.key} className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-2.5">
							<div className="min-w-0 flex-1">
								<strong className="font-medium">{say(titleOf(transition))}</strong>{' '}
								<Tag>{t(`trigger.${trigger.type}`)}</Tag>
								<p className="text-12 text-text-3">
									{trigger.type === 'rule'
										? t('simulate.whenRule', {
												ruleSet: say(words.ruleSet(trigger.ruleSet)),
												outcome: say(outcomeWords(trigger.outcome)),
											})
										: trigger.type === 'timer'
											? t('simulate.whenTimer', { timer: say(words.timer(trigger.timer)) })
											: t('simulate.whenPortal', {
													event: (trigger.type === 'system' && trigger.event) || transition.key,
												})}
								</p>
							</div>
							{trigger.type === 'rule' && (
								<Button
									size="sm"
									onClick={() => simulation.take({ do: 'rule', ruleSet: trigger.ruleSet, outcome: trigger.outcome })}
								>
									{t('simulate.letHappen')}
								</Button>
							)}
							{trigger.type === 'system' && (
								<Button
									size="sm"
									onClick={() => {
										const assumed = givenOf(assume)
										simulation.take({
											do: 'system',
											transition: transition.key,
											...(assumed ? { assume: assumed } : {}),
										})
									}}
								>
									{t('simulate.letHappen')}
								</Button>
							)}
						</li>
					)
				})}
			</ul>
		</Card>
	)
}

/** With the signature switched on, it is given with the meaning that the step asks for. */
function withMeaning(step: AvailableTransition, sign: boolean): AvailableTransition {
	if (!sign) return step
	const met = (refusal: Refusal) => refusal.code === 'signature' && refusal.detail.missing === 'meaning'
	return { ...step, missing: step.missing.filter((refusal) => !met(refusal)) }
}

type StepProps = Props & { step: AvailableTransition }

function PersonStep({ step, definition, known, simulation }: StepProps) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { by, reason, sign, assume, now, stage, take } = simulation
	const assumed = givenOf(assume)
	const request = {
		transition: step.key,
		by: by?.key ?? 'nobody',
		...(reason ? { reason } : {}),
		...(sign ? { sign } : {}),
		...(assumed ? { assume: assumed } : {}),
	}
	const { met } = explainTransition(
		definition,
		now.position,
		{ transition: step.key, trigger: { type: 'user' }, ...(reason ? { reason } : {}) },
		contextOf(stage, now.now, by?.key ?? '', now.record, assumed),
	)
	const isFree = step.missing.length === 0
	return (
		<li className="border-t border-line first:border-t-0">
			<div className="flex flex-wrap items-center gap-3 px-4 py-2.5">
				<div className="min-w-0 flex-1">
					<strong className="font-medium">{say(step.title)}</strong>
					<span className="text-text-3"> → {say(step.to.title)}</span>
				</div>
				<StatusText
					tone={isFree ? 'pass' : 'block'}
					icon={isFree ? CircleCheck : CircleX}
					label={isFree ? t('simulate.allowed') : t('simulate.missing', { count: step.missing.length })}
				/>
				{step.approval && (
					<Button size="sm" icon={Stamp} onClick={() => take({ do: 'approve', ...request })}>
						{t('simulate.approve')}
					</Button>
				)}
				<Button
					size="sm"
					icon={CirclePlay}
					variant={isFree ? 'primary' : 'secondary'}
					onClick={() => take({ do: 'take', ...request })}
				>
					{t('simulate.try')}
				</Button>
			</div>
			{step.missing.length > 0 && (
				<ul className="border-t border-line bg-surface-2">
					{step.missing.map((refusal) => (
						<RefusalRow
							key={`${refusal.code} ${refusal.message.en}`}
							refusal={refusal}
							definition={definition}
							known={known}
							simulation={simulation}
							transition={step.key}
						/>
					))}
				</ul>
			)}
			{met.length > 0 && (
				<p className="flex flex-wrap gap-x-3 gap-y-0.5 px-4 pb-2 text-12 text-text-3">
					{met.map((one) => (
						<span key={`${one.code} ${one.about}`} className="inline-flex items-center gap-1">
							<CircleCheck aria-hidden="true" className="size-3! text-released-fg" />
							{say(one.title)}
						</span>
					))}
				</p>
			)}
		</li>
	)
}

type RefusalProps = Props & { refusal: Refusal; transition: string }

/** One thing that is missing, and the assumption that would lift it. */
function RefusalRow({ refusal, definition, known, simulation, transition }: RefusalProps) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const lift = useLift({ refusal, definition, known, simulation, transition })
	const isUnknown = refusal.code === 'guard' && refusal.detail.actual === 'unknown'
	return (
		<li
			className={cx(
				'flex flex-wrap items-center gap-3 py-2 pr-4 pl-4 not-first:border-t not-first:border-line',
				isUnknown
					? 'shadow-[inset_3px_0_0_var(--control-line)]'
					: 'shadow-[inset_3px_0_0_var(--rejected-solid,var(--control-line))]',
			)}
		>
			<span className="min-w-0 flex-1">{say(refusal.message)}</span>
			<Tag>{t(`refusal.${refusal.code}`)}</Tag>
			{lift && (
				<Button size="sm" onClick={lift.act}>
					{lift.label}
				</Button>
			)}
		</li>
	)
}

function useLift({
	refusal,
	definition,
	known,
	simulation,
	transition,
}: RefusalProps): { label: string; act: () => void } | null {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { assume, setAssume, setReason, setSign, reason, setup, by, actAs, stage } = simulation
	switch (refusal.code) {
		case 'guard': {
			const [outcome = 'pass'] = refusal.detail.expect
			const { ruleSet } = refusal.detail
			return {
				label: t('simulate.assume', {
					what: `${say(wordsFor([definition], known).ruleSet(ruleSet))}: ${say(outcomeWords(outcome))}`,
				}),
				act: () => setAssume({ ...assume, decisions: { ...assume.decisions, [ruleSet]: outcome } }),
			}
		}
		case 'field': {
			const { field } = refusal.detail
			if (field === 'reason') return { label: t('simulate.giveReason'), act: () => setReason(t('simulate.someReason')) }
			const own = askedFields(definition).get(field)
			return {
				label: t('simulate.assume', { what: own ? say(own.label) : field }),
				act: () => setAssume({ ...assume, fields: { ...assume.fields, [field]: exampleOf(own) } }),
			}
		}
		case 'signature':
			return {
				label: t('simulate.signNow'),
				act: () => {
					setSign(true)
					if (!reason) setReason(t('simulate.someReason'))
				},
			}
		case 'training': {
			const { course } = refusal.detail
			return {
				label: t('simulate.assume', { what: course }),
				act: () => setAssume({ ...assume, trained: [...(assume.trained ?? []), course] }),
			}
		}
		case 'permission': {
			const { action } = refusal.detail
			const able = setup.people.find(
				(one) =>
					one.key !== by?.key && one.roles.some((role) => stage.world.allowedByRole[role]?.includes(action ?? '')),
			)
			return able ? { label: t('simulate.actAsName', { name: able.key }), act: () => actAs(able.key) } : null
		}
		case 'approval': {
			const approval = indexOf(definition).transitions.get(transition)?.approval
			const counted = refusal.detail.counted
			const other = setup.people.find(
				(one) =>
					one.key !== by?.key &&
					!counted.includes(one.key) &&
					(!approval?.roles || approval.roles.some((role) => one.roles.includes(role))),
			)
			return other ? { label: t('simulate.actAsName', { name: other.key }), act: () => actAs(other.key) } : null
		}
		default:
			return null
	}
}
