import type { LocalizedText } from '#app/core/localized.ts'
import { decide } from './decide.ts'
import {
	type Refusal,
	type RefusalCode,
	type TransitionContext,
	type TransitionInput,
	titleOf,
	toneOf,
	type WorkflowPosition,
} from './workflow.model.ts'
import type { StateCategory, StateTone, WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

/** One button of the screen: a step that a person may ask for here, and what it still lacks. */
export interface AvailableTransition {
	readonly key: string
	readonly title: LocalizedText
	readonly to: {
		readonly key: string
		readonly title: LocalizedText
		readonly tone: StateTone
		readonly category: StateCategory
	}
	/** Everything missing now, as `decide` would refuse it. */
	readonly missing: readonly Refusal[]
	/** What the dialog will ask for: part of `missing`. */
	readonly toProvide: readonly Refusal[]
	/** What the dialog cannot mend: part of `missing`. Empty means that the step can be begun. */
	readonly blockers: readonly Refusal[]
	readonly form: WorkflowTransition['form']
	readonly signature: WorkflowTransition['signature']
	readonly approval: WorkflowTransition['approval']
}

const IN_DIALOG: ReadonlySet<RefusalCode> = new Set(['field', 'signature'])

/** Whether a refusal keeps the step from being begun. Missing approvals do not, for somebody whose own would count. */
const isBlocker = (refusal: Refusal): boolean =>
	!IN_DIALOG.has(refusal.code) && !(refusal.code === 'approval' && refusal.detail.actorCounts)

/**
 * The steps a person may ask for in the present state, in the order of the definition, each with everything it lacks.
 * Pass what is typed so far in `given` to keep an open dialog up to date.
 */
export function availableTransitions(
	definition: WorkflowDefinition,
	position: WorkflowPosition,
	context: TransitionContext,
	given: Omit<TransitionInput, 'transition' | 'trigger'> = {},
): readonly AvailableTransition[] {
	const { states, transitionsFrom } = indexOf(definition)
	const here = transitionsFrom.get(position.state) ?? []
	return here
		.filter(({ trigger }) => trigger.type === 'user')
		.map((transition) => {
			const input = { ...given, transition: transition.key, trigger: { type: 'user' } } as const
			const decided = decide(definition, position, input, context)
			const missing = decided.ok ? [] : decided.error
			const to = states.get(transition.to)
			return {
				key: transition.key,
				title: titleOf(transition),
				to: {
					key: transition.to,
					title: titleOf(to ?? { key: transition.to }),
					tone: to ? toneOf(to) : 'draft',
					category: to?.category ?? 'active',
				},
				missing,
				toProvide: missing.filter(({ code }) => IN_DIALOG.has(code)),
				blockers: missing.filter(isBlocker),
				form: transition.form,
				signature: transition.signature,
				approval: transition.approval,
			}
		})
}
