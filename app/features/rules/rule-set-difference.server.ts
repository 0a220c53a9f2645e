import type { Context } from '#app/platform/request/context.server.ts'
import type { Change } from './diff.model.ts'
import { diffRuleSets } from './diff.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import { ruleSetSchema } from './rule-set.schema.ts'

/**
 * What differs between two contents of a rule set, in sentences by the tenant's own facts; null where one of them has not
 * the form of a rule set yet. At most one statement in a unit of work.
 */
export async function ruleSetDifference(ctx: Context, before: unknown, after: unknown): Promise<Change[] | null> {
	const [was, will] = [ruleSetSchema.safeParse(before), ruleSetSchema.safeParse(after)]
	if (!was.success || !will.success) return null
	const catalogs = await loadCatalogs(ctx)
	return diffRuleSets(was.data, will.data, catalogs[will.data.subject]).changes
}
