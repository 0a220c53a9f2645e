import { err, ok, type Result } from '#app/core/result.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { findDeliveryLines } from '#app/features/shipping/delivery-records.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkLines } from './check-lines.server.ts'
import { type OpenDeliveryError, openDelivery } from './open-delivery.server.ts'
import { startChecking } from './start-checking.server.ts'

export type CheckDeliveryError = OpenDeliveryError | MoveError

/**
 * Checks every open line of a delivery by `receiving_match` as it is now and stores each decision. Nothing is received
 * by it. Answers the decisions by line.
 * Errors: those of `openDelivery`; `transition-refused` (the actor may not begin the checks).
 */
export async function checkDelivery(
	ctx: Context,
	request: { deliveryId: string },
): Promise<Result<{ lineId: string; decision: StoredDecision }[], CheckDeliveryError>> {
	const opened = await openDelivery(ctx, request.deliveryId, 'check')
	if (!opened.ok) return opened
	const started = await startChecking(ctx, opened.value)
	if (!started.ok) return err(started.error)
	const lines = await findDeliveryLines(ctx, request.deliveryId, 'pending')
	const checked = await checkLines(ctx, lines)
	return ok(checked.map(({ line, decision }) => ({ lineId: line.id, decision })))
}
