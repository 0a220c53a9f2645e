import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Connection, DisclosureRequest, SharedLot } from './network.entity.server.ts'
import { showsMore } from './network.model.ts'
import type { AskForm } from './network.schema.ts'

/**
 * Asks a connected company to show more of one of its lots. Permission: `submit` on Connection.
 * Errors: `forbidden`; `unknown`; `not-connected` (the connection has ended); `nothing-more` (that much is shown);
 * `asked` (a request is open).
 */
export async function askForMore(
	ctx: Context,
	sharedLotId: string,
	form: AskForm,
): Promise<Result<null, { code: 'forbidden' | 'unknown' | 'not-connected' | 'nothing-more' | 'asked' }>> {
	if (!ctx.ability.can('submit', 'Connection')) return err({ code: 'forbidden' })
	await lockRow(ctx, 'shared_lot', sharedLotId)
	const lot = await ctx.em.findOne(SharedLot, { id: sharedLotId }, { refresh: true })
	if (!lot) return err({ code: 'unknown' })
	const connection = await ctx.em.findOneOrFail(Connection, { id: lot.connectionId })
	if (connection.status !== 'active') return err({ code: 'not-connected' })
	if (!showsMore(form.level, lot.content.level)) return err({ code: 'nothing-more' })
	const open = { connectionId: connection.id, ref: lot.ref, side: 'asked' as const, status: 'open' as const }
	if ((await ctx.em.count(DisclosureRequest, open)) > 0) return err({ code: 'asked' })
	const request = ctx.em.create(DisclosureRequest, {
		...open,
		id: newId(),
		requestKey: newId(),
		code: lot.code,
		level: form.level,
		reason: form.reason,
		askedBy: ctx.actor.name,
		askedAt: ctx.now,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'connection.ask',
		subject: { type: 'connection', id: connection.id, label: connection.peerName ?? connection.id },
		after: { lot: lot.code, level: form.level },
		reason: form.reason,
	})
	await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'request', key: request.id })
	return ok(null)
}
