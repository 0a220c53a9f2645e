import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import { isLoaded, loadRuleSet } from '#app/features/rules/load-rule-set.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadCaseFacts } from './load-case-facts.queries.server.ts'

/**
 * The decisions that the guards of a case's steps ask for, each rule set evaluated once and stored; only looked at with
 * `dryRun`, for a page that says what would be missing. A guard whose rule set is about something else stays without a
 * decision, which is unknown.
 */
export async function decideCaseGuards(
	ctx: Context,
	caseId: string,
	transitions: readonly Pick<WorkflowTransition, 'guards'>[],
	options: { dryRun?: boolean } = {},
): Promise<Record<string, GuardDecision>> {
	const wanted = new Set(transitions.flatMap(({ guards = [] }) => guards.map(({ ruleSet }) => ruleSet)))
	if (wanted.size === 0) return {}
	const loaded = (await loadCaseFacts(ctx, [caseId])).get(caseId)
	const scope = { siteId: loaded?.siteId ?? null, itemId: null }
	const decisions: Record<string, GuardDecision> = {}
	for (const ruleSet of wanted) {
		const set = await loadRuleSet(ctx, ruleSet, scope)
		// One that does not load is decided all the same: as unknown, on record.
		if (isLoaded(set) && set.compiled.ruleSet.subject !== 'case') continue
		const decision = await decideByRules(ctx, {
			ruleSet,
			subject: { type: loaded?.kind ?? 'case', id: caseId },
			lotId: null,
			facts: loaded?.facts ?? {},
			scope,
			dryRun: options.dryRun ?? false,
		})
		decisions[ruleSet] = {
			outcome: decision.outcome,
			...(decision.id ? { decisionId: decision.id } : {}),
			explanation: obstacles(decision).map((rule) => rule.message),
		}
	}
	return decisions
}
