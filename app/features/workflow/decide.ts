import { err, ok, type Result } from '#app/core/result.ts'
import { missingFor, unknownTransition } from './transition-checks.ts'
import { effectsOf } from './transition-effects.ts'
import type {
	Refusal,
	TransitionContext,
	TransitionDecision,
	TransitionInput,
	WorkflowPosition,
} from './workflow.model.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

/**
 * Decides whether a record may take a transition, and what then has to happen. Pure and synchronous: rules are evaluated,
 * permissions resolved and the time given beforehand. The only door through which a record changes its state; the caller
 * locks the record, decides, and writes the move and its effects in one transaction.
 *
 * Refuses with every missing thing at once: `state` (not where the transition starts, record newer than the screen, or no
 * such transition), `trigger` (not started by what it waits for, or a deadline not yet due), `permission`, `training`,
 * `field`, `guard` (a rule set answered otherwise or cannot answer), `approval` (too few people), `signature`
 * (21 CFR 11.50, 11.200). Throws where the definition leads to a state it does not have: it was never validated.
 */
export function decide(
	definition: WorkflowDefinition,
	position: WorkflowPosition,
	input: TransitionInput,
	context: TransitionContext,
): Result<TransitionDecision, readonly Refusal[]> {
	const index = indexOf(definition)
	const transition = index.transitions.get(input.transition)
	if (!transition) return err([unknownTransition(position, input)])
	const refusals = missingFor({ index, transition, position, input, context })
	if (refusals.length > 0) return err(refusals)
	const to = index.states.get(transition.to)
	if (!to) throw new Error(`workflow ${definition.key} leads to a state it does not have: ${transition.to}`)
	return ok({
		transition,
		from: position.state,
		to: to.key,
		state: to,
		effects: effectsOf({ transition, position, to }, input, context),
	})
}
