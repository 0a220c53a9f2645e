import { err, type Result } from '#app/core/result.ts'
import {
	type Approved,
	approveOrMove,
	type Moved,
	type MoveError,
	type RecordStep,
} from '#app/features/workflow/move-record.server.ts'
import { stepsFrom } from '#app/features/workflow/pinned-definition.queries.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decideDeviationGuards } from './decide-deviation-guards.server.ts'
import { Deviation } from './quality.entity.server.ts'
import { deviationRecord, isOpenCategory } from './quality.model.ts'

/** Of the `fields`, `conclusion`, what was found and done, stays as it is on record where absent or empty. */
export type MoveDeviation = RecordStep & { deviationId: string }

export type MoveDeviationError = { code: 'unknown-deviation' } | MoveError

/**
 * Takes a step of a deviation's workflow, under its row's lock, or approves one that needs several people. The conclusion is part of what a signature covers. A
 * step that settles it notes when and by whom; one that opens it again takes that back and keeps the conclusion.
 * Errors: `unknown-deviation`; `transition-refused` with everything that is missing.
 */
export async function moveDeviation(
	ctx: Context,
	request: MoveDeviation,
): Promise<Result<Moved | Approved, MoveDeviationError>> {
	const { deviationId: id, transition } = request
	await ctx.em.flush()
	await lockRow(ctx, 'deviation', id)
	const deviation = await ctx.em.findOne(Deviation, { id }, { refresh: true })
	if (!deviation) return err({ code: 'unknown-deviation' })
	const said = request.fields?.conclusion
	const given = typeof said === 'string' ? said.trim() : ''
	const conclusion = given || (deviation.conclusion ?? null)
	const asked = await stepsFrom(ctx, 'deviation', id, deviation.status, transition)
	const moved = await approveOrMove(ctx, {
		kind: 'deviation',
		id,
		label: deviation.number,
		transition,
		reason: request.reason?.trim() || undefined,
		fields: request.fields,
		signature: request.signature,
		decisions: await decideDeviationGuards(ctx, deviation, asked),
		record: deviationRecord({ ...deviation, conclusion }),
		expectedVersion: request.expectedVersion,
		inNameOf: request.inNameOf,
	})
	if (!moved.ok || 'approvalId' in moved.value) return moved
	const open = isOpenCategory(moved.value.category)
	await ctx.em.nativeUpdate(
		Deviation,
		{ id },
		{ conclusion, closedAt: open ? null : ctx.now, closedBy: open ? null : accountOf(ctx.actor) },
	)
	return moved
}
