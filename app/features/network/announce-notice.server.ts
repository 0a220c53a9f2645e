import { err, ok, type Result } from '#app/core/result.ts'
import type { LotProblemCode } from '#app/features/lots/lot.model.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { announceDelivery, type NoticeProblem } from '#app/features/receiving/announce-delivery.server.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { matchOwnLots } from './match-own-lots.queries.server.ts'
import { Connection, PeerNotice } from './network.entity.server.ts'
import type { AnnounceForm } from './network.schema.ts'

export type AnnounceNoticeError =
	| { code: 'forbidden' | 'unknown' | 'done' | 'items-missing' }
	| { code: 'lot-refused'; line: number; lot: string; problem: LotProblemCode }
	| { code: 'delivery-refused'; problem: NoticeProblem }

/**
 * Makes a delivery of what a connected company says is on its way: registers its lots under their supplier's codes and
 * announces them, so that they are checked on arrival like any other. `items` names the own item of each line.
 * Permission: `receive` on Connection.
 * Errors: `forbidden`; `unknown`; `done` (announced or put aside already); `items-missing` (not one for each line);
 * `lot-refused` (the first line and why); `delivery-refused`.
 */
export async function announceNotice(
	ctx: Context,
	noticeId: string,
	form: AnnounceForm,
): Promise<Result<{ deliveryId: string }, AnnounceNoticeError>> {
	if (!ctx.ability.can('receive', 'Connection')) return err({ code: 'forbidden' })
	const notice = await lockNotice(ctx, noticeId)
	if (!notice) return err({ code: 'unknown' })
	if (notice.status !== 'new') return err({ code: 'done' })
	if (form.items.length !== notice.lines.length) return err({ code: 'items-missing' })
	const { partyId } = await ctx.em.findOneOrFail(Connection, { id: notice.connectionId })
	const registered = await registerLots(
		ctx,
		notice.lines.map((line, index) => ({
			item: form.items[index] ?? '',
			quantity: { value: line.quantity, unit: line.unit },
			manufacturedOn: line.manufacturedOn,
			expiresOn: line.expiresOn,
			supplierLot: line.code,
			supplierId: partyId,
			state: 'announced' as const,
		})),
	)
	if (!registered.ok) {
		const [row] = registered.error.rows
		return err({
			code: 'lot-refused',
			line: (row?.index ?? 0) + 1,
			lot: notice.lines[row?.index ?? 0]?.code ?? '',
			problem: row?.code ?? 'unknown-item',
		})
	}
	const announced = await announceDelivery(ctx, {
		partyId,
		siteId: form.siteId,
		expectedOn: '',
		reference: notice.number,
		carrier: notice.carrier ?? '',
		lines: registered.value.map((lot, index) => ({ lotId: lot.id, quantity: notice.lines[index]?.quantity ?? '0' })),
	})
	if (!announced.ok) return err({ code: 'delivery-refused', problem: announced.error })
	notice.status = 'announced'
	notice.deliveryId = announced.value.id
	await ctx.em.flush()
	if ((await matchOwnLots(ctx, notice.connectionId)) > 0)
		await ctx.jobs.send('network.tell', { connectionId: notice.connectionId, tell: 'lots' })
	ctx.audit.record({
		action: 'connection.announce',
		subject: { type: 'connection', id: notice.connectionId, label: notice.number },
		before: { status: 'new' },
		after: { status: 'announced', delivery: announced.value.number },
	})
	return ok({ deliveryId: announced.value.id })
}

async function lockNotice(ctx: Context, id: string): Promise<PeerNotice | null> {
	await lockRow(ctx, 'peer_notice', id)
	return ctx.em.findOne(PeerNotice, { id }, { refresh: true })
}

/** Puts a notice aside that is received another way. Permission and errors as above, with a reason. */
export async function dismissNotice(
	ctx: Context,
	noticeId: string,
	reason: string,
): Promise<Result<null, { code: 'forbidden' | 'unknown' | 'done' }>> {
	if (!ctx.ability.can('receive', 'Connection')) return err({ code: 'forbidden' })
	const notice = await lockNotice(ctx, noticeId)
	if (!notice) return err({ code: 'unknown' })
	if (notice.status !== 'new') return err({ code: 'done' })
	notice.status = 'dismissed'
	await ctx.em.flush()
	ctx.audit.record({
		action: 'connection.dismiss',
		subject: { type: 'connection', id: notice.connectionId, label: notice.number },
		before: { status: 'new' },
		after: { status: 'dismissed' },
		reason,
	})
	return ok(null)
}
