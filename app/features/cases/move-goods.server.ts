import { err, ok, type Result } from '#app/core/result.ts'
import type { EventRefusal } from '#app/features/genealogy/event-request.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { lockLots } from '#app/features/lots/stock.queries.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CaseLink, QualityCase } from './case.entity.server.ts'
import { lockCase } from './lock-case.queries.server.ts'
import { moveCase } from './move-case.server.ts'
import { type MoreThanSent, refuseSurplus } from './returnable.queries.server.ts'

export type MoveGoodsError =
	| { code: 'unknown-case' | 'forbidden' | 'moved' | 'no-lots' }
	| MoreThanSent
	| { code: 'event-refused'; refusal: EventRefusal }
	| { code: 'transition-refused'; refusals: readonly Refusal[] }

/**
 * Books the goods of a return out to the supplier, or in from the customer: one trace event of all its lots, after which
 * each lot and the return move on by their workflows; all or nothing.
 * Permission: `return` on Return, and what `recordEvent` asks.
 * Errors: `unknown-case`, `forbidden`, `moved` (they have moved already), `no-lots`, `more-than-sent` (more is to come back
 * than the partner still has of that lot), `event-refused` (too little stock, a
 * locked lot …), `transition-refused` (the return is not agreed).
 */
export async function moveGoods(
	ctx: Context,
	asked: { id: string; reference?: string | undefined },
): Promise<Result<{ eventId: string }, MoveGoodsError>> {
	const one = await lockCase(ctx, 'return', asked.id)
	if (!one) return err({ code: 'unknown-case' })
	const { partyId = null } = one
	if (!ctx.ability.can('return', asSubject('Return', { kind: 'return', partyId }))) return err({ code: 'forbidden' })
	if (one.movedEventId) return err({ code: 'moved' })
	const links = await ctx.em.find(CaseLink, { caseId: one.id, subjectType: 'lot', quantity: { $ne: null } })
	if (links.length === 0) return err({ code: 'no-lots' })
	const goods = links.map((link) => ({
		lotId: link.subjectId,
		quantity: { value: link.quantity ?? '0', unit: link.unit ?? '' },
	}))
	if (one.topic === 'from_customer') {
		// Locked before it is counted: another return of the same lot may be booked at this moment.
		await lockLots(
			ctx,
			goods.map(({ lotId }) => lotId),
		)
		const surplus = await refuseSurplus(ctx, partyId, goods)
		if (surplus) return err(surplus)
	}
	const recorded = await recordEvent(ctx, {
		kind: 'return',
		...(one.topic === 'from_customer' ? { outputs: goods } : { inputs: goods }),
		reference: asked.reference ?? one.number,
		partyId,
		note: `${one.number}: ${one.title}`,
	})
	if (!recorded.ok) return err({ code: 'event-refused', refusal: recorded.error })
	const moved = await moveCase(ctx, {
		kind: 'return',
		id: one.id,
		transition: 'move',
		trigger: { type: 'system', event: 'return.moved' },
		reason: asked.reference,
	})
	if (!moved.ok) return moved
	await ctx.em.nativeUpdate(QualityCase, { id: one.id }, { movedEventId: recorded.value.id })
	return ok({ eventId: recorded.value.id })
}
