import { err, ok, type Result } from '#app/core/result.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import {
	type Approved,
	approveOrMove,
	type Moved,
	type MoveError,
	type MoveRequest,
	moveRecord,
	type RecordStep,
} from '#app/features/workflow/move-record.server.ts'
import type { GuardDecision, Refusal } from '#app/features/workflow/workflow.model.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { undoneOnRefusal } from '#app/platform/request/undone-on-refusal.server.ts'
import { beginProduction } from './begin-production.server.ts'
import { decideOrderGuards } from './decide-order-guards.server.ts'
import { endProduction } from './end-production.server.ts'
import { haltProduction } from './move-order-lot.server.ts'
import { condition } from './order-conditions.server.ts'
import { type LockedOrder, lockOrder } from './order-lock.queries.server.ts'
import { NO_PART, type OrderPart } from './order-part.model.ts'
import { ProductionOrder } from './production.entity.server.ts'
import { effectOf } from './production.model.ts'

export type StepOrder = RecordStep & { orderId: string }
export type StepOrderError = { code: 'unknown-order' } | MoveError
/** The step is done; `lot` is what the order makes, as it now stands. */
export type OrderMoved = Moved & { lot: OrderPart['lot'] }

/**
 * Takes a step of an order by its workflow. What the step makes of production is done with it: beginning takes the line
 * and begins the lot, pausing and resuming move the lot along, ending balances the order and submits the lot. All of it
 * becomes true, or none.
 * `fields.cleared` (`yes`) and `fields.clearanceNote` are the word that the line is cleared, `fields.balanceReason` why it
 * ends out of tolerance.
 * Errors: `unknown-order` (also of another tenant); `transition-refused` with everything that is missing, in production
 * and in the workflow. Ask for the unit of work with `keepOnRefusal`: what the rules that guard the step say is kept.
 */
export async function moveOrder(ctx: Context, step: StepOrder): Promise<Result<OrderMoved, StepOrderError>> {
	const order = await openForStep(ctx, step)
	return order ? (await attempt(ctx, order, step)).moved : err({ code: 'unknown-order' })
}

/**
 * As `moveOrder`, for people: where all that is missing are the approvals of others, the attempt is stored as the actor's
 * own approval. It is then as if production had not been touched.
 */
export async function stepOrder(ctx: Context, step: StepOrder): Promise<Result<OrderMoved | Approved, StepOrderError>> {
	const order = await openForStep(ctx, step)
	if (!order) return err({ code: 'unknown-order' })
	const { moved, request } = await attempt(ctx, order, step)
	if (moved.ok || !onlyOthersApprove(moved.error.refusals)) return moved
	const approved = await approveOrMove(ctx, request)
	if (!approved.ok) return approved
	if ('approvalId' in approved.value) return ok(approved.value)
	throw new Error('A step moved an order without its production')
}

async function openForStep(ctx: Context, { orderId }: StepOrder): Promise<LockedOrder | null> {
	const order = await lockOrder(ctx, { orderId })
	return ctx.ability.can('read', 'ProductionOrder') ? order : null
}

type Attempt = { moved: Result<OrderMoved, MoveError>; request: MoveRequest }

/** Tries a step with all that it brings; a refusal leaves nothing behind. `request` is what the workflow was asked. */
async function attempt(ctx: Context, order: LockedOrder, { orderId: _orderId, ...step }: StepOrder): Promise<Attempt> {
	// Rules look at the order as the step finds it; what they say stays on record also where the step is refused.
	const decisions = await guardsOf(ctx, order, step.transition)
	let request = requestOf(order, step, NO_PART, decisions)
	const moved = await undoneOnRefusal<OrderMoved, MoveError>(ctx, async (inner) => {
		const part = await carryOut(inner, order, step)
		request = requestOf(order, step, part, decisions)
		if (Object.keys(part.set).length > 0) await inner.em.nativeUpdate(ProductionOrder, { id: order.id }, part.set)
		const done = await moveRecord(inner, request)
		return done.ok ? ok({ ...done.value, lot: part.lot }) : done
	})
	return { moved, request }
}

/** Whether all that is missing are the approvals of others, so that the attempt is the actor's own. */
const onlyOthersApprove = ([only, ...others]: readonly Refusal[]): boolean =>
	only?.code === 'approval' && others.length === 0 && only.detail.actorCounts

/** Does what the step brings with it; without such a step, or in another state, that is nothing. */
async function carryOut(ctx: Context, order: LockedOrder, step: RecordStep): Promise<OrderPart> {
	const { states, transitions } = indexOf((await loadPinnedWorkflow(ctx, order.workflowVersionId)).definition)
	const transition = transitions.get(step.transition)
	const to = transition?.from.includes(order.status) ? states.get(transition.to) : undefined
	if (!to) return NO_PART
	const text = (name: string) => String(step.fields?.[name] ?? '').trim()
	const reason = step.reason?.trim() || undefined
	const effect = effectOf(order, to.category)
	switch (effect) {
		case 'begin':
			return beginProduction(ctx, order, { cleared: text('cleared') === 'yes', note: text('clearanceNote') })
		case 'pause':
		case 'resume':
			return haltProduction(ctx, order, { paused: effect === 'pause', reason })
		case 'end':
			return endProduction(ctx, order, text('balanceReason') || reason || null)
		case 'none':
			return NO_PART
		default:
			return { ...NO_PART, missing: [condition('order', effect)] }
	}
}

/** The decisions that the guards of the step ask for; only looked at, not kept, where the order stands elsewhere. */
async function guardsOf(ctx: Context, order: LockedOrder, key: string): Promise<Record<string, GuardDecision>> {
	const { definition } = await loadPinnedWorkflow(ctx, order.workflowVersionId)
	const transition = indexOf(definition).transitions.get(key)
	const dryRun = !transition?.from.includes(order.status)
	return decideOrderGuards(ctx, order.id, transition ? [transition] : [], { dryRun })
}

function requestOf(
	order: LockedOrder,
	step: RecordStep,
	part: OrderPart,
	decisions: Record<string, GuardDecision>,
): MoveRequest {
	const { id, number, itemId, revisionId, siteId, line, planned, unit, status, version } = order
	const covered = Object.keys(part.covers).length > 0
	return {
		...step,
		reason: step.reason?.trim() || undefined,
		kind: 'order',
		id,
		label: number,
		record: { id, number, itemId, revisionId, siteId, line, planned, unit, status, version, ...part.covers },
		decisions,
		obstacles: part.missing,
		noted: part.noted,
		// Who approves the end, approves the figures as they then are; when more is made, it is approved anew.
		...(covered ? { covers: { all: part.covers } } : {}),
		anew: true,
	}
}
