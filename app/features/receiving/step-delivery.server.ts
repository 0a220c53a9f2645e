import { err, type Result } from '#app/core/result.ts'
import { findDelivery } from '#app/features/shipping/delivery-records.server.ts'
import type { Approved, Covers, Moved, MoveError, RecordStep } from '#app/features/workflow/move-record.server.ts'
import { pinnedDefinition } from '#app/features/workflow/pinned-definition.queries.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RECEIVING_MATCH } from './check-lines.server.ts'
import { type SettledLine, settlementOf } from './delivery.model.ts'
import { readSettledLines } from './delivery.queries.server.ts'
import { lockDelivery } from './delivery-lock.queries.server.ts'
import { linesKeepFrom } from './delivery-steps.model.ts'
import { moveDelivery } from './move-delivery.server.ts'

export type StepDelivery = RecordStep & { deliveryId: string }

/**
 * Takes a step of a whole delivery by its workflow, or approves one that needs several people. The goods stay where the
 * lines have put them: a delivery ends as its lines did.
 * Errors: `unknown-delivery` (also of another tenant or partner); `transition-refused` with everything that is missing.
 */
export async function stepDelivery(
	ctx: Context,
	{ deliveryId, ...step }: StepDelivery,
): Promise<Result<Moved | Approved, { code: 'unknown-delivery' } | MoveError>> {
	if (!(await lockDelivery(ctx, deliveryId))) return err({ code: 'unknown-delivery' })
	const delivery = await findDelivery(ctx, deliveryId)
	if (!ctx.ability.can('read', asSubject('Delivery', delivery))) return err({ code: 'unknown-delivery' })
	const definition = await pinnedDefinition(ctx, 'delivery', deliveryId)
	const lines = await readSettledLines(ctx, deliveryId)
	const obstacle = definition && openLines(definition, step.transition, lines)
	return moveDelivery(ctx, delivery, {
		...step,
		mayApprove: true,
		decisions: decisionsOf(lines),
		obstacles: obstacle ? [obstacle] : [],
		covers: coversOf(lines),
		anew: true,
	})
}

/** Who approves a step of a delivery, approves the lines as they then stand; when one goes another way, it is approved anew. */
export const coversOf = (lines: readonly SettledLine[]): Covers => ({ all: lines })

/** How the lines were decided on, as the guards of the delivery's steps take it; nothing before each is settled. */
export function decisionsOf(lines: readonly (SettledLine & { decisionId: string | null })[]) {
	const settlement = settlementOf(lines)
	if (settlement?.transition !== 'accept') return {}
	const decisionId = lines.find((line) => line.status === 'received')?.decisionId
	return { [RECEIVING_MATCH]: { outcome: settlement.outcome, ...(decisionId ? { decisionId } : {}) } }
}

function openLines(definition: WorkflowDefinition, transition: string, lines: readonly SettledLine[]): Refusal | null {
	const to = definition.transitions.find((one) => one.key === transition)?.to
	const state = definition.states.find((one) => one.key === to)
	const message = state ? linesKeepFrom(state.category, lines) : null
	return message && { code: 'field', message, detail: { field: 'lines', problem: 'missing' } }
}
