import { err, ok, type Result } from '#app/core/result.ts'
import { findDeliveryLines } from '#app/features/shipping/delivery-records.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkLines } from './check-lines.server.ts'
import { settleDelivery } from './close-delivery.server.ts'
import { type OpenDeliveryError, openDelivery } from './open-delivery.server.ts'
import { startChecking } from './start-checking.server.ts'
import { acceptWithoutInspection, lackedByLines, mayTakeIn, settleLine, takeIn } from './take-in-line.server.ts'

export type ReceivePassedError = OpenDeliveryError | MoveError

/**
 * Checks every open line anew and receives those that pass, warnings not included: they want a look each. Lines that do
 * not pass, or lack what their label must carry, keep their new decision and stay open.
 * Permission `receive` on the delivery.
 * Errors: those of `openDelivery`; `transition-refused`.
 */
export async function receivePassedLines(
	ctx: Context,
	request: { deliveryId: string },
): Promise<Result<{ received: number; left: number }, ReceivePassedError>> {
	const opened = await openDelivery(ctx, request.deliveryId, 'receive')
	if (!opened.ok) return opened
	if (!mayTakeIn(ctx)) return err({ code: 'forbidden' })
	const delivery = opened.value
	const started = await startChecking(ctx, delivery)
	if (!started.ok) return err(started.error)
	const open = await findDeliveryLines(ctx, delivery.id, 'pending')
	const checked = await checkLines(ctx, open)
	const lacking = await lackedByLines(ctx, checked)
	const passed = checked.filter(({ decision, line }) => decision.status === 'pass' && !lacking.has(line.lotId))
	let received = 0
	for (const line of passed) {
		const taken = await takeIn(ctx, delivery, line)
		if (!taken.ok) continue
		await acceptWithoutInspection(ctx, line)
		await settleLine(ctx, delivery, line.line, {
			status: 'received',
			lotCode: line.receipt.lot.code,
			decisionId: line.decision.id,
		})
		received += 1
	}
	await settleDelivery(ctx, delivery)
	return ok({ received, left: open.length - received })
}
