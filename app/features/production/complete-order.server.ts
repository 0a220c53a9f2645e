import { isZero } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockLots } from '#app/features/lots/stock.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import { ProductionOrder } from './production.entity.server.ts'

export type CompleteOrderError = OpenOrderError | MoveError | { code: 'nothing-made' }

/**
 * Ends a running order: its lot leaves production (`complete_production`) and is submitted for release.
 * Permission `complete` on orders and lots, `submit` on lots.
 * Errors: those of `openOrder`; `nothing-made`; `transition-refused` (the lot is on hold, say, or the person may not submit).
 */
export async function completeOrder(
	ctx: Context,
	request: { orderId: string },
): Promise<Result<{ lotId: string; lotStatus: string }, CompleteOrderError>> {
	const opened = await openOrder(ctx, request, { action: 'complete', status: 'running' })
	if (!opened.ok) return opened
	const order = opened.value
	const [lot] = await lockLots(ctx, order.outputLotId ? [order.outputLotId] : [])
	if (!lot || isZero({ value: lot.quantity, unit: lot.unit })) return err({ code: 'nothing-made' })
	const completed = await move(ctx, lot.id, 'complete_production')
	if (!completed.ok) return completed
	const submitted = await move(ctx, lot.id, 'submit')
	if (!submitted.ok) return submitted
	const entity = await ctx.em.findOneOrFail(ProductionOrder, { id: order.id }, { refresh: true })
	entity.status = 'finished'
	entity.finishedAt = ctx.now
	await ctx.em.flush()
	ctx.audit.record({
		action: 'order.complete',
		subject: { type: 'order', id: order.id, label: order.number },
		before: { status: 'running' },
		after: { status: 'finished', lot: lot.code, made: `${lot.quantity} ${lot.unit}` },
	})
	return ok({ lotId: lot.id, lotStatus: submitted.value })
}

async function move(ctx: Context, lotId: string, transition: string): Promise<Result<string, MoveError>> {
	const moved = await transitionLot(ctx, { lotId, transition })
	if (moved.ok) return ok(moved.value.to)
	if (moved.error.code === 'unknown-lot') throw new Error('The lot of an order is gone')
	return err(moved.error)
}
