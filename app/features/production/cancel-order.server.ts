import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import { ProductionOrder } from './production.entity.server.ts'

/**
 * Takes back an order that was not started.
 * Permission `update` on orders.
 * Errors: those of `openOrder`.
 */
export async function cancelOrder(ctx: Context, request: { orderId: string }): Promise<Result<null, OpenOrderError>> {
	const opened = await openOrder(ctx, request, { action: 'update', status: 'planned' })
	if (!opened.ok) return err(opened.error)
	const order = opened.value
	const entity = await ctx.em.findOneOrFail(ProductionOrder, { id: order.id }, { refresh: true })
	entity.status = 'cancelled'
	await ctx.em.flush()
	ctx.audit.record({
		action: 'order.cancel',
		subject: { type: 'order', id: order.id, label: order.number },
		before: { status: 'planned' },
		after: { status: 'cancelled' },
	})
	return ok(null)
}
