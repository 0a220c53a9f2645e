import type { Context } from '#app/platform/request/context.server.ts'
import { type RecordKind, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'

/**
 * Copies a record's state to its own row, for lists; `different`: where the row does not say it already. Called by `move-record` and `start-workflow` alone: a test looks
 * for any other writer of a status.
 */
export async function writeStatus(
	ctx: Context,
	kind: RecordKind,
	ids: readonly string[],
	state: { key: string; category: string },
	{ only }: { only: 'all' | 'different' } = { only: 'all' },
): Promise<void> {
	const { table } = WORKFLOW_RECORDS[kind]
	const different = only === 'different'
	await ctx.em.execute(
		`update ${table} set status = ?, category = ?, version = version + 1, updated_at = ? where id = any(?::uuid[])
		${different ? 'and (status, category) is distinct from (?, ?)' : ''}`,
		[state.key, state.category, ctx.now, `{${ids.join(',')}}`, ...(different ? [state.key, state.category] : [])],
	)
}
