import { type StoodInFor, stoodInFor } from '#app/features/workflow/acting-for.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { WORK_BRANCHES, type WorkBranch } from './work-branches.ts'

/** A branch that the reader sees in the name of a person who is away. */
export type BorrowedBranch = { branch: WorkBranch; away: StoodInFor }

/**
 * What the reader may do for people who are away. What they could do by their own roles is left out, except where it hangs
 * on approvals of the single record: there one person may be excluded and the other not. One statement.
 */
export const borrowedBranches = async (ctx: Context): Promise<BorrowedBranch[]> =>
	(await stoodInFor(ctx)).flatMap((away) =>
		WORK_BRANCHES.filter(
			({ records = [], needs, approved }) =>
				records.some((record) => away.kinds === null || away.kinds.includes(record)) &&
				away.principal.ability.can(...needs) &&
				(approved || !ctx.ability.can(...needs)),
		).map((branch) => ({ branch, away })),
	)
