import { newId } from '#app/core/ids.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Hold } from './lot.entity.server.ts'
import { nextNumber } from './next-code.server.ts'

type HeldLot = { id: string; code: string }
export type HoldSource = 'person' | 'rule' | 'recall'

/** Stores a hold with its number and notes it. Its lot must be locked. */
export async function writeHold(
	ctx: Context,
	lot: HeldLot,
	hold: { reason: string; source: HoldSource },
): Promise<string> {
	const number = await nextNumber(ctx, 'hold', 'HLD-{YYYY}-{SEQ:4}')
	const id = newId()
	ctx.em.create(Hold, {
		id,
		number,
		lotId: lot.id,
		reason: hold.reason,
		source: hold.source,
		placedBy: accountOf(ctx.actor),
		placedAt: ctx.now,
		liftedBy: null,
		liftedAt: null,
		liftReason: null,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'hold.place',
		subject: { type: 'lot', id: lot.id, label: lot.code },
		after: { hold: number, source: hold.source },
		reason: hold.reason,
	})
	return id
}

/** Lifts open holds of a lot, all or those given, and notes each. Answers how many. */
export async function liftHolds(
	ctx: Context,
	lot: HeldLot,
	reason: string | null,
	ids?: readonly string[],
): Promise<number> {
	const open = await ctx.em.find(Hold, { lotId: lot.id, liftedAt: null, ...(ids ? { id: { $in: [...ids] } } : {}) })
	for (const hold of open) {
		hold.liftedAt = ctx.now
		hold.liftedBy = accountOf(ctx.actor)
		hold.liftReason = reason
		ctx.audit.record({
			action: 'hold.lift',
			subject: { type: 'lot', id: lot.id, label: lot.code },
			before: { hold: hold.number, reason: hold.reason },
			reason,
		})
	}
	await ctx.em.flush()
	return open.length
}
