import type { Context } from '#app/platform/request/context.server.ts'

/** Where a workflow names the events that its steps and timers tell the outside. */
const TOLD = '$.**.actions[*] ? (@.type == "webhook").event'

/**
 * The types of the events that the tenant's workflows tell the outside, in order: of every version that is or will be in
 * force, and of those that records still stand in. At most 200.
 */
export async function workflowEvents(ctx: Context): Promise<string[]> {
	const rows = await ctx.em.execute<{ type: string }[]>(
		`select distinct e.type #>> '{}' as type from definition_version v cross join lateral jsonb_path_query(v.content, ?::jsonpath) e(type)
		where v.kind = 'workflow' and (v.status in ('active', 'pilot', 'scheduled') or exists (select 1 from workflow_instance i where i.version_id = v.id)) order by 1 limit 200`,
		[TOLD],
	)
	return rows.map(({ type }) => type)
}
