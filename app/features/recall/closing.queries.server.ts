import type { Context } from '#app/platform/request/context.server.ts'
import { type NoticeLine, type RecallStanding, type Reconciliation, reconcile } from './recall.model.ts'

/** What closing looks at, with the reconciliation that is signed. Two statements. */
export async function readClosingFacts(
	ctx: Context,
	recallId: string,
): Promise<RecallStanding & { reconciliation: Reconciliation[] }> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<{ loose: number; unsent: number; silent: number }[]>(
		`select
			(select count(*)::int from recall_lot x join lot l on l.id = x.lot_id
				where x.recall_id = ? and l.on_hand > 0 and l.category not in ('blocked', 'rejected', 'cancelled')) as loose,
			(select count(*)::int from recall_notice where recall_id = ? and sent_at is null) as unsent,
			(select count(*)::int from recall_notice where recall_id = ? and answered_at is null) as silent`,
		[recallId, recallId, recallId],
	)
	const lines = await noticeLines(ctx, recallId)
	const unknownLines = lines.filter((line) => Number(line.answer?.unknown ?? line.shipped) > 0).length
	return {
		loose: row?.loose ?? 0,
		unsent: row?.unsent ?? 0,
		silent: row?.silent ?? 0,
		unknownLines,
		reconciliation: reconcile(lines),
	}
}

/** Every line of every notice of a recall, as far as adding up needs it. One statement. */
export const noticeLines = (ctx: Context, recallId: string): Promise<NoticeLine[]> =>
	ctx.em.execute<NoticeLine[]>(
		`select trim_scale(x.shipped)::text as shipped, x.unit, x.answer from recall_notice_lot x join recall_notice n on n.id = x.notice_id where n.recall_id = ?`,
		[recallId],
	)

/** Lots of a recall's scope that are on recall and in no other running recall: what closing or cancelling moves on. */
export async function lotsToSettle(ctx: Context, recallId: string): Promise<{ id: string; label: string }[]> {
	return ctx.em.execute<{ id: string; label: string }[]>(
		`select l.id, l.code as label from recall_lot x join lot l on l.id = x.lot_id
		where x.recall_id = ? and l.status = 'recalled' and not exists (
			select 1 from recall_lot y join recall_case c on c.id = y.recall_id
			where y.lot_id = x.lot_id and y.recall_id <> x.recall_id and c.category in ('active', 'waiting', 'blocked'))
		order by l.id`,
		[recallId],
	)
}
