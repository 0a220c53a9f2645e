import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Counts a measure that is added or planned otherwise as a change of its case, which is locked: approvals given on the
 * plan before no longer count, and whoever looked at it before is told so when they sign.
 */
export async function countPlanChange(ctx: Context, caseId: string): Promise<void> {
	await ctx.em.execute('update quality_case set version = version + 1, updated_at = ? where id = ?::uuid', [
		ctx.now,
		caseId,
	])
}
