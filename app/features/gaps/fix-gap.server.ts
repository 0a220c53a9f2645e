import { todayIn } from '#app/core/local-date.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { EventProblem } from '#app/features/genealogy/event-request.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { type AmendLotError, amendLot } from '#app/features/lots/amend-lot.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type CorrectStockError, correctStock } from './correct-stock.server.ts'
import { Gap } from './gap.entity.server.ts'
import type { GapKind } from './gap.model.ts'

/** What closes a gap from the list itself. */
export type GapFix =
	| { how: 'accept'; reason: string }
	/** Of two lots with the same code, `lotId` is the one that has it wrongly; without it, the gap's own lot. */
	| { how: 'supplier-lot'; lotId?: string | undefined; supplierLot: string; reason: string }
	| { how: 'receipt'; receivedAt: Date; reference: string }
	| { how: 'stock'; reason: string }
	| { how: 'dates'; manufacturedOn: string; expiresOn: string; reason: string }

export type FixGapError = {
	code:
		| 'forbidden'
		| 'unknown-gap'
		| 'other-fix'
		| 'reason-missing'
		| 'still-out-of-order'
		| CorrectStockError['code']
		| AmendLotError['code']
		| EventProblem['code']
	path: string
	detail?: string
}

/** Which kinds each fix closes; any can be explained instead. */
const CLOSES = {
	'supplier-lot': ['missing-supplier-lot', 'duplicate-code'],
	receipt: ['consumed-without-receipt'],
	stock: ['balance-break'],
	dates: ['time-order'],
} satisfies Partial<Record<GapFix['how'], GapKind[]>>

/** Of kinds with several reasons, which a fix is for. */
const REASONS: Partial<Record<GapFix['how'], readonly string[]>> = {
	'supplier-lot': ['', 'supplier-lot'],
	stock: ['stock-differs'],
	dates: ['made-after-use', 'expires-before-made'],
}
const fits = (how: GapFix['how'], reason = ''): boolean => REASONS[how]?.includes(reason) ?? true

/**
 * Closes a gap: by an explanation, by the supplier's lot code (`amendLot`), by recording the receipt (`recordEvent`),
 * by setting the stock to what the events say (`correctStock`), or by the lot's dates (`amendLot`). Permission: `update` on Gap and that of what it does.
 * Errors, each with `path`: `forbidden`; `unknown-gap` (closed already, or of another tenant); `other-fix` (this one does
 * not close such a gap); `reason-missing`; `still-out-of-order` (the day given is after the use); those of the use cases named.
 */
export async function fixGap(
	ctx: Context,
	gapId: string,
	fix: GapFix,
): Promise<Result<{ lotId: string }, FixGapError>> {
	if (!ctx.ability.can('update', 'Gap')) return err({ code: 'forbidden', path: '' })
	await lockRow(ctx, 'gap', gapId)
	const gap = await ctx.em.findOne(Gap, { id: gapId, resolvedAt: null }, { refresh: true })
	if (!gap) return err({ code: 'unknown-gap', path: '' })
	if (fix.how === 'accept') return accept(ctx, gap, fix.reason)
	const closes: readonly GapKind[] = CLOSES[fix.how]
	if (!closes.includes(gap.kind) || !fits(fix.how, gap.detail.reason)) return err({ code: 'other-fix', path: '' })
	const done = await carryOut(ctx, gap, fix)
	if (!done.ok) return done
	gap.resolvedAt = ctx.now
	await ctx.em.flush()
	return ok({ lotId: gap.lotId })
}

async function accept(ctx: Context, gap: Gap, given: string): Promise<Result<{ lotId: string }, FixGapError>> {
	const reason = given.trim()
	if (!isReason(reason)) return err({ code: 'reason-missing', path: 'reason' })
	Object.assign(gap, { acceptedAt: ctx.now, acceptedBy: accountOf(ctx.actor), acceptReason: reason })
	await ctx.em.flush()
	ctx.audit.record({
		action: 'gap.accept',
		subject: { type: 'lot', id: gap.lotId },
		after: { gap: gap.kind, detail: gap.detail },
		reason,
	})
	return ok({ lotId: gap.lotId })
}

async function carryOut(
	ctx: Context,
	gap: Gap,
	fix: Exclude<GapFix, { how: 'accept' }>,
): Promise<Result<null, FixGapError>> {
	if (fix.how === 'stock') {
		const corrected = await correctStock(ctx, { lotId: gap.lotId, reason: fix.reason })
		return corrected.ok ? ok(null) : err({ path: 'reason', ...corrected.error })
	}
	if (fix.how === 'dates') return setDates(ctx, gap, fix)
	if (fix.how === 'supplier-lot') {
		const changes = { supplierLot: fix.supplierLot }
		const lotId = fix.lotId || gap.lotId
		if (lotId !== gap.lotId && lotId !== gap.detail.otherId) return err({ code: 'unknown-lot', path: 'lotId' })
		const amended = await amendLot(ctx, { lotId, reason: fix.reason, changes })
		if (amended.ok) return ok(null)
		return err({ code: amended.error.code, path: amended.error.code === 'reason-missing' ? 'reason' : 'supplierLot' })
	}
	const [lot] = await ctx.em.execute<{ quantity: string; unit: string; supplier_id: string | null }[]>(
		'select trim_scale(quantity)::text as quantity, unit, supplier_id from lot where id = ?',
		[gap.lotId],
	)
	if (!lot) throw new Error('A gap has no lot')
	const recorded = await recordEvent(ctx, {
		kind: 'receive',
		eventTime: fix.receivedAt,
		outputs: [{ lotId: gap.lotId, quantity: { value: lot.quantity, unit: lot.unit } }],
		partyId: lot.supplier_id,
		reference: fix.reference || null,
		note: ctx.language === 'zh-CN' ? '事后补记' : 'Recorded afterwards',
	})
	if (recorded.ok) return ok(null)
	const { code, detail } = recorded.error
	return err({ code, path: 'receivedAt', ...(detail ? { detail } : {}) })
}

/** Dates that were mistyped. What the day was is checked against the use that it was found to be after. */
async function setDates(
	ctx: Context,
	gap: Gap,
	{ manufacturedOn, expiresOn, reason }: Extract<GapFix, { how: 'dates' }>,
): Promise<Result<null, FixGapError>> {
	const { reason: why, at } = gap.detail
	if (why === 'made-after-use' && at && manufacturedOn > todayIn(ctx.tenant.timeZone, new Date(at)))
		return err({ code: 'still-out-of-order', path: 'manufacturedOn' })
	const changes = { manufacturedOn, ...(expiresOn ? { expiresOn } : {}) }
	const amended = await amendLot(ctx, { lotId: gap.lotId, reason, changes })
	if (amended.ok) return ok(null)
	const { error } = amended
	return err({ code: error.code, path: 'path' in error ? error.path : '' })
}
