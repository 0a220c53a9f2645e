import type { LocalizedText } from '#app/core/localized.ts'
import { isZero } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { readEventPolicy } from '#app/features/genealogy/event-policy.queries.server.ts'
import { missingIdentifiers } from '#app/features/lots/missing-identifiers.queries.server.ts'
import { lockLots } from '#app/features/lots/stock.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { balanceOrder, tellBalance } from './balance-order.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import { ProductionOrder } from './production.entity.server.ts'
import { unreadParameters } from './readings.queries.server.ts'

export type CompleteOrderError =
	| OpenOrderError
	| MoveError
	| { code: 'nothing-made' }
	| { code: 'out-of-balance'; detail: string }
	| { code: 'readings-missing'; parameters: LocalizedText[] }

/**
 * Ends a running order: its lot leaves production (`complete_production`) and is submitted for release.
 * Permission `complete` on orders and lots, `submit` on lots.
 * How it balances is kept with it: what was used of each component against the parts list, within the revision's
 * tolerance or not. Where the tenant refuses what is out of balance, so is this.
 * Errors: those of `openOrder`; `nothing-made`; `readings-missing` with the parameters that the revision needs read and
 * nobody has; `out-of-balance` with the figures; `transition-refused` (the lot is on hold, say, lacks what the label of its device carries, or the person may not submit).
 */
export async function completeOrder(
	ctx: Context,
	request: { orderId: string; reason?: string | undefined },
): Promise<Result<{ lotId: string; lotStatus: string }, CompleteOrderError>> {
	const opened = await openOrder(ctx, { orderId: request.orderId }, { action: 'complete', status: 'running' })
	if (!opened.ok) return opened
	const order = opened.value
	const [lot] = await lockLots(ctx, order.outputLotId ? [order.outputLotId] : [])
	if (!lot || isZero({ value: lot.quantity, unit: lot.unit })) return err({ code: 'nothing-made' })
	const unread = await unreadParameters(ctx, order)
	if (unread.length > 0) return err({ code: 'readings-missing', parameters: unread })
	const balance = await balanceOrder(ctx, order.id, request.reason?.trim() || null)
	if (balance && !balance.within && (await readEventPolicy(ctx)).balanceRule === 'refuse')
		return err({ code: 'out-of-balance', detail: tellBalance(balance) })
	const lacking = (await missingIdentifiers(ctx, [lot.id])).get(lot.id)
	if (lacking) return err({ code: 'transition-refused', refusals: lacking })
	const completed = await move(ctx, lot.id, 'complete_production')
	if (!completed.ok) return completed
	const submitted = await move(ctx, lot.id, 'submit')
	if (!submitted.ok) return submitted
	const entity = await ctx.em.findOneOrFail(ProductionOrder, { id: order.id }, { refresh: true })
	entity.status = 'finished'
	entity.finishedAt = ctx.now
	entity.balance = balance
	await ctx.em.flush()
	ctx.audit.record({
		action: 'order.complete',
		subject: { type: 'order', id: order.id, label: order.number },
		before: { status: 'running' },
		after: { status: 'finished', lot: lot.code, made: `${lot.quantity} ${lot.unit}`, balance },
		reason: request.reason?.trim() || null,
	})
	return ok({ lotId: lot.id, lotStatus: submitted.value })
}

async function move(ctx: Context, lotId: string, transition: string): Promise<Result<string, MoveError>> {
	const moved = await transitionLot(ctx, { lotId, transition })
	if (moved.ok) return ok(moved.value.to)
	if (moved.error.code === 'unknown-lot') throw new Error('The lot of an order is gone')
	return err(moved.error)
}
