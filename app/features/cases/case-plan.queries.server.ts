import { valueDigests } from '#app/core/value-digests.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** What a signature on a case covers of its measures: one digest for each. None: no plan was signed. */
export type SignedPlan = { measureDigests: string[] }

/** What each measure plans, by its id: what, by whom, until when. Not how it went: carrying out a plan does not change it. */
export type Plan = Readonly<Record<string, { title: string; ownerId: string | null; dueOn: string | null }>>

/** Reads the `Plan` of the case whose id stands in the column `caseId`. */
export const planSql = (caseId: string): string =>
	`(select coalesce(jsonb_object_agg(m.id, jsonb_build_object('title', m.title, 'ownerId', m.owner_id, 'dueOn', m.due_on::text)), '{}')
		from quality_case_action m where m.case_id = ${caseId})`

/** What a signature keeps of a plan, and compares later. */
export const signedPlanOf = (caseId: string, plan: Plan): SignedPlan => ({
	measureDigests: valueDigests(caseId, plan),
})

/** Reads it of a case that is locked in this unit of work; one statement, for steps that are signed. */
export async function signedPlan(ctx: Context, caseId: string): Promise<SignedPlan> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<{ plan: Plan }[]>(
		`select ${planSql('c.id')} as plan from quality_case c where c.id = ?::uuid`,
		[caseId],
	)
	return signedPlanOf(caseId, row?.plan ?? {})
}

/** Whether somebody has signed the measures of a case as they now are. Two statements, one where there are none. */
export async function isPlanSigned(ctx: Context, caseId: string): Promise<boolean> {
	const { measureDigests } = await signedPlan(ctx, caseId)
	if (measureDigests.length === 0) return false
	const [row] = await ctx.em.execute<{ signed: boolean }[]>(
		`select exists (select 1 from signature where subject_id = ?::uuid and content->'record'->'measureDigests' = ?::jsonb
			and content->>'transition' <> 'reopen') as signed`,
		[caseId, JSON.stringify(measureDigests)],
	)
	return row?.signed ?? false
}

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
