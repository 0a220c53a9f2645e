import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Connection, DisclosedLot, DisclosureRequest } from './network.entity.server.ts'
import type { AnswerForm } from './network.schema.ts'

/**
 * Grants or declines a connected company's request to see more of one of our lots; a grant holds for this lot alone, for
 * as many days as given or for good. Permission: `answer` on Connection.
 * Errors: `forbidden`; `unknown` (no request received); `answered`; `not-connected`.
 */
export async function answerRequest(
	ctx: Context,
	form: AnswerForm,
): Promise<Result<null, { code: 'forbidden' | 'unknown' | 'answered' | 'not-connected' }>> {
	if (!ctx.ability.can('answer', 'Connection')) return err({ code: 'forbidden' })
	await lockRow(ctx, 'disclosure_request', form.requestId)
	const request = await ctx.em.findOne(DisclosureRequest, { id: form.requestId, side: 'received' }, { refresh: true })
	if (!request) return err({ code: 'unknown' })
	if (request.status !== 'open') return err({ code: 'answered' })
	const connection = await ctx.em.findOneOrFail(Connection, { id: request.connectionId })
	if (connection.status !== 'active') return err({ code: 'not-connected' })
	const granted = form.answer === 'grant'
	const until = granted && form.days ? new Date(ctx.now.getTime() + form.days * 86_400_000) : null
	request.status = granted ? 'granted' : 'declined'
	request.answer = form.note || null
	request.answeredAt = ctx.now
	request.grantedUntil = until
	if (granted) {
		await ctx.em.nativeUpdate(
			DisclosedLot,
			{ connectionId: connection.id, ref: request.ref },
			{ grantedLevel: request.level, grantedUntil: until, sentAt: null },
		)
	}
	await ctx.em.flush()
	ctx.audit.record({
		action: 'connection.answer',
		subject: { type: 'connection', id: connection.id, label: connection.peerName ?? connection.id },
		after: { lot: request.code, level: request.level, granted, until: until?.toISOString() ?? null },
		reason: form.note || null,
	})
	await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'answer', key: request.id })
	if (granted) await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'lots' })
	return ok(null)
}
