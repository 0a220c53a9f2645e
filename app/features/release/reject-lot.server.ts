import { err, type Result } from '#app/core/result.ts'
import { type MovedLot, transitionLot } from '#app/features/lots/transition-lot.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type LastStep, lastStep } from './release.queries.server.ts'

export type RejectError =
	| { code: 'unknown-lot' }
	| { code: 'already-decided'; last: LastStep | null; refusals: readonly Refusal[] }
	| { code: 'transition-refused'; refusals: readonly Refusal[] }

/**
 * Rejects a lot with a signature.
 * Errors: `unknown-lot`; `already-decided` with who did what and when; `transition-refused` with everything missing.
 */
export async function rejectLot(
	ctx: Context,
	request: { lotId: string; expectedVersion: number; signature: SignatureInput },
): Promise<Result<MovedLot, RejectError>> {
	const { lotId, expectedVersion, signature } = request
	const moved = await transitionLot(ctx, {
		lotId,
		transition: 'reject',
		reason: signature.reason,
		signature,
		expectedVersion,
		mayApprove: true,
	})
	if (moved.ok || moved.error.code === 'unknown-lot') return moved as Result<MovedLot, { code: 'unknown-lot' }>
	const { refusals } = moved.error
	const stale = refusals.filter((refusal) => refusal.code === 'state')
	if (stale.length > 0) return err({ code: 'already-decided', last: await lastStep(ctx, lotId), refusals: stale })
	return err({ code: 'transition-refused', refusals })
}
