import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Connection, DisclosedLot, DisclosureRequest } from './network.entity.server.ts'
import { showsMore } from './network.model.ts'
import type { WithdrawForm } from './network.schema.ts'

/**
 * Withdraws what was granted to a connected company of one of our lots, which it is shown no more than before from then on,
 * or takes back what we asked for ourselves while nobody has answered. Permission: `answer` on Connection, or `submit`.
 * Errors: `forbidden`; `unknown`; `answered` (there is nothing to withdraw any more); `not-connected`.
 */
export async function withdrawRequest(
	ctx: Context,
	form: WithdrawForm,
): Promise<Result<null, { code: 'forbidden' | 'unknown' | 'answered' | 'not-connected' }>> {
	await lockRow(ctx, 'disclosure_request', form.requestId)
	const request = await ctx.em.findOne(DisclosureRequest, { id: form.requestId }, { refresh: true })
	if (!request) return err({ code: 'unknown' })
	const granted = request.side === 'received'
	if (!ctx.ability.can(granted ? 'answer' : 'submit', 'Connection')) return err({ code: 'forbidden' })
	if (request.status !== (granted ? 'granted' : 'open')) return err({ code: 'answered' })
	const connection = await ctx.em.findOneOrFail(Connection, { id: request.connectionId })
	if (connection.status !== 'active') return err({ code: 'not-connected' })
	const before = request.status
	Object.assign(request, { status: 'withdrawn', answer: form.reason, answeredAt: ctx.now, grantedUntil: null })
	await ctx.em.flush()
	if (granted) await showLess(ctx, request)
	ctx.audit.record({
		action: 'connection.withdraw',
		subject: { type: 'connection', id: connection.id, label: connection.peerName ?? connection.id },
		before: { lot: request.code, level: request.level, status: before },
		after: { lot: request.code, level: request.level, status: 'withdrawn' },
		reason: form.reason,
	})
	await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'withdrawn', key: request.id })
	if (granted) await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'lots' })
	return ok(null)
}

/** What another request for the same lot was granted stays. */
async function showLess(ctx: Context, { connectionId, ref }: DisclosureRequest): Promise<void> {
	const others = await ctx.em.find(DisclosureRequest, {
		connectionId,
		ref,
		side: 'received',
		status: 'granted',
		$or: [{ grantedUntil: null }, { grantedUntil: { $gt: ctx.now } }],
	})
	const most = others.toSorted((a, b) => (showsMore(a.level, b.level) ? -1 : 1))[0]
	await ctx.em.nativeUpdate(
		DisclosedLot,
		{ connectionId, ref },
		{ grantedLevel: most?.level ?? null, grantedUntil: most?.grantedUntil ?? null, sentAt: null },
	)
}
