import type { LocalizedText } from '#app/core/localized.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { automaticTransition } from '#app/features/workflow/automatic-transition.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Hold } from './lot.entity.server.ts'
import { lotStanding } from './lot-standing.model.ts'
import { type LockedLot, lockLots } from './stock.queries.server.ts'
import { transitionLot } from './transition-lot.server.ts'
import { storedReason, writeHold } from './write-holds.server.ts'

/** A hold to place. `source` says who found the reason; `rule` needs the portal itself or a rule to have asked. */
export type PlaceHold = {
	lotId: string
	/** In both languages where a rule says it. */
	reason: string | LocalizedText
	source?: 'person' | 'rule'
	/** The rule set that found it, with its outcome. Absent, with source `rule`: `lot_hold`. */
	rule?: { ruleSet: string; outcome: string; decisionId: string | null }
	expectedVersion?: number | undefined
}

export type PlaceHoldError = { code: 'unknown-lot' | 'forbidden' | 'reason-missing' } | MoveError

/**
 * Places a hold: a named reason that blocks use and shipment until it is lifted. A lot that is on hold already gets one
 * more reason and stays where it is. A hold that a rule asks for takes the step that the lot's workflow has waiting for
 * that rule set and outcome; where its state has none (a lot that is shipped already, a workflow of before), the hold is
 * placed all the same and the lot stays where it is.
 * Errors: `unknown-lot`, `reason-missing`, `forbidden`, `transition-refused` (its state cannot be held by a person).
 */
export async function placeHold(ctx: Context, request: PlaceHold): Promise<Result<{ holdId: string }, PlaceHoldError>> {
	const reason = reasonOf(ctx, request)
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const [lot] = await lockLots(ctx, [request.lotId])
	if (!lot) return err({ code: 'unknown-lot' })
	const source = request.source ?? 'person'
	if (source === 'rule') return ok({ holdId: await holdByRule(ctx, lot, request) })
	if (lot.status === 'on_hold') {
		if (!ctx.ability.can('hold', asSubject('Lot', lotStanding(lot)))) return err({ code: 'forbidden' })
		return ok({ holdId: await writeHold(ctx, lot, { reason, source }) })
	}
	const moved = await transitionLot(ctx, {
		lotId: lot.id,
		transition: 'hold',
		reason,
		expectedVersion: request.expectedVersion,
	})
	if (!moved.ok) return moved
	return ok({ holdId: moved.value.holdId ?? (await writeHold(ctx, lot, { reason, source, from: lot.status })) })
}

const reasonOf = (ctx: Context, { reason }: PlaceHold): string => storedReason(ctx, reason).reason.trim()

async function holdByRule(ctx: Context, lot: LockedLot, request: PlaceHold): Promise<string> {
	const { ruleSet, outcome, decisionId } = request.rule ?? { ruleSet: 'lot_hold', outcome: 'hold', decisionId: null }
	const trigger = { type: 'rule' as const, ruleSet, outcome }
	const { definition } = await loadPinnedWorkflow(ctx, lot.workflowVersionId)
	const waiting = automaticTransition(definition, lot.status, trigger)
	const moved = waiting
		? await transitionLot(ctx, {
				lotId: lot.id,
				transition: waiting.key,
				trigger,
				reason: reasonOf(ctx, request),
				decisions: { [ruleSet]: { outcome, ...(decisionId ? { decisionId } : {}) } },
			})
		: null
	const placed = moved?.ok ? moved.value.holdId : null
	if (!placed) return writeHold(ctx, lot, { reason: request.reason, source: 'rule' })
	// The step carries the reason as one text.
	await ctx.em.nativeUpdate(Hold, { id: placed }, storedReason(ctx, request.reason))
	return placed
}
