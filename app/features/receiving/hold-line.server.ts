import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { type PlaceHoldError, placeHold } from '#app/features/lots/place-hold.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkLines } from './check-lines.server.ts'
import { settleDelivery } from './close-delivery.server.ts'
import { type OpenLineError, openLine } from './open-delivery.server.ts'
import { startChecking } from './start-checking.server.ts'
import { settleLine, type TakeInError, takeIn } from './take-in-line.server.ts'

export type HoldLineError = OpenLineError | MoveError | TakeInError | PlaceHoldError

/**
 * Holds a line: the goods stay here, in the counted quantity, on hold until quality lifts it; nothing of them can be used or
 * shipped. The line is checked once more, so that the hold stands beside the decision of its day.
 * Permission `hold` on the delivery and on the lot.
 * Errors: those of `openLine`, `takeIn` and `placeHold`; `transition-refused`.
 */
export async function holdLine(
	ctx: Context,
	request: { deliveryId: string; lineId: string; reason: string },
): Promise<Result<{ holdId: string }, HoldLineError>> {
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const opened = await openLine(ctx, request, 'hold')
	if (!opened.ok) return opened
	const { delivery, line } = opened.value
	const started = await startChecking(ctx, delivery)
	if (!started.ok) return err(started.error)
	const [checked] = await checkLines(ctx, [line])
	if (!checked) throw new Error('The line was not checked')
	// A lot that somebody holds already is here by that; everything else comes into stock first.
	if (checked.receipt.lot.status !== 'on_hold') {
		const taken = await takeIn(ctx, delivery, checked)
		if (!taken.ok) return err(taken.error)
	}
	const held = await placeHold(ctx, { lotId: line.lotId, reason })
	if (!held.ok) return err(held.error)
	await settleLine(ctx, delivery, line, {
		status: 'held',
		reason,
		lotCode: checked.receipt.lot.code,
		decisionId: checked.decision.id,
	})
	await settleDelivery(ctx, delivery, reason)
	return ok(held.value)
}
