import { err, type Result } from '#app/core/result.ts'
import { type Moved, type MoveError, moveRecord } from '#app/features/workflow/move-record.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Deviation } from './quality.entity.server.ts'
import { deviationRecord, isOpenCategory } from './quality.model.ts'

export type MoveDeviation = {
	deviationId: string
	transition: string
	reason?: string | undefined
	/** What was found and done; what is on record stays where it is absent or empty. */
	conclusion?: string | undefined
	signature?: SignatureInput | undefined
	expectedVersion?: number | undefined
}

export type MoveDeviationError = { code: 'unknown-deviation' } | MoveError

/**
 * Takes a step of a deviation's workflow, under its row's lock. The conclusion is part of what a signature covers. A
 * step that settles it notes when and by whom; one that opens it again takes that back and keeps the conclusion.
 * Errors: `unknown-deviation`; `transition-refused` with everything that is missing.
 */
export async function moveDeviation(ctx: Context, request: MoveDeviation): Promise<Result<Moved, MoveDeviationError>> {
	const { deviationId: id, transition } = request
	await ctx.em.flush()
	await ctx.em.execute('select id from deviation where id = ? for update', [id])
	const deviation = await ctx.em.findOne(Deviation, { id }, { refresh: true })
	if (!deviation) return err({ code: 'unknown-deviation' })
	const given = request.conclusion?.trim()
	const conclusion = given || (deviation.conclusion ?? null)
	const moved = await moveRecord(ctx, {
		kind: 'deviation',
		id,
		label: deviation.number,
		transition,
		reason: request.reason?.trim() || undefined,
		fields: given ? { conclusion: given } : undefined,
		signature: request.signature,
		record: deviationRecord({ ...deviation, conclusion }),
		expectedVersion: request.expectedVersion,
	})
	if (!moved.ok) return moved
	const open = isOpenCategory(moved.value.category)
	await ctx.em.nativeUpdate(
		Deviation,
		{ id },
		{ conclusion, closedAt: open ? null : ctx.now, closedBy: open ? null : accountOf(ctx.actor) },
	)
	return moved
}
