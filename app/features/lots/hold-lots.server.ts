import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type PlaceHoldError, placeHold } from './place-hold.server.ts'
import { lockLots } from './stock.queries.server.ts'

export type HoldLotsError = {
	code: 'reason-missing' | 'lots-refused'
	lots: readonly { lotId: string; code: string; error: PlaceHoldError }[]
}

/**
 * Places a hold with one reason on each of several lots, all or none. Lots on hold already get one more reason.
 * Errors: `reason-missing`; `lots-refused` naming each lot that cannot be held, and why (`placeHold`).
 */
export async function holdLots(
	ctx: Context,
	request: { lotIds: readonly string[]; reason: string },
): Promise<Result<{ held: number }, HoldLotsError>> {
	if (request.reason.trim().length < 3) return err({ code: 'reason-missing', lots: [] })
	const lotIds = [...new Set(request.lotIds)]
	const codes = new Map((await lockLots(ctx, lotIds)).map((lot) => [lot.id, lot.code]))
	const refused: { lotId: string; code: string; error: PlaceHoldError }[] = []
	for (const lotId of lotIds) {
		const held = await placeHold(ctx, { lotId, reason: request.reason })
		if (!held.ok) refused.push({ lotId, code: codes.get(lotId) ?? lotId, error: held.error })
	}
	return refused.length > 0 ? err({ code: 'lots-refused', lots: refused }) : ok({ held: lotIds.length })
}
