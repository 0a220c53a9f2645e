import type { LocalizedText } from '#app/core/localized.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadActiveWorkflow } from './load-workflow.server.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'

export type WorkflowRow = {
	key: string
	title: LocalizedText
	version: number
	states: number
	transitions: number
	running: number
	publishedAt: string | null
}

/** The tenant's workflows with how many records stand in each. Two statements. */
export async function listWorkflows(ctx: Context): Promise<WorkflowRow[]> {
	const versions = await ctx.em.find(
		DefinitionVersion,
		{ kind: 'workflow', status: 'active' },
		{ orderBy: { key: 'asc' }, limit: 100 },
	)
	const counts = await ctx.em.execute<{ key: string; count: number }[]>(
		'select key, count(*)::int as count from workflow_instance group by key',
	)
	const running = new Map(counts.map((row) => [row.key, row.count]))
	return versions.map((version) => {
		const content = version.content as unknown as WorkflowDefinition
		return {
			key: version.key,
			title: version.title,
			version: version.number ?? 0,
			states: content.states.length,
			transitions: content.transitions.length,
			running: running.get(version.key) ?? 0,
			publishedAt: version.publishedAt?.toISOString() ?? null,
		}
	})
}

/** One workflow as it is now, with how many records stand in each state; null when there is none. */
export async function readWorkflow(
	ctx: Context,
	key: string,
): Promise<{ definition: WorkflowDefinition; version: number; counts: Record<string, number> } | null> {
	const known = await ctx.em.count(DefinitionVersion, { kind: 'workflow', key, status: 'active' })
	if (known === 0) return null
	const { definition, number } = await loadActiveWorkflow(ctx, key)
	const rows = await ctx.em.execute<{ state: string; count: number }[]>(
		'select state, count(*)::int as count from workflow_instance where key = ? group by state',
		[key],
	)
	return { definition, version: number, counts: Object.fromEntries(rows.map((row) => [row.state, row.count])) }
}
