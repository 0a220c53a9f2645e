import { decideMany } from '#app/features/rules/decide-many.server.ts'
import { isLoaded, loadRuleSet } from '#app/features/rules/load-rule-set.server.ts'
import { asGuard } from '#app/features/workflow/decide-guards.server.ts'
import type { GuardDecision, Refusal } from '#app/features/workflow/workflow.model.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { QualityCase } from './case.entity.server.ts'
import { type CaseKind, type CaseRecord, caseRecord, SETTLED } from './case.model.ts'
import { openMeasures } from './case-conditions.server.ts'
import { loadCaseFacts } from './load-case-facts.queries.server.ts'

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/**
 * As `decideCaseGuards` for many cases at once, by case: facts are read in one batch, each rule set decides on every case by
 * the version in force for its site, and each decision is stored.
 */
export async function decideCasesGuards(
	ctx: Context,
	ids: readonly string[],
	ruleSets: readonly string[],
): Promise<Map<string, Record<string, GuardDecision>>> {
	const decided = new Map<string, Record<string, GuardDecision>>()
	if (ids.length === 0 || ruleSets.length === 0) return decided
	const loaded = await loadCaseFacts(ctx, ids)
	for (const ruleSet of ruleSets) {
		const set = await loadRuleSet(ctx, ruleSet)
		if (isLoaded(set) && set.compiled.ruleSet.subject !== 'case') continue
		const decisions = await decideMany(ctx, {
			ruleSet,
			requests: ids.map((id) => {
				const one = loaded.get(id)
				const scope = { siteId: one?.siteId ?? null, itemId: null }
				return { subject: { type: one?.kind ?? 'case', id }, lotId: null, facts: one?.facts ?? {}, scope }
			}),
		})
		for (const [index, id] of ids.entries()) {
			const decision = decisions[index]
			if (!decision) continue
			decided.set(id, { ...decided.get(id), [ruleSet]: asGuard(decision) })
		}
	}
	return decided
}

/** What steps of these cases look at of their columns, by case. One statement. */
export async function columnsOfCases(ctx: Context, ids: readonly string[]): Promise<Map<string, CaseRecord>> {
	const found = await ctx.em.find(QualityCase, { id: { $in: [...ids] } }, { refresh: true })
	return new Map(found.map((one) => [one.id, caseRecord(one as CaseRecord)]))
}

/** What keeps cases from being settled whatever their workflow says, by case. One statement. */
export async function keptFromSettling(ctx: Context, ids: readonly string[]): Promise<Map<string, Refusal[]>> {
	if (ids.length === 0) return new Map()
	const rows = await ctx.em.execute<{ case_id: string; open: number }[]>(
		`select case_id, count(*)::int as open from quality_case_action where case_id = any(?::uuid[]) and done_at is null group by case_id`,
		[list(ids)],
	)
	return new Map(rows.map((row) => [row.case_id, [openMeasures(row.open)]]))
}

/** Notes on cases that have just moved when and by whom they were settled, or takes that back. */
export async function noteSettled(ctx: Context, kind: CaseKind, ids: readonly string[]): Promise<void> {
	await ctx.em.execute(
		`update quality_case set closed_at = case when category = any(?::text[]) then ?::timestamptz end,
			closed_by = case when category = any(?::text[]) then ?::uuid end where kind = ? and id = any(?::uuid[])`,
		[list(SETTLED), ctx.now, list(SETTLED), accountOf(ctx.actor), kind, list(ids)],
	)
}
