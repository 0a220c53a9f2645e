import type { Context } from '#app/platform/request/context.server.ts'

/** The number of the active version of a workflow; null when the tenant has none published. */
export async function activeWorkflow(ctx: Context, key: string): Promise<number | null> {
	const [row] = await ctx.em.execute<{ number: number }[]>(
		`select number from definition_version where kind = 'workflow' and key = ? and status = 'active'`,
		[key],
	)
	return row?.number ?? null
}

/** How many records stand in a state of a version. */
export type StateCount = { version: number; versionId: string; state: string; count: number }

/** Where the running records of a workflow stand, by version and state. One statement. */
export async function countRecords(ctx: Context, key: string): Promise<StateCount[]> {
	const rows = await ctx.em.execute<{ version_number: number; version_id: string; state: string; count: number }[]>(
		`select version_number, version_id, state, count(*)::int as count from workflow_instance where key = ?
		group by version_number, version_id, state order by version_number, state`,
		[key],
	)
	return rows.map((row) => ({
		version: row.version_number,
		versionId: row.version_id,
		state: row.state,
		count: row.count,
	}))
}
