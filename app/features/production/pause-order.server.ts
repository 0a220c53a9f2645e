import { err, ok, type Result } from '#app/core/result.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import { ProductionOrder } from './production.entity.server.ts'

export type PauseOrderError = OpenOrderError | MoveError | { code: 'no-output-lot' }

/**
 * Stops a running order for a while: its lot is paused by its workflow, with the reason, and nothing is used or made until
 * it is resumed. The line stays with it.
 * Permission `start` on orders, `pause` on lots.
 * Errors: those of `openOrder`; `no-output-lot`; `transition-refused` (the lot is on hold, say, or the reason is missing).
 */
export async function pauseOrder(
	ctx: Context,
	request: { orderId: string; reason: string },
): Promise<Result<null, PauseOrderError>> {
	return move(ctx, request, { transition: 'pause_production', paused: true })
}

/**
 * Goes on with a paused order.
 * Permission `start` on orders, `resume` on lots.
 * Errors: those of `openOrder`; `no-output-lot`; `transition-refused` (the lot is not paused).
 */
export async function resumeOrder(ctx: Context, request: { orderId: string }): Promise<Result<null, PauseOrderError>> {
	return move(ctx, { ...request, reason: '' }, { transition: 'resume_production', paused: false })
}

async function move(
	ctx: Context,
	request: { orderId: string; reason: string },
	step: { transition: string; paused: boolean },
): Promise<Result<null, PauseOrderError>> {
	const opened = await openOrder(
		ctx,
		{ orderId: request.orderId },
		{ action: 'start', status: 'running', alsoPaused: true },
	)
	if (!opened.ok) return opened
	const order = opened.value
	if (!order.outputLotId) return err({ code: 'no-output-lot' })
	const reason = request.reason.trim()
	const moved = await transitionLot(ctx, {
		lotId: order.outputLotId,
		transition: step.transition,
		...(reason ? { reason } : {}),
	})
	if (!moved.ok) {
		if (moved.error.code === 'unknown-lot') throw new Error('The lot of an order is gone')
		return err(moved.error)
	}
	const entity = await ctx.em.findOneOrFail(ProductionOrder, { id: order.id }, { refresh: true })
	entity.pausedAt = step.paused ? ctx.now : null
	await ctx.em.flush()
	ctx.audit.record({
		action: step.paused ? 'order.pause' : 'order.resume',
		subject: { type: 'order', id: order.id, label: order.number },
		before: { paused: !step.paused },
		after: { paused: step.paused, lot: order.outputLotCode },
		reason: reason || null,
	})
	return ok(null)
}
