import { newId } from '#app/core/ids.ts'
import { isZero } from '#app/core/quantity.ts'
import type { EventKind } from '#app/features/genealogy/genealogy.model.ts'
import { writeEvents } from '#app/features/genealogy/write-events.server.ts'
import type { Moved } from '#app/features/workflow/move-record.server.ts'
import type { WorkflowTrigger } from '#app/features/workflow/workflow.schema.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Hold } from './lot.entity.server.ts'
import { nextNumber } from './next-code.server.ts'
import { type LockedLot, writeStock } from './stock.queries.server.ts'

type Step = { lot: LockedLot; moved: Moved; reason: string | null; trigger: WorkflowTrigger }

/** States of the shipped workflow whose entry is worth a trace event of its own. */
const EVENT_BY_STATE = new Map<string, EventKind>([
	['on_hold', 'hold'],
	['released', 'release'],
	['recalled', 'recall'],
])

/** States in which nothing of a lot is left here, when a person takes the step. */
const GONE = new Map<string, EventKind>([
	['destroyed', 'destroy'],
	['returned', 'return'],
])

/** Does what a granted step of a lot brings with it; answers the hold it placed, if any. */
export async function carryOutMove(ctx: Context, step: Step): Promise<string | null> {
	const { lot, moved, reason, trigger } = step
	let holdId: string | null = null
	for (const action of moved.actions) {
		if (action.type === 'hold') {
			const source = trigger.type === 'user' ? 'person' : trigger.type === 'system' ? 'recall' : 'rule'
			holdId = await writeHold(ctx, lot, { reason: reason ?? action.reason?.[ctx.language] ?? '', source })
		}
		if (action.type === 'liftHold') await liftHolds(ctx, lot, reason)
	}
	await bookOut(ctx, step)
	return holdId
}

/** Stores a hold with its number and notes it. Its lot must be locked. */
export async function writeHold(
	ctx: Context,
	lot: Pick<LockedLot, 'id' | 'code'>,
	hold: { reason: string; source: 'person' | 'rule' | 'recall' },
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
	lot: Pick<LockedLot, 'id' | 'code'>,
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

async function bookOut(ctx: Context, { lot, moved, reason, trigger }: Step): Promise<void> {
	const gone =
		trigger.type === 'user' && !isZero({ value: lot.onHand, unit: lot.unit }) ? GONE.get(moved.to) : undefined
	const seen = EVENT_BY_STATE.get(moved.to)
	const kind = gone ?? (moved.from === moved.to ? undefined : seen)
	if (!kind) return
	await writeEvents(ctx, [
		{
			kind,
			siteId: lot.siteId,
			note: reason,
			partyId: kind === 'return' ? lot.supplierId : null,
			lots: [{ lotId: lot.id, role: gone ? 'input' : 'subject', quantity: lot.onHand, unit: lot.unit }],
		},
	])
	if (gone) await writeStock(ctx, [{ lotId: lot.id, onHand: '0' }])
}
