import { newId } from '#app/core/ids.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { forgetShared } from './forget-shared.server.ts'
import { matchOwnLots } from './match-own-lots.queries.server.ts'
import type { Message } from './message.model.ts'
import { type Connection, DisclosedLot, DisclosureRequest, PeerNotice, SharedLot } from './network.entity.server.ts'

/**
 * Takes what a connected company tells us into rows of our own. Taken twice, it has its effect once: shipments are known
 * by their number, lots by their reference, requests by their key.
 */
export async function takeMessage(ctx: Context, connection: Connection, message: Message): Promise<void> {
	switch (message.kind) {
		case 'shipment':
			return takeShipment(ctx, connection, message)
		case 'lots':
			return takeLots(ctx, connection, message)
		case 'request':
			return takeRequest(ctx, connection, message)
		case 'answer':
			return takeAnswer(ctx, connection, message)
		case 'withdrawn':
			return takeWithdrawal(ctx, connection, message)
		case 'ended':
			return takeEnd(ctx, connection)
	}
}

type Of<K extends Message['kind']> = Extract<Message, { kind: K }>

const subjectOf = (connection: Connection) => ({
	type: 'connection',
	id: connection.id,
	label: connection.peerName ?? connection.id,
})

async function takeShipment(ctx: Context, connection: Connection, message: Of<'shipment'>): Promise<void> {
	const { number, shippedAt, carrier, lines } = message
	if ((await ctx.em.count(PeerNotice, { connectionId: connection.id, number })) > 0) return
	const notice = ctx.em.create(PeerNotice, {
		id: newId(),
		connectionId: connection.id,
		number,
		shippedAt: new Date(shippedAt),
		carrier,
		lines,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'connection.shipment',
		subject: subjectOf(connection),
		after: { number, lots: lines.map((line) => line.code) },
	})
	await notifyRole(ctx, 'receiving', {
		title: {
			en: `${connection.peerName} has shipped ${number}`,
			'zh-CN': `${connection.peerName} 已发出 ${number}`,
		},
		href: `/network/notices/${notice.id}`,
		dedupeKey: `peer-notice:${notice.id}`,
		partyId: connection.partyId,
	})
}

async function takeLots(ctx: Context, connection: Connection, { lots }: Of<'lots'>): Promise<void> {
	const refs = lots.map(({ ref }) => ref)
	const before = await ctx.em.find(SharedLot, { connectionId: connection.id, ref: { $in: refs } })
	const byRef = new Map(before.map((lot) => [lot.ref, lot]))
	for (const { ref, direction, code, gtin, content } of lots) {
		const known = byRef.get(ref)
		const codeNorm = normaliseCode(code)
		if (known) Object.assign(known, { code, codeNorm, gtin, content, updatedAt: ctx.now })
		else {
			ctx.em.create(SharedLot, {
				id: newId(),
				connectionId: connection.id,
				ref,
				direction,
				code,
				codeNorm,
				gtin,
				content,
				updatedAt: ctx.now,
			})
		}
	}
	await ctx.em.flush()
	if ((await matchOwnLots(ctx, connection.id)) > 0)
		await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'lots' })
}

async function takeRequest(ctx: Context, connection: Connection, message: Of<'request'>): Promise<void> {
	const { requestKey, ref, level, reason, askedBy } = message
	if ((await ctx.em.count(DisclosureRequest, { requestKey, side: 'received' })) > 0) return
	const [lot] = await ctx.em.execute<{ code: string }[]>(
		'select l.code from disclosed_lot d join lot l on l.id = d.lot_id where d.connection_id = ? and d.ref = ?',
		[connection.id, ref],
	)
	// A reference that was never given names nothing; it is not said whether it might.
	if (!lot) return
	ctx.em.create(DisclosureRequest, {
		id: newId(),
		connectionId: connection.id,
		requestKey,
		side: 'received',
		ref,
		code: lot.code,
		level,
		reason,
		askedBy: `${askedBy}, ${connection.peerName}`,
		askedAt: ctx.now,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'connection.asked',
		subject: subjectOf(connection),
		after: { lot: lot.code, level },
		reason,
	})
	await notifyRole(ctx, 'compliance_admin', {
		title: {
			en: `${connection.peerName} asks to see more of lot ${lot.code}`,
			'zh-CN': `${connection.peerName} 申请查看批次 ${lot.code} 的更多信息`,
		},
		href: '/network#requests',
		dedupeKey: `disclosure-request:${requestKey}`,
	})
}

async function takeAnswer(ctx: Context, connection: Connection, message: Of<'answer'>): Promise<void> {
	const request = await ctx.em.findOne(DisclosureRequest, {
		connectionId: connection.id,
		requestKey: message.requestKey,
		side: 'asked',
	})
	if (request?.status !== 'open') return
	request.status = message.granted ? 'granted' : 'declined'
	request.answer = message.note
	request.answeredAt = ctx.now
	request.grantedUntil = message.until ? new Date(message.until) : null
	await ctx.em.flush()
	ctx.audit.record({
		action: 'connection.answered',
		subject: subjectOf(connection),
		after: { lot: request.code, granted: message.granted },
		reason: message.note,
	})
	await notifyRole(ctx, 'quality_reviewer', {
		title: message.granted
			? {
					en: `${connection.peerName} shows more of lot ${request.code}`,
					'zh-CN': `${connection.peerName} 已开放批次 ${request.code} 的更多信息`,
				}
			: {
					en: `${connection.peerName} shows no more of lot ${request.code}`,
					'zh-CN': `${connection.peerName} 未开放批次 ${request.code} 的更多信息`,
				},
		href: '/network#requests',
		dedupeKey: `disclosure-answer:${request.requestKey}`,
	})
}

/** Who asked has taken the request back, or who granted it shows less again; what is shown comes by itself. */
async function takeWithdrawal(ctx: Context, connection: Connection, message: Of<'withdrawn'>): Promise<void> {
	const request = await ctx.em.findOne(DisclosureRequest, {
		connectionId: connection.id,
		requestKey: message.requestKey,
		status: { $in: ['open', 'granted'] },
	})
	if (!request) return
	const before = request.status
	Object.assign(request, { status: 'withdrawn', answer: message.note, answeredAt: ctx.now, grantedUntil: null })
	await ctx.em.flush()
	ctx.audit.record({
		action: 'connection.withdrawn',
		subject: subjectOf(connection),
		before: { lot: request.code, status: before },
		after: { lot: request.code, status: 'withdrawn' },
		reason: message.note,
	})
	await notifyRole(ctx, request.side === 'asked' ? 'quality_reviewer' : 'compliance_admin', {
		title: {
			en: `${connection.peerName} has withdrawn ${request.side === 'asked' ? 'what it showed' : 'its request'} of lot ${request.code}`,
			'zh-CN':
				request.side === 'asked'
					? `${connection.peerName} 已撤回对批次 ${request.code} 的额外开放`
					: `${connection.peerName} 已撤回对批次 ${request.code} 的申请`,
		},
		href: '/network#requests',
		dedupeKey: `disclosure-withdrawn:${request.requestKey}`,
	})
}

async function takeEnd(ctx: Context, connection: Connection): Promise<void> {
	if (connection.status === 'ended') return
	const before = connection.status
	connection.status = 'ended'
	connection.endedAt = ctx.now
	await ctx.em.flush()
	await ctx.em.nativeUpdate(DisclosedLot, { connectionId: connection.id }, { sentAt: ctx.now })
	await forgetShared(ctx, connection.id)
	ctx.audit.record({
		action: 'connection.end',
		subject: subjectOf(connection),
		before: { status: before },
		after: { status: 'ended', by: connection.peerName },
	})
	await notifyRole(ctx, 'compliance_admin', {
		title: {
			en: `${connection.peerName} has ended the connection`,
			'zh-CN': `${connection.peerName} 已终止互联`,
		},
		href: `/network/${connection.id}`,
		dedupeKey: `connection-ended:${connection.id}`,
	})
}
