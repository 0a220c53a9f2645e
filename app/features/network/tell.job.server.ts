import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { AccessGrant } from '#app/platform/auth/auth.entity.server.ts'
import type { JobDefinition, Sweep } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { matchOwnLots } from './match-own-lots.queries.server.ts'
import type { Message } from './message.model.ts'
import { Connection, DisclosureRequest } from './network.entity.server.ts'
import { revokeOffer } from './offer-connection.server.ts'
import { takeMessage } from './take-message.server.ts'
import {
	connectionsToTell,
	LOTS_A_MESSAGE,
	markTold,
	writeLots,
	writeShipment,
} from './write-message.queries.server.ts'

/** What is told: `key` is a shipment's or request's id, or the hash of an offer's token. */
export type Tell = {
	connectionId: string
	tell: 'joined' | 'shipment' | 'lots' | 'request' | 'answer' | 'withdrawn' | 'ended'
	key?: string
}

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'network.tell': Tell
	}
}

type Written = { linkId: string; peerTenantId: string; message: Message; ids: string[]; at: Date }

/** What is to be told, read in the company that tells; null when there is nothing, or nobody to tell. */
async function write(ctx: Context, { connectionId, tell, key }: Tell): Promise<Written | null> {
	const connection = await ctx.em.findOne(Connection, { id: connectionId })
	if (!connection?.peerTenantId || (connection.status !== 'active' && tell !== 'ended')) return null
	const to = { linkId: connection.linkId, peerTenantId: connection.peerTenantId, at: ctx.now }
	if (tell === 'ended') return { ...to, ids: [], message: { kind: 'ended' } }
	if (tell === 'lots') {
		const lots = await writeLots(ctx, connectionId)
		return lots ? { ...to, ...lots } : null
	}
	const message =
		tell === 'shipment' ? await writeShipment(ctx, connectionId, key ?? '') : await ofRequest(ctx, key ?? '')
	return message ? { ...to, ids: [], message } : null
}

async function ofRequest(ctx: Context, id: string): Promise<Message | null> {
	const request = await ctx.em.findOne(DisclosureRequest, { id })
	if (!request) return null
	const { requestKey, ref, level, reason, askedBy } = request
	if (request.status === 'withdrawn') return { kind: 'withdrawn', requestKey, note: request.answer ?? null }
	if (request.side === 'asked') return { kind: 'request', requestKey, ref, level, reason, askedBy }
	return {
		kind: 'answer',
		requestKey,
		granted: request.status === 'granted',
		note: request.answer ?? null,
		until: request.grantedUntil?.toISOString() ?? null,
	}
}

/**
 * Tells a connected company one thing: reads it with the rights of the portal in the company that tells, and writes it in
 * the other, where the connection has to be alive too. Repeated after a failure it is told again and taken once.
 */
export async function tell(tenantId: string, asked: Tell): Promise<void> {
	if (asked.tell === 'joined') return connect(tenantId, asked)
	const written = await withTenantContext(tenantId, (ctx) => write(ctx, asked))
	if (!written) return
	await withTenantContext(written.peerTenantId, async (ctx) => {
		const connection = await ctx.em.findOne(Connection, { linkId: written.linkId, peerTenantId: tenantId })
		if (connection && (connection.status === 'active' || written.message.kind === 'ended'))
			await takeMessage(ctx, connection, written.message)
	})
	await withTenantContext(tenantId, async (ctx) => {
		if (written.ids.length > 0) await markTold(ctx, written.ids, written.at)
		const more = asked.tell === 'shipment' || written.ids.length === LOTS_A_MESSAGE
		if (more) await ctx.jobs.send('network.tell', { connectionId: asked.connectionId, tell: 'lots' })
	})
}

/** Makes both sides of a taken offer active; where the offer is no longer open, ends the side that took it. */
async function connect(tenantId: string, { connectionId, key }: Tell): Promise<void> {
	const joining = await withTenantContext(tenantId, async (ctx) => {
		const connection = await ctx.em.findOne(Connection, { id: connectionId, status: 'joining' })
		return connection?.peerTenantId
			? { linkId: connection.linkId, peerTenantId: connection.peerTenantId, name: ctx.tenant.name }
			: null
	})
	if (!joining) return
	const agreed = await withTenantContext(joining.peerTenantId, async (ctx) => {
		const offered = await ctx.em.findOne(Connection, { linkId: joining.linkId })
		if (offered?.status === 'active') return offered.peerTenantId === tenantId
		const open = await ctx.em.count(AccessGrant, {
			tenantId: ctx.tenant.id,
			tokenHash: key ?? '',
			kind: 'connection',
			subjectId: offered?.id ?? '',
			revokedAt: null,
			expiresAt: { $gt: ctx.now },
		})
		if (offered?.status !== 'offered' || open === 0) return false
		offered.peerTenantId = tenantId
		offered.peerName = joining.name
		await activate(ctx, offered)
		await revokeOffer(ctx, offered.id)
		return true
	})
	await withTenantContext(tenantId, async (ctx) => {
		const connection = await ctx.em.findOne(Connection, { id: connectionId, status: 'joining' })
		if (!connection) return
		if (agreed) return activate(ctx, connection)
		connection.status = 'ended'
		connection.endedAt = ctx.now
		await ctx.em.flush()
		ctx.audit.record({
			action: 'connection.end',
			subject: { type: 'connection', id: connection.id, label: connection.peerName ?? '' },
			before: { status: 'joining' },
			after: { status: 'ended' },
			reason: 'The offer was no longer open',
		})
	})
}

async function activate(ctx: Context, connection: Connection): Promise<void> {
	const before = connection.status
	connection.status = 'active'
	connection.connectedAt = ctx.now
	await ctx.em.flush()
	ctx.audit.record({
		action: 'connection.active',
		subject: { type: 'connection', id: connection.id, label: connection.peerName ?? '' },
		before: { status: before },
		after: { status: 'active', disclosure: connection.disclosure },
	})
	await notifyRole(ctx, 'compliance_admin', {
		title: {
			en: `Connected with ${connection.peerName}`,
			'zh-CN': `已与 ${connection.peerName} 互联`,
		},
		href: `/network/${connection.id}`,
		dedupeKey: `connection-active:${connection.id}`,
	})
}

export const tellJob: JobDefinition<'network.tell'> = {
	name: 'network.tell',
	retries: 8,
	retryDelaySeconds: 5,
	timeoutSeconds: 300,
	concurrency: 2,
	handle: tell,
}

/** Genealogies shown in full are told anew after this long, since what happens further away leaves the lot itself unchanged. */
const FULL_ANEW_MS = 6 * 3_600_000

async function tellChanges(tenantId: string): Promise<void> {
	await withTenantContext(tenantId, async (ctx) => {
		if ((await ctx.em.count(Connection, { status: 'active' })) === 0) return
		await matchOwnLots(ctx, null)
		for (const connectionId of await connectionsToTell(ctx, new Date(ctx.now.getTime() - FULL_ANEW_MS)))
			await ctx.jobs.send('network.tell', { connectionId, tell: 'lots' }, { singletonKey: connectionId })
	})
}

/** Every five minutes: lots that changed are told, lots that came are matched. */
export const networkSweep: Sweep = { name: 'network', cron: '*/5 * * * *', handle: tellChanges }
