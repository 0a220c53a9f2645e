import { delegatorsOf } from '#app/features/workflow/acting-for.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { WORK_BRANCHES, type WorkBranch } from './work-branches.ts'

/** A branch that the reader sees in the name of a person who is away. */
export type BorrowedBranch = { branch: WorkBranch; inNameOf: { name: string; until: string } }

/**
 * What the reader may do for people who are away and could not by their own roles. One statement where nobody has
 * delegated anything to them, one more for each kind of record otherwise.
 */
export async function borrowedBranches(ctx: Context): Promise<BorrowedBranch[]> {
	const rows = await ctx.em.execute<{ delegator_id: string; until: string }[]>(
		`select delegator_id, max(ends_at) as until from delegation
		where delegate_id = ? and starts_at <= ? and ends_at > ? and ended_at is null group by delegator_id`,
		[ctx.actor.id, ctx.now, ctx.now],
	)
	if (rows.length === 0) return []
	const until = new Map(rows.map((row) => [row.delegator_id, new Date(row.until).toISOString()]))
	const found: BorrowedBranch[] = []
	for (const [record, branches] of Map.groupBy(WORK_BRANCHES, (branch) => branch.record)) {
		if (!record) continue
		const principals = await delegatorsOf(ctx, record)
		for (const branch of branches.filter((one) => !ctx.ability.can(...one.needs))) {
			const principal = principals.find((one) => one.ability.can(...branch.needs))
			if (principal)
				found.push({
					branch,
					inNameOf: { name: principal.name, until: until.get(principal.id) ?? ctx.now.toISOString() },
				})
		}
	}
	return found
}
