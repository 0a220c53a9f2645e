import { err, type Result } from '#app/core/result.ts'
import type { DefinitionContent } from '#app/platform/definitions/definitions.queries.server.ts'
import { isNewerShipped, noteTakeOver } from '#app/platform/definitions/newer-shipped.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { DEFAULT_CATALOGS } from './catalogs/default-catalogs.model.ts'
import { loadDefaultRuleSets } from './default-rule-sets.server.ts'
import type { Change } from './diff.model.ts'
import { type ImportedRuleSet, importRuleSet } from './import-rule-set.server.ts'
import type { RuleSet } from './rule-set.schema.ts'
import { ruleSetDifference } from './rule-set-difference.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'

/** What the installation ships does not change while it runs. */
let kept: Promise<RuleSet[]> | undefined

async function shippedRuleSet(key: string): Promise<RuleSet | null> {
	kept ??= loadDefaultRuleSets('rules', DEFAULT_CATALOGS)
	return (await kept).find((one) => one.key === key) ?? null
}

/** As `newerShippedWorkflow`, for rule sets. */
export async function newerShippedRuleSet(ctx: Context, active: DefinitionContent): Promise<Change[] | null> {
	const shipped = await shippedRuleSet(active.key)
	if (!shipped || !(await isNewerShipped(ctx, 'rule-set', shipped))) return null
	const changes = await ruleSetDifference(ctx, active.content, shipped)
	return changes && changes.length > 0 ? changes : null
}

/**
 * Takes what the portal ships over as a draft, as an import does; it is tested, approved and published like any other.
 * Errors: `unknown-rule-set` (the portal ships none of this key), and those of `importRuleSet`.
 */
export async function takeOverRuleSet(ctx: Context, key: string): Promise<Result<ImportedRuleSet, RuleSetRefusal>> {
	const shipped = await shippedRuleSet(key)
	if (!shipped) return err({ code: 'unknown-rule-set' })
	const taken = await importRuleSet(ctx, shipped)
	if (taken.ok) noteTakeOver(ctx, 'rule-set', taken.value, shipped)
	return taken
}
