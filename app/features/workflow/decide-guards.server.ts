import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import type { Decision } from '#app/features/rules/decision.model.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import type { Subject } from '#app/features/rules/fact-catalog.model.ts'
import { isLoaded, loadRuleSet } from '#app/features/rules/load-rule-set.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { GuardDecision } from './workflow.model.ts'
import type { WorkflowTransition } from './workflow.schema.ts'

/** A record whose steps rule sets may guard. */
export type GuardedRecord = {
	subject: { type: string; id: string }
	/** The lot to find the decision by. */
	lotId: string | null
	/** What rule sets have to be about to be decided on it. */
	about: readonly Subject[]
	/** Its facts; asked for only where a step is guarded. Null where there are none: everything is unknown then. */
	load: () => Promise<{ facts: FactTree; scope?: RecordScope | undefined } | null>
}

/** A decision as guards look at it: its outcome, what would have to change where it is not passed, and what it warns of. */
export const asGuard = (decision: Decision & { id: string | null }): GuardDecision => ({
	outcome: decision.outcome,
	...(decision.id ? { decisionId: decision.id } : {}),
	explanation: obstacles(decision).map((rule) => rule.message),
	warnings: decision.rules.filter((rule) => rule.counted && rule.status === 'warn').map((rule) => rule.message),
})

/**
 * The decisions that the guards of a record's steps ask for, each rule set evaluated once and stored with the record; only
 * looked at with `dryRun`, for a page that says what would be missing. A guard whose rule set is about something else stays
 * without a decision, which is unknown; such a workflow is not published (`undecided-guard`).
 */
export async function decideGuards(
	ctx: Context,
	record: GuardedRecord,
	transitions: readonly (Pick<WorkflowTransition, 'guards'> | undefined)[],
	options: { dryRun?: boolean | undefined } = {},
): Promise<Record<string, GuardDecision>> {
	const wanted = new Set(transitions.flatMap((one) => (one?.guards ?? []).map(({ ruleSet }) => ruleSet)))
	if (wanted.size === 0) return {}
	const loaded = await record.load()
	const { subject, lotId, about } = record
	const decisions: Record<string, GuardDecision> = {}
	for (const ruleSet of wanted) {
		const set = await loadRuleSet(ctx, ruleSet, loaded?.scope)
		// One that does not load is decided all the same: as unknown, on record.
		if (isLoaded(set) && !about.includes(set.compiled.ruleSet.subject)) continue
		decisions[ruleSet] = asGuard(
			await decideByRules(ctx, {
				ruleSet,
				subject,
				lotId,
				facts: loaded?.facts ?? {},
				scope: loaded?.scope,
				dryRun: options.dryRun ?? false,
			}),
		)
	}
	return decisions
}
