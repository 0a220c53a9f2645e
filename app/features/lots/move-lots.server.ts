import { err, type Result } from '#app/core/result.ts'
import { type BeginBulkMoveError, beginBulkMove, MOST_AT_ONCE } from '#app/features/workflow/begin-bulk-move.server.ts'
import { readRecords } from '#app/features/workflow/record.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { listLots } from './lots.queries.server.ts'
import type { LotListParams } from './lots.schema.ts'

export type MoveLots = {
	transition: string
	reason: string
	/** The lots chosen, or every lot that the list's filter finds. */
	which: { ids: readonly string[] } | { filter: LotListParams }
}

const PAGE = 500

/**
 * Begins to move many lots by one step, as a job. See `beginBulkMove`.
 * Errors: those of `beginBulkMove`; `too-many` where the filter finds more than 20,000.
 */
export async function moveLots(
	ctx: Context,
	request: MoveLots,
): Promise<Result<{ id: string; total: number }, BeginBulkMoveError>> {
	const { transition, reason, which } = request
	const lots = 'ids' in which ? await lotsChosen(ctx, which.ids) : await lotsFound(ctx, which.filter)
	if (!lots) return err({ code: 'too-many' })
	return beginBulkMove(ctx, {
		kind: 'lot',
		transition,
		reason,
		records: lots.map((lot) => ({ id: lot.id, label: lot.code })),
	})
}

/** The chosen lots that there are and that the reader may see. */
const lotsChosen = async (ctx: Context, ids: readonly string[]): Promise<{ id: string; code: string }[]> =>
	[...(await readRecords(ctx, 'lot', ids))].map(([id, record]) => ({ id, code: record.label }))

/** Every lot that a filter finds, page by page; null where there are too many for one move. */
async function lotsFound(ctx: Context, filter: LotListParams): Promise<{ id: string; code: string }[] | null> {
	const found: { id: string; code: string }[] = []
	let cursor: string | undefined
	do {
		const page = await listLots(ctx, { ...filter, ...(cursor ? { cursor } : { cursor: undefined }), limit: PAGE })
		found.push(...page.items.map(({ id, code }) => ({ id, code })))
		if (found.length > MOST_AT_ONCE) return null
		cursor = page.nextCursor ?? undefined
	} while (cursor)
	return found
}
