import { err, ok, type Result } from '#app/core/result.ts'
import { lockLots } from '#app/features/lots/stock.queries.server.ts'
import { type MovedLot, transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { decideByRules, type StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { asGuard } from '#app/features/workflow/decide-guards.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadReleaseFacts } from './load-release-facts.server.ts'
import { type LastStep, lastStep } from './release.queries.server.ts'
import { RELEASE_GATE } from './release-gate.model.ts'

export type ReleaseLot = {
	lotId: string
	/** The lot's version that the signer looked at. */
	expectedVersion: number
	signature: SignatureInput
}

export type ReleaseError =
	| { code: 'unknown-lot' }
	/** Somebody was faster: who, what and when. */
	| { code: 'already-decided'; last: LastStep | null; refusals: readonly Refusal[] }
	| { code: 'transition-refused'; refusals: readonly Refusal[]; decisionId: string | null }

/**
 * Releases a lot by the workflow `lot_lifecycle`: under the lot's lock its facts are read, `release_gate` decides and is
 * stored, and the signed step is taken. Of two who sign at once one wins; the other is told who did what and when.
 * Run it with `keepOnRefusal`, so that a decision that refuses stays on record.
 * Errors: `unknown-lot`; `already-decided` (its state or version is another than the signer saw); `transition-refused`
 * with everything that is missing: permission, conditions, signature.
 */
export async function releaseLot(
	ctx: Context,
	request: ReleaseLot,
): Promise<Result<MovedLot & { decisionId: string | null }, ReleaseError>> {
	const { lotId, expectedVersion, signature } = request
	const [lot] = await lockLots(ctx, [lotId])
	if (!lot) return err({ code: 'unknown-lot' })
	const isWaiting = lot.version === expectedVersion && ['quarantine', 'pending_release'].includes(lot.status)
	const decision = isWaiting ? await decideRelease(ctx, lotId) : null
	const moved = await transitionLot(ctx, {
		lotId,
		transition: 'release',
		reason: signature.reason,
		signature,
		expectedVersion,
		mayApprove: true,
		decisions: decision ? { [RELEASE_GATE]: asGuard(decision) } : {},
	})
	if (moved.ok) return ok({ ...moved.value, decisionId: decision?.id ?? null })
	if (moved.error.code === 'unknown-lot') return err({ code: 'unknown-lot' })
	const { refusals } = moved.error
	const stale = refusals.filter((refusal) => refusal.code === 'state')
	if (stale.length > 0) return err({ code: 'already-decided', last: await lastStep(ctx, lotId), refusals: stale })
	return err({ code: 'transition-refused', refusals, decisionId: decision?.id ?? null })
}

/** Decides and stores whether a lot meets its release conditions now. */
async function decideRelease(ctx: Context, lotId: string): Promise<StoredDecision> {
	const loaded = (await loadReleaseFacts(ctx, [lotId])).get(lotId)
	return decideByRules(ctx, {
		ruleSet: RELEASE_GATE,
		subject: { type: 'lot', id: lotId },
		lotId,
		facts: loaded?.facts ?? {},
		scope: loaded?.scope,
	})
}
