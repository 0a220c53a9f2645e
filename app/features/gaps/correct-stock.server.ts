import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockLots, writeStock } from '#app/features/lots/stock.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type CorrectStockError = {
	code: 'forbidden' | 'unknown-lot' | 'reason-missing' | 'book-negative' | 'in-balance'
}

/**
 * Sets a lot's stock to what its events put in less what they took out. Permission: `update` on Gap.
 * Errors: `forbidden`; `unknown-lot`; `reason-missing`; `book-negative` (the events take out more than they put in: they
 * are to be corrected first); `in-balance`. Writes an audit entry with both figures.
 */
export async function correctStock(
	ctx: Context,
	request: { lotId: string; reason: string },
): Promise<Result<null, CorrectStockError>> {
	if (!ctx.ability.can('update', 'Gap')) return err({ code: 'forbidden' })
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const [lot] = await lockLots(ctx, [request.lotId])
	if (!lot) return err({ code: 'unknown-lot' })
	const [row] = await ctx.em.execute<{ book: string; negative: boolean; same: boolean }[]>(
		`select trim_scale(b.book)::text as book, b.book < 0 as negative, b.book = ?::numeric as same
		from (select coalesce(sum(case role when 'output' then quantity when 'input' then -quantity else 0 end), 0) as book
			from trace_event_lot where lot_id = ?) b`,
		[lot.onHand, lot.id],
	)
	if (!row) throw new Error('The events of a lot were not summed')
	if (row.same) return err({ code: 'in-balance' })
	if (row.negative) return err({ code: 'book-negative' })
	await writeStock(ctx, [{ lotId: lot.id, onHand: row.book }])
	ctx.audit.record({
		action: 'lot.correct-stock',
		subject: { type: 'lot', id: lot.id, label: lot.code },
		before: { onHand: `${lot.onHand} ${lot.unit}` },
		after: { onHand: `${row.book} ${lot.unit}` },
		reason,
	})
	return ok(null)
}
