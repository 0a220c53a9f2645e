import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { forgetShared } from './forget-shared.server.ts'
import { Connection, DisclosedLot } from './network.entity.server.ts'
import type { DisclosureLevel } from './network.model.ts'
import { revokeOffer } from './offer-connection.server.ts'

/** A connection under its row's lock, or null. */
export async function lockConnection(ctx: Context, id: string): Promise<Connection | null> {
	await lockRow(ctx, 'connection', id)
	return ctx.em.findOne(Connection, { id }, { refresh: true })
}

/**
 * Changes what a connected company is shown. What it knows already is sent anew at the new level; less takes away what it
 * was shown before. Permission: `update` on Connection.
 * Errors: `forbidden`; `unknown`; `ended`; `stale`; `nothing-changed`.
 */
export async function changeDisclosure(
	ctx: Context,
	request: { id: string; disclosure: DisclosureLevel; version: number; reason: string },
): Promise<Result<null, { code: 'forbidden' | 'unknown' | 'ended' | 'stale' | 'nothing-changed' }>> {
	if (!ctx.ability.can('update', 'Connection')) return err({ code: 'forbidden' })
	const connection = await lockConnection(ctx, request.id)
	if (!connection) return err({ code: 'unknown' })
	if (connection.status === 'ended') return err({ code: 'ended' })
	if (connection.version !== request.version) return err({ code: 'stale' })
	if (connection.disclosure === request.disclosure) return err({ code: 'nothing-changed' })
	const before = connection.disclosure
	connection.disclosure = request.disclosure
	await ctx.em.flush()
	await ctx.em.nativeUpdate(DisclosedLot, { connectionId: connection.id }, { sentAt: null })
	ctx.audit.record({
		action: 'connection.disclosure',
		subject: { type: 'connection', id: connection.id, label: connection.peerName ?? connection.id },
		before: { disclosure: before },
		after: { disclosure: request.disclosure },
		reason: request.reason,
	})
	if (connection.status === 'active') await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'lots' })
	return ok(null)
}

/**
 * Ends a connection, or takes an offer back. Neither company tells the other anything from then on, and what each was
 * shown by the other is reduced to that the lots exist. Permission: `close` on Connection.
 * Errors: `forbidden`; `unknown`; `ended`.
 */
export async function endConnection(
	ctx: Context,
	request: { id: string; reason: string },
): Promise<Result<null, { code: 'forbidden' | 'unknown' | 'ended' }>> {
	if (!ctx.ability.can('close', 'Connection')) return err({ code: 'forbidden' })
	const connection = await lockConnection(ctx, request.id)
	if (!connection) return err({ code: 'unknown' })
	if (connection.status === 'ended') return err({ code: 'ended' })
	const before = connection.status
	connection.status = 'ended'
	connection.endedAt = ctx.now
	await ctx.em.flush()
	await revokeOffer(ctx, connection.id)
	await forgetShared(ctx, connection.id)
	ctx.audit.record({
		action: 'connection.end',
		subject: { type: 'connection', id: connection.id, label: connection.peerName ?? connection.id },
		before: { status: before },
		after: { status: 'ended' },
		reason: request.reason,
	})
	if (connection.peerTenantId) await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'ended' })
	return ok(null)
}
