import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { writeLine } from './line.queries.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'

/**
 * Says of the line of a planned order whether several lots may be made on it at once. It holds for orders that start
 * from now on.
 * Permission `update` on orders.
 * Errors: those of `openOrder`.
 */
export async function setLine(
	ctx: Context,
	request: { orderId: string; severalLots: boolean },
): Promise<Result<null, OpenOrderError>> {
	const opened = await openOrder(ctx, request, { action: 'update', while: 'planned' })
	if (!opened.ok) return err(opened.error)
	const { siteId, line, id, number } = opened.value
	await writeLine(ctx, { siteId, line, severalLots: request.severalLots })
	ctx.audit.record({
		action: 'line.update',
		subject: { type: 'order', id, label: number },
		after: { siteId, line, severalLots: request.severalLots },
	})
	return ok(null)
}
