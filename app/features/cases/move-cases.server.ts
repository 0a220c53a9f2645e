import type { Result } from '#app/core/result.ts'
import { type BeginBulkMoveError, beginBulkMove } from '#app/features/workflow/begin-bulk-move.server.ts'
import { readRecords } from '#app/features/workflow/record.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { CaseKind } from './case.model.ts'
import { casesOfKind } from './cases.queries.server.ts'

/**
 * Begins to move the chosen cases of a kind by one step, as a job; each is decided as if it were moved alone.
 * Errors: those of `beginBulkMove`.
 */
export async function moveCases(
	ctx: Context,
	request: { kind: CaseKind; ids: readonly string[]; transition: string; reason: string },
): Promise<Result<{ id: string; total: number }, BeginBulkMoveError>> {
	const { kind, ids, transition, reason } = request
	const chosen = await casesOfKind(ctx, kind, ids)
	const known = await readRecords(ctx, kind, chosen)
	const records = [...known].map(([id, { label }]) => ({ id, label }))
	return beginBulkMove(ctx, { kind, transition, reason, records })
}
