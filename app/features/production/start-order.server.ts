import { addDays, todayIn } from '#app/core/local-date.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { writeEvents } from '#app/features/genealogy/write-events.server.ts'
import type { LotRefusal } from '#app/features/lots/lot.model.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { writeStock } from '#app/features/lots/stock.queries.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockLine } from './line.queries.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import { LineClearance, ProductionOrder } from './production.entity.server.ts'
import type { LockedOrder } from './production.queries.server.ts'

export type StartOrderError =
	| OpenOrderError
	| { code: 'line-busy' | 'line-not-cleared'; order: string; lot: string | null }
	| { code: 'lot-refused'; problem: LotRefusal }

/**
 * Starts a planned order: its lot begins in production, with the next code of its item and nothing in it yet, so that what
 * is used from now on is linked to it at once. Its dates follow from today and the item's shelf life.
 * A line takes one lot at a time unless it is set up for several, and is cleared of the one before: `cleared` is the
 * actor's word that nothing of it is left, kept for ever.
 * Permission `start` on orders, and to register lots.
 * Errors: those of `openOrder`; `line-busy` and `line-not-cleared` with the order (and lot) that is or was on the line; `lot-refused` with what is wrong (no free code, a code that no label can hold …).
 */
export async function startOrder(
	ctx: Context,
	request: { orderId: string; cleared?: boolean | undefined; clearanceNote?: string | undefined },
): Promise<Result<{ lotId: string; lotCode: string }, StartOrderError>> {
	const opened = await openOrder(ctx, request, { action: 'start', status: 'planned' })
	if (!opened.ok) return opened
	const order = opened.value
	const line = await takeLine(ctx, order, request)
	if (!line.ok) return line
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
		return err({ code: 'lot-refused', problem })
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
	const entity = await ctx.em.findOneOrFail(ProductionOrder, { id: order.id }, { refresh: true })
	entity.status = 'running'
	entity.startedAt = ctx.now
	entity.sharesLine = line.value.severalLots
	await ctx.em.flush()
	ctx.audit.record({
		action: 'order.start',
		subject: { type: 'order', id: order.id, label: order.number },
		before: { status: 'planned' },
		after: { status: 'running', lot: lot.code, ...(line.value.cleared ? { cleared: line.value.cleared } : {}) },
	})
	return ok({ lotId: lot.id, lotCode: lot.code })
}

type TakenLine = { severalLots: boolean; cleared: string | null }

/** Takes the line for an order and keeps the word that it was cleared of the one before. */
async function takeLine(
	ctx: Context,
	order: LockedOrder,
	request: { cleared?: boolean | undefined; clearanceNote?: string | undefined },
): Promise<Result<TakenLine, StartOrderError>> {
	const { severalLots, busyWith, previous } = await lockLine(ctx, order)
	if (severalLots) return ok({ severalLots, cleared: null })
	if (busyWith) return err({ code: 'line-busy', order: busyWith.number, lot: null })
	if (!previous) return ok({ severalLots, cleared: null })
	if (!request.cleared) return err({ code: 'line-not-cleared', order: previous.number, lot: previous.lotCode })
	ctx.em.create(LineClearance, {
		siteId: order.siteId,
		line: order.line,
		orderId: order.id,
		previousOrderId: previous.id,
		clearedAt: ctx.now,
		actorId: accountOf(ctx.actor),
		actorName: ctx.actor.name,
		note: request.clearanceNote?.trim() || null,
	})
	return ok({ severalLots, cleared: previous.number })
}
