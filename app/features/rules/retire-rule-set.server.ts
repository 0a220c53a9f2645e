import { err, type Result } from '#app/core/result.ts'
import { standingOf } from '#app/platform/definitions/definitions.queries.server.ts'
import { retireDefinition } from '#app/platform/definitions/retire-definition.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'

/** Stands for the portal itself among the uses of a rule set. */
export const PORTAL = 'lotline'

/**
 * What still asks a rule set: the portal's own steps, for which it was shipped, and workflows in force by their keys. One
 * statement.
 */
async function usesOf(ctx: Context, key: string): Promise<string[]> {
	const rows = await ctx.em.execute<{ key: string }[]>(
		`select key from definition_version where kind = 'workflow' and status in ('active', 'pilot')
			and jsonb_path_query_array(content, '$.**.ruleSet') @> to_jsonb(?::text)
		union all
		select ? from definition_version where kind = 'rule-set' and key = ? and number = 1 and author_id is null and approved_by_id is null
		order by key limit 20`,
		[key, PORTAL, key],
	)
	return rows.map((row) => row.key)
}

/**
 * Takes a rule set out of force that nothing asks any more. Permission `publish`.
 * Errors: `unknown-rule-set`; `in-use` with what asks it; those of `retireDefinition`.
 */
export async function retireRuleSet(
	ctx: Context,
	request: { key: string; reason: string },
): Promise<Result<{ number: number }, RuleSetRefusal>> {
	if (!ctx.ability.can('publish', 'RuleSet')) return err({ code: 'forbidden' })
	if ((await standingOf(ctx, 'rule-set', request.key)).length === 0) return err({ code: 'unknown-rule-set' })
	const uses = await usesOf(ctx, request.key)
	if (uses.length > 0) return err({ code: 'in-use', uses })
	return retireDefinition(ctx, { kind: 'rule-set', ...request })
}
