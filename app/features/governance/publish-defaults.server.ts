import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { loadDefaultRuleSets } from '#app/features/rules/default-rule-sets.server.ts'
import { adoptRecords } from '#app/features/workflow/adopt-records.server.ts'
import { readDefaultWorkflows } from '#app/features/workflow/default-workflows.server.ts'
import { publishDefault } from '#app/platform/definitions/publish-content.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

/** Publishes the shipped rule sets and workflows as a new tenant's first versions. What the tenant has already stays. */
export async function publishDefaults(ctx: Context): Promise<void> {
	for (const ruleSet of await loadDefaultRuleSets('rules', DEFAULT_CATALOGS))
		await publishDefault(ctx, 'rule-set', ruleSet)
	for (const workflow of await readDefaultWorkflows('workflows')) await publishDefault(ctx, 'workflow', workflow)
}

/** Any number that nothing else on the database uses as an advisory lock. */
const DEFAULTS_LOCK = 820_113_472

/**
 * Gives tenants that are here already the sets and workflows that came with a newer version of the portal. What they
 * have, edited or not, stays; records that got a workflow by it begin it. Processes that start together wait for each other.
 */
export async function publishMissingDefaults(tenantIds: readonly string[]): Promise<void> {
	for (const tenantId of tenantIds)
		await withTenantContext(tenantId, async (ctx) => {
			await ctx.em.execute('select pg_advisory_xact_lock(?)', [DEFAULTS_LOCK])
			await publishDefaults(ctx)
			await adoptRecords(ctx, 'deviation')
			await adoptRecords(ctx, 'order', { written: true })
		})
}
