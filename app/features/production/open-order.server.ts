import type { Action } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { OrderStatus } from './production.model.ts'
import { type LockedOrder, lockOrder, type OrderReference } from './production.queries.server.ts'

export type OpenOrderError =
	| { code: 'unknown-order' | 'forbidden' | 'order-paused' }
	| { code: 'order-status'; status: OrderStatus }

/**
 * Locks an order that somebody wants to work on.
 * Errors: `unknown-order` (also of another tenant), `forbidden`, `order-status` (planned, running, finished or cancelled
 * where the step asks for another), `order-paused` (its lot is paused: resume it first).
 */
export async function openOrder(
	ctx: Context,
	reference: OrderReference,
	wanted: { action: Action; status: OrderStatus; alsoPaused?: boolean },
): Promise<Result<LockedOrder, OpenOrderError>> {
	const order = await lockOrder(ctx, reference)
	if (!order || !ctx.ability.can('read', 'ProductionOrder')) return err({ code: 'unknown-order' })
	if (!ctx.ability.can(wanted.action, 'ProductionOrder')) return err({ code: 'forbidden' })
	if (order.status !== wanted.status) return err({ code: 'order-status', status: order.status })
	if (order.outputLotStatus === 'paused' && !wanted.alsoPaused) return err({ code: 'order-paused' })
	return ok(order)
}
