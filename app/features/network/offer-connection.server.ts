import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { AccessGrant } from '#app/platform/auth/auth.entity.server.ts'
import { giveGrant } from '#app/platform/auth/grants.server.ts'
import { hashToken, newToken } from '#app/platform/auth/tokens.server.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { partyToConnect } from './connections.queries.server.ts'
import { Connection } from './network.entity.server.ts'
import type { OfferForm } from './network.schema.ts'

/** How long an offer can be taken. */
export const OFFER_DAYS = 14

/**
 * Offers a partner's own portal to be connected: answers the link, shown once, that an admin of the other company opens
 * there. Permission: `create` on Connection.
 * Errors: `forbidden`; `unknown-party` (none of ours, inactive, or connected or offered already).
 */
export async function offerConnection(
	ctx: Context,
	form: OfferForm,
): Promise<Result<{ id: string; link: string }, { code: 'forbidden' | 'unknown-party' }>> {
	if (!ctx.ability.can('create', 'Connection')) return err({ code: 'forbidden' })
	await lockRow(ctx, 'party', form.partyId)
	const party = await partyToConnect(ctx, form.partyId)
	if (!party) return err({ code: 'unknown-party' })
	const connection = ctx.em.create(Connection, {
		id: newId(),
		linkId: newId(),
		partyId: party.id,
		status: 'offered',
		disclosure: form.disclosure,
	})
	const token = newToken()
	await giveGrant(ctx, {
		tokenHash: hashToken(token),
		kind: 'connection',
		subjectId: connection.id,
		expiresAt: new Date(ctx.now.getTime() + OFFER_DAYS * 86_400_000),
	})
	ctx.audit.record({
		action: 'connection.offer',
		subject: { type: 'connection', id: connection.id, label: party.code },
		after: { party: party.code, disclosure: form.disclosure },
	})
	return ok({ id: connection.id, link: `${ctx.baseUrl}/network/join?offer=${token}` })
}

/** Makes the link of an offer stop working. */
export async function revokeOffer(ctx: Context, connectionId: string): Promise<void> {
	await ctx.em.nativeUpdate(
		AccessGrant,
		{ tenantId: ctx.tenant.id, kind: 'connection', subjectId: connectionId, revokedAt: null },
		{ revokedAt: ctx.now },
	)
}
