import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { partyToConnect } from './connections.queries.server.ts'
import { Connection } from './network.entity.server.ts'
import type { DisclosureLevel } from './network.model.ts'

/** What the link of an offer opens: who offers, and the name of the agreement. */
export type Offer = { linkId: string; tenantId: string; tenantName: string; disclosure: DisclosureLevel }

/** Reads an offer in the company that makes it; null when it is taken or taken back. For the holder of its link. */
export async function readOffer(ctx: Context, connectionId: string): Promise<Offer | null> {
	const connection = await ctx.em.findOne(Connection, { id: connectionId, status: 'offered' })
	if (!connection) return null
	const { linkId, disclosure } = connection
	return { linkId, disclosure, tenantId: ctx.tenant.id, tenantName: ctx.tenant.name }
}

export type JoinError = { code: 'forbidden' | 'own-company' | 'unknown-party' | 'connected' }

/**
 * Takes another company's offer: says which of our partners it is and what it will see of us. The connection is active
 * once the other company's side has noted it, a moment later. Permission: `create` on Connection.
 * Errors: `forbidden`; `own-company`; `unknown-party` (none of ours, inactive, or connected already); `connected` (with
 * this company there is a connection).
 */
export async function joinConnection(
	ctx: Context,
	offer: Offer,
	form: { partyId: string; disclosure: DisclosureLevel; tokenHash: string },
): Promise<Result<{ id: string }, JoinError>> {
	if (!ctx.ability.can('create', 'Connection')) return err({ code: 'forbidden' })
	if (offer.tenantId === ctx.tenant.id) return err({ code: 'own-company' })
	await lockRow(ctx, 'party', form.partyId)
	const living = await ctx.em.count(Connection, { peerTenantId: offer.tenantId, status: ['joining', 'active'] })
	if (living > 0 || (await ctx.em.count(Connection, { linkId: offer.linkId })) > 0) return err({ code: 'connected' })
	const party = await partyToConnect(ctx, form.partyId)
	if (!party) return err({ code: 'unknown-party' })
	const connection = ctx.em.create(Connection, {
		id: newId(),
		linkId: offer.linkId,
		peerTenantId: offer.tenantId,
		peerName: offer.tenantName,
		partyId: party.id,
		status: 'joining',
		disclosure: form.disclosure,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'connection.join',
		subject: { type: 'connection', id: connection.id, label: offer.tenantName },
		after: { company: offer.tenantName, party: party.code, disclosure: form.disclosure },
	})
	await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'joined', key: form.tokenHash })
	return ok({ id: connection.id })
}
