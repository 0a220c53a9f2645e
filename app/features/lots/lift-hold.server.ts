import { err, ok, type Result } from '#app/core/result.ts'
import { principalFor } from '#app/features/workflow/acting-for.server.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import { type SignatureError, type SignatureInput, signRecord } from '#app/features/workflow/sign-record.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Hold } from './lot.entity.server.ts'
import { lotStanding } from './lot-standing.model.ts'
import { signedLotData } from './signed-lot.queries.server.ts'
import { lockLots } from './stock.queries.server.ts'
import { transitionLot } from './transition-lot.server.ts'
import { wayBackToMaking } from './way-back-to-making.server.ts'
import { liftHolds } from './write-holds.server.ts'

/** Which hold to lift; without `holdId` every open one of the lot. */
export type LiftHold = {
	lotId: string
	holdId?: string | undefined
	reason: string
	signature?: SignatureInput | undefined
	expectedVersion?: number | undefined
	/** The person in whose name the actor acts, by a delegation in force. */
	inNameOf?: string | undefined
}

/** How many reasons fell; `approvals` where one more person has to approve first. */
export type LiftedHold = { lifted: number; onHold: boolean; approvals?: { have: number; need: number } }

export type LiftHoldError = { code: 'unknown-lot' | 'unknown-hold' | 'forbidden' } | MoveError | SignatureError

/**
 * Lifts a hold with a signature. While other reasons remain, the lot stays on hold; with the last it goes on by its
 * workflow (`lift_hold`), and a lot that was being made when it was held goes back to where it was, so that its order can
 * be finished.
 * Errors: `unknown-lot`, `unknown-hold` (none such open), `forbidden`, those of signing, `transition-refused`.
 */
export async function liftHold(ctx: Context, request: LiftHold): Promise<Result<LiftedHold, LiftHoldError>> {
	const { lotId, holdId, reason, signature, expectedVersion, inNameOf } = request
	const [lot] = await lockLots(ctx, [lotId])
	if (!lot) return err({ code: 'unknown-lot' })
	const open = await ctx.em.find(Hold, { lotId, liftedAt: null }, { refresh: true })
	const chosen = open.filter((hold) => !holdId || hold.id === holdId)
	if (chosen.length === 0) return err({ code: 'unknown-hold' })
	if (chosen.length === open.length) {
		const { definition } = await loadPinnedWorkflow(ctx, lot.workflowVersionId)
		const back = await wayBackToMaking(ctx, lot.id, definition)
		const moved = await transitionLot(ctx, {
			lotId,
			transition: 'lift_hold',
			reason,
			signature,
			expectedVersion,
			inNameOf,
			mayApprove: true,
			passesThrough: back !== null,
		})
		if (!moved.ok) return moved
		if (moved.value.approvals) return ok({ lifted: 0, onHold: true, approvals: moved.value.approvals })
		await liftHolds(ctx, lot, reason)
		if (back) {
			const returned = await transitionLot(ctx, { lotId, transition: back.key, trigger: back.trigger, reason })
			if (!returned.ok) return returned
		}
		return ok({ lifted: open.length, onHold: false })
	}
	const standing = lotStanding(lot)
	const principal = await principalFor(ctx, 'lot', inNameOf)
	if (!principal?.ability.can('lift', asSubject('Lot', standing))) return err({ code: 'forbidden' })
	if (!signature) return err({ code: 'proof-invalid' })
	const signed = await signRecord(ctx, signature, {
		type: 'lot',
		id: lot.id,
		version: lot.version,
		label: lot.code,
		content: {
			transition: 'lift_hold',
			...(principal.delegate ? { inNameOf: { id: principal.id, name: principal.name } } : {}),
			holds: chosen.map((hold) => hold.number),
			record: { ...standing, ...(await signedLotData(ctx, lot.id)) },
		},
	})
	if (!signed.ok) return signed
	const ids = chosen.map((hold) => hold.id)
	return ok({ lifted: await liftHolds(ctx, lot, reason, ids), onHold: true })
}
