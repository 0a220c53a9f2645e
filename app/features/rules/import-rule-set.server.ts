import { err, ok, type Result } from '#app/core/result.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import { ruleSetSchema } from './rule-set.schema.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { saveRuleSetDraft } from './save-rule-set-draft.server.ts'
import { validateRuleSet } from './validate-rule-set.ts'

/** The draft that an import began, and the rule set that it is of. */
export type ImportedRuleSet = DraftState & { key: string }

/**
 * Takes an exported rule set over as a draft, also one of a key that the tenant does not have: it decides nothing until
 * it was tested, approved by another person and published, like any other. What has errors is not taken over at all, and
 * nothing of it is evaluated. Permission `create`.
 * Errors: `rule-set-invalid` with every problem and its place, `unreadable`, and those of drafts.
 */
export async function importRuleSet(ctx: Context, content: unknown): Promise<Result<ImportedRuleSet, RuleSetRefusal>> {
	if (!ctx.ability.can('create', 'RuleSet')) return err({ code: 'forbidden' })
	const problems = validateRuleSet(content, await loadCatalogs(ctx))
	if (problems.some(({ severity }) => severity === 'error')) return err({ code: 'rule-set-invalid', problems })
	const { key } = ruleSetSchema.parse(content)
	const saved = await saveRuleSetDraft(ctx, { key, content, isNew: true })
	return saved.ok ? ok({ ...saved.value, key }) : saved
}
