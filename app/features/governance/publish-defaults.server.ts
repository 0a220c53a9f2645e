import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { loadDefaultRuleSets } from '#app/features/rules/default-rule-sets.server.ts'
import { readDefaultWorkflows } from '#app/features/workflow/default-workflows.server.ts'
import { publishDefault } from '#app/platform/definitions/publish-content.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Publishes the shipped rule sets and workflows as a new tenant's first versions. What the tenant has already stays. */
export async function publishDefaults(ctx: Context): Promise<void> {
	for (const ruleSet of await loadDefaultRuleSets('rules', DEFAULT_CATALOGS))
		await publishDefault(ctx, 'rule-set', ruleSet)
	for (const workflow of await readDefaultWorkflows('workflows')) await publishDefault(ctx, 'workflow', workflow)
}
