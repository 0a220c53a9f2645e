import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Decision } from './decision.model.ts'
import { decisionContext, readDecision } from './decision.queries.server.ts'
import { listChecks, obstacles } from './decision-checks.ts'
import { displayText } from './display-value.ts'
import { factLabel } from './explain.ts'
import { type FactCatalog, findFact } from './fact-catalog.model.ts'
import { normalizeValue } from './fact-value.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import { resolvePath } from './resolve-path.ts'
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
	const catalog = (await loadCatalogs(ctx))[decision.subject]
	const context = {
		catalog,
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
		missingFacts: decision.missingFacts.map((name) => labelOf(catalog, name)),
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
		facts: factRows(decision, catalog),
	}
}
export type DecisionPage = NonNullable<Awaited<ReturnType<typeof readDecisionPage>>>

function labelOf(catalog: FactCatalog, name: string) {
	const fact = findFact(catalog, name)
	return fact ? factLabel(fact, catalog) : { en: name, 'zh-CN': name }
}

/** Every fact that was known, as it was shown that day. */
function factRows(decision: Decision, catalog: FactCatalog) {
	return catalog.groups.flatMap((group) =>
		group.facts.flatMap((fact) => {
			const value = resolvePath(decision.facts, `$.${fact.name}`)
			const normal = value === undefined ? undefined : normalizeValue(value, fact, 'UTC')
			return normal === undefined
				? []
				: [{ name: fact.name, group: group.label, label: fact.label, value: displayText(normal, fact) }]
		}),
	)
}
