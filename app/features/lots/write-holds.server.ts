import { newId } from '#app/core/ids.ts'
import { type LocalizedText, localized } from '#app/core/localized.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Hold } from './lot.entity.server.ts'
import type { HoldSource } from './lot.model.ts'
import { nextNumbers } from './next-code.server.ts'

type HeldLot = { id: string; code: string }

/** Rows of a statement at most, well under PostgreSQL's 65,535 parameters. */
const ROWS = 2_000

/** A reason as it is stored: in the company's language, and in both where it was said so. */
export const storedReason = (ctx: Context, reason: NewHold['reason']) =>
	typeof reason === 'string'
		? { reason, reasonWords: null }
		: { reason: localized(reason, ctx.tenant.language), reasonWords: reason }

/**
 * A hold to store, on a lot that is locked. `reason`: what somebody wrote, or what a rule or a deadline says in both
 * languages. `from`: the state in which it finds the lot; absent: on hold already.
 */
export type NewHold = { lot: HeldLot; reason: string | LocalizedText; source: HoldSource; from?: string | null }

/** Stores holds with their numbers and notes each, in two statements. Their lots must be locked. Answers the ids in order. */
export async function writeHolds(ctx: Context, holds: readonly NewHold[]): Promise<string[]> {
	if (holds.length === 0) return []
	const numbers = await nextNumbers(ctx, 'hold', 'HLD-{YYYY}-{SEQ:4}', holds.length)
	const rows = holds.map(({ lot, reason, source, from }, index) => ({
		id: newId(),
		tenantId: ctx.tenant.id,
		number: numbers[index] as string,
		lotId: lot.id,
		...storedReason(ctx, reason),
		source,
		heldFrom: from ?? null,
		placedBy: accountOf(ctx.actor),
		placedAt: ctx.now,
		liftedBy: null,
		liftedAt: null,
		liftReason: null,
	}))
	await ctx.em.flush()
	for (let at = 0; at < rows.length; at += ROWS) await ctx.em.insertMany(Hold, rows.slice(at, at + ROWS))
	for (const [index, { lot, reason, source }] of holds.entries())
		ctx.audit.record({
			action: 'hold.place',
			subject: { type: 'lot', id: lot.id, label: lot.code },
			after: { hold: numbers[index] as string, source },
			reason: storedReason(ctx, reason).reason,
		})
	return rows.map((row) => row.id)
}

/** Stores one hold. Its lot must be locked. Answers its id. */
export async function writeHold(ctx: Context, lot: HeldLot, hold: Omit<NewHold, 'lot'>): Promise<string> {
	const [id] = await writeHolds(ctx, [{ lot, ...hold }])
	return id as string
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
