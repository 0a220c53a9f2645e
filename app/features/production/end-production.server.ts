import { isZero } from '#app/core/quantity.ts'
import { readEventPolicy } from '#app/features/genealogy/event-policy.queries.server.ts'
import { missingIdentifiers } from '#app/features/lots/missing-identifiers.queries.server.ts'
import { lockLots } from '#app/features/lots/stock.queries.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { balanceOrder, tellBalance } from './balance-order.server.ts'
import { moveOrderLot } from './move-order-lot.server.ts'
import { bothNames, condition } from './order-conditions.server.ts'
import type { LockedOrder } from './order-lock.queries.server.ts'
import { NO_PART, type OrderPart } from './order-part.model.ts'
import { unreadParameters } from './readings.queries.server.ts'

/**
 * Ends what an order makes: its lot leaves production (`complete_production`) and is submitted for release. How it
 * balances is kept with it: what was used of each component against the parts list, within the revision's tolerance or
 * not. Where the tenant refuses what is out of balance, so is this.
 * Refuses in `missing`: `output` (nothing was made), `readings` with the parameters that the revision needs read and
 * nobody has, `balance` with the figures, and what keeps the lot (on hold, say, or lacking what the label of its device carries).
 */
export async function endProduction(ctx: Context, order: LockedOrder, reason: string | null): Promise<OrderPart> {
	const [lot] = await lockLots(ctx, order.outputLotId ? [order.outputLotId] : [])
	if (!lot) return { ...NO_PART, missing: [condition('output', 'no-output-lot')] }
	const missing: Refusal[] = []
	if (isZero({ value: lot.quantity, unit: lot.unit })) missing.push(condition('output', 'nothing-made'))
	const unread = await unreadParameters(ctx, order)
	if (unread.length > 0) missing.push(condition('readings', 'readings-missing', { parameters: bothNames(unread) }))
	const balance = await balanceOrder(ctx, order.id, reason)
	const isRefused = balance && !balance.within && (await readEventPolicy(ctx)).balanceRule === 'refuse'
	if (isRefused) missing.push(condition('balance', 'out-of-balance', { detail: tellBalance(balance) }))
	missing.push(...((await missingIdentifiers(ctx, [lot.id])).get(lot.id) ?? []))
	const completed = await moveOrderLot(ctx, lot.id, { transition: 'complete_production' })
	const submitted = completed.ok ? await moveOrderLot(ctx, lot.id, { transition: 'submit' }) : completed
	if (!submitted.ok) missing.push(...submitted.error)
	return {
		missing,
		set: { finishedAt: ctx.now, pausedAt: null, balance },
		noted: { lot: lot.code, made: `${lot.quantity} ${lot.unit}`, balance },
		covers: { balance },
		lot: { id: lot.id, code: lot.code, status: submitted.ok ? submitted.value : lot.status },
	}
}
