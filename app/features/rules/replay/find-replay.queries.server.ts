import type { Context } from '#app/platform/request/context.server.ts'
import { RuleReplay } from './replay.entity.server.ts'

/** A replay as its job needs it; null when it is gone. */
export const findReplay = (ctx: Context, id: string): Promise<RuleReplay | null> =>
	ctx.em.findOne(RuleReplay, { id }, { refresh: true })

/** Where a running replay stands, locked until the end of the unit of work; null when it is gone. */
export async function lockReplay(
	ctx: Context,
	id: string,
): Promise<{ status: string; processed: number; cancelRequested: boolean } | null> {
	const [row] = await ctx.em.execute<{ status: string; processed: number; cancel_requested: boolean }[]>(
		'select status, processed, cancel_requested from rule_replay where id = ? for update',
		[id],
	)
	return row ? { status: row.status, processed: row.processed, cancelRequested: row.cancel_requested } : null
}
