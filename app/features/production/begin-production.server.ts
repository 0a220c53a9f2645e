import { addDays, todayIn } from '#app/core/local-date.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { writeEvents } from '#app/features/genealogy/write-events.server.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { writeStock } from '#app/features/lots/stock.queries.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockLine } from './line.queries.server.ts'
import { condition } from './order-conditions.server.ts'
import type { LockedOrder } from './order-lock.queries.server.ts'
import { NO_PART, type OrderPart } from './order-part.model.ts'
import { LineClearance } from './production.entity.server.ts'

/** The word that the line is cleared, as the step's form or a call gives it. */
type Clearance = { cleared: boolean; note: string }

/**
 * Begins what an order makes: its lot begins in production, with the next code of its item and nothing in it yet, so that
 * what is used from now on is linked to it at once. Its dates follow from today and the item's shelf life.
 * A line takes one lot at a time unless it is set up for several, and is cleared of the one before: `cleared` is the
 * actor's word that nothing of it is left, kept for ever.
 * Refuses in `missing`: `line` (another order runs there), `cleared`, `lot` with what is wrong (no free code, a code that no label can hold …).
 */
export async function beginProduction(ctx: Context, order: LockedOrder, clearance: Clearance): Promise<OrderPart> {
	const line = await takeLine(ctx, order, clearance)
	if (!line.ok) return { ...NO_PART, missing: [line.error] }
	const lot = await beginLot(ctx, order)
	if (!lot.ok) return { ...NO_PART, missing: [lot.error] }
	const { severalLots, cleared } = line.value
	return {
		missing: [],
		set: { startedAt: ctx.now, sharesLine: severalLots },
		noted: { lot: lot.value.code, ...(cleared ? { cleared } : {}) },
		covers: {},
		lot: { ...lot.value, status: 'in_production' },
	}
}

async function beginLot(ctx: Context, order: LockedOrder): Promise<Result<{ id: string; code: string }, Refusal>> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const registered = await registerLots(
		ctx,
		[
			{
				item: order.itemId,
				quantity: { value: order.planned, unit: order.unit },
				revision: order.revision,
				manufacturedOn: today,
				expiresOn: order.shelfLifeDays === null ? null : addDays(today, order.shelfLifeDays),
				siteId: order.siteId,
				orderId: order.id,
				state: 'in_production',
			},
		],
		{ event: 'caller' },
	)
	if (!registered.ok) {
		const [problem] = registered.error.rows
		if (!problem) throw new Error('A refusal named no row')
		return err(condition('lot', 'lot-refused', { problem: problem.code }))
	}
	const [lot] = registered.value
	if (!lot) throw new Error('A registered lot was not answered')
	// Registered with what is planned, since a lot of nothing is refused; nothing of it has been made yet.
	await writeStock(ctx, [{ lotId: lot.id, onHand: '0', quantity: '0' }])
	await writeEvents(ctx, [
		{
			kind: 'register',
			siteId: order.siteId,
			orderId: order.id,
			lots: [{ lotId: lot.id, role: 'subject', quantity: '0', unit: order.unit }],
		},
	])
	return ok({ id: lot.id, code: lot.code })
}

type TakenLine = { severalLots: boolean; cleared: string | null }

/** Takes the line for an order and keeps the word that it was cleared of the one before. */
async function takeLine(ctx: Context, order: LockedOrder, clearance: Clearance): Promise<Result<TakenLine, Refusal>> {
	const { severalLots, busyWith, previous } = await lockLine(ctx, order)
	if (severalLots) return ok({ severalLots, cleared: null })
	if (busyWith) return err(condition('line', 'line-busy', { order: busyWith.number }))
	if (!previous) return ok({ severalLots, cleared: null })
	const { number, lotCode } = previous
	if (!clearance.cleared)
		return err(condition('cleared', 'line-not-cleared', { order: number, lot: lotCode ?? number }))
	ctx.em.create(LineClearance, {
		siteId: order.siteId,
		line: order.line,
		orderId: order.id,
		previousOrderId: previous.id,
		clearedAt: ctx.now,
		actorId: accountOf(ctx.actor),
		actorName: ctx.actor.name,
		note: clearance.note || null,
	})
	return ok({ severalLots, cleared: number })
}
