import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { DEFAULT_CATALOGS } from './catalogs/default-catalogs.model.ts'
import type { Decision } from './decision.model.ts'
import { decisionContext, readDecision } from './decision.queries.server.ts'
import { listChecks, obstacles } from './decision-checks.ts'
import { displayText } from './display-value.ts'
import { factLabel } from './explain.ts'
import { findFact } from './fact-catalog.model.ts'
import { normalizeValue } from './fact-value.ts'
import { ruleSetSchema } from './rule-set.schema.ts'
import { conditionSentence } from './sentence.ts'

/**
 * A stored decision as people read it: the version and facts of its day, each check, and for what stopped it what would
 * let it pass. Null when there is no such decision.
 */
export async function readDecisionPage(ctx: Context, id: string) {
	const decision = await readDecision(ctx, id)
	if (!decision) return null
	const about = await decisionContext(ctx, id)
	const version = await readDefinition(ctx, 'rule-set', { key: decision.ruleSet, number: decision.version })
	const set = version ? ruleSetSchema.safeParse(version.content) : null
	const context = {
		catalog: DEFAULT_CATALOGS[decision.subject],
		shared: set?.success ? set.data.conditions : undefined,
	}
	return {
		id,
		ruleSet: decision.ruleSet,
		title: version?.title ?? { en: decision.ruleSet, 'zh-CN': decision.ruleSet },
		version: decision.version,
		outcome: decision.outcome,
		status: decision.status,
		decidedAt: decision.evaluatedAt,
		decidedBy: about?.decidedBy ?? '',
		lot: about?.lot ?? null,
		checks: listChecks(decision),
		missingFacts: decision.missingFacts.map((name) => labelOf(decision, name)),
		obstacles: obstacles(decision).map((rule) => {
			const written = set?.success ? set.data.rules.find((one) => one.key === rule.key) : undefined
			return {
				key: rule.key,
				status: rule.status,
				title: rule.title,
				message: rule.message,
				overridable: rule.overridable,
				/** What has to hold for the rule not to apply. */
				passIf: written ? conditionSentence(written.conditions, context, true) : null,
			}
		}),
		facts: factRows(decision),
	}
}
export type DecisionPage = NonNullable<Awaited<ReturnType<typeof readDecisionPage>>>

function labelOf(decision: Decision, name: string) {
	const catalog = DEFAULT_CATALOGS[decision.subject]
	const fact = findFact(catalog, name)
	return fact ? factLabel(fact, catalog) : { en: name, 'zh-CN': name }
}

/** Every fact that was known, as it was shown that day. */
function factRows(decision: Decision) {
	const catalog = DEFAULT_CATALOGS[decision.subject]
	return catalog.groups.flatMap((group) =>
		group.facts.flatMap((fact) => {
			const value = decision.facts[fact.fact]?.[fact.path.slice(2)]
			const normal = value === undefined ? undefined : normalizeValue(value, fact, 'UTC')
			return normal === undefined
				? []
				: [{ name: fact.name, group: group.label, label: fact.label, value: displayText(normal, fact) }]
		}),
	)
}
