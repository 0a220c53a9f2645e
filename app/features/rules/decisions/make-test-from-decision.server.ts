import { timeIn, todayIn } from '#app/core/local-date.ts'
import { err, type Result } from '#app/core/result.ts'
import { readDefinition, standingOf } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { DEFAULT_CATALOGS } from '../catalogs/default-catalogs.model.ts'
import type { Decision } from '../decision.model.ts'
import { decisionContext, readDecision } from '../decision.queries.server.ts'
import { factsOf } from '../fact-catalog.model.ts'
import { ruleSetSchema, type TestCase } from '../rule-set.schema.ts'
import { RULE_SET_LIMITS } from '../rule-set-limits.model.ts'
import type { RuleSetRefusal } from '../rule-set-refusal.ts'
import { activeNumber } from '../rule-sets.queries.server.ts'
import { saveRuleSetDraft } from '../save-rule-set-draft.server.ts'

/** Facts without those about people: a test leaves the tenant when its rule set is exported. */
function impersonalFacts({ facts, subject }: Decision): TestCase['facts'] {
	const copy = structuredClone(facts) as TestCase['facts']
	for (const { fact, path, personal } of factsOf(DEFAULT_CATALOGS[subject])) {
		const group = copy[fact]
		if (personal && group) delete group[path.slice(2)]
	}
	return copy
}

function testOf(decision: Decision, lot: string | null, timeZone: string): TestCase {
	const decidedAt = new Date(decision.evaluatedAt)
	const today = todayIn(timeZone, decidedAt)
	const at = `${today} ${timeIn(timeZone, decidedAt)}${decision.evaluatedAt.slice(16, 19)}`
	const notPassed = decision.rules.filter((rule) => rule.counted && rule.status !== 'pass')
	return {
		name: {
			en: lot ? `Lot ${lot}, decided ${at}` : `Decided ${at}`,
			'zh-CN': lot ? `批次 ${lot}，判定于 ${at}` : `判定于 ${at}`,
		},
		today,
		facts: impersonalFacts(decision),
		expect: {
			outcome: decision.outcome,
			...(notPassed.length > 0 ? { rules: Object.fromEntries(notPassed.map((rule) => [rule.key, rule.status])) } : {}),
		},
	}
}

/**
 * Adds a real decision as a test case: to the person's own open draft of that rule set, or else to a new draft from the
 * active version. It expects what was decided then.
 * Errors: `unknown-decision`; `too-many-tests`; `test-exists` (this decision is a test of the draft already); those of
 * saving a draft.
 */
export async function makeTestFromDecision(
	ctx: Context,
	decisionId: string,
): Promise<Result<DraftState, RuleSetRefusal | { code: 'unknown-decision' | 'too-many-tests' | 'test-exists' }>> {
	const decision = await readDecision(ctx, decisionId)
	if (!decision) return err({ code: 'unknown-decision' })
	const key = decision.ruleSet
	const active = await activeNumber(ctx, key)
	if (active === null) return err({ code: 'unknown-rule-set' })
	const versions = await standingOf(ctx, 'rule-set', key)
	const own = versions.find((one) => one.status === 'draft' && one.author?.id === ctx.actor.id)
	const from = await readDefinition(ctx, 'rule-set', own ? { id: own.id } : { key, number: active })
	const set = ruleSetSchema.safeParse(from?.content)
	if (!from || !set.success) return err({ code: 'unreadable' })
	const about = await decisionContext(ctx, decisionId)
	const test = testOf(decision, about?.lot?.code ?? null, ctx.tenant.timeZone)
	const tests = set.data.tests ?? []
	if (tests.length >= RULE_SET_LIMITS.tests) return err({ code: 'too-many-tests' })
	if (tests.some(({ name }) => JSON.stringify(name) === JSON.stringify(test.name))) return err({ code: 'test-exists' })
	return saveRuleSetDraft(ctx, {
		key,
		content: { ...from.content, tests: [...tests, test] },
		...(own ? { draftId: own.id, expectedVersion: own.version, basedOn: own.basedOn ?? active } : { basedOn: active }),
	})
}
