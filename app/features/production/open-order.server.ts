import type { LocalizedText } from '#app/core/localized.ts'
import type { Action } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { isLocked } from '#app/features/workflow/is-locked.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { titleOf } from '#app/features/workflow/workflow.model.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type LockedOrder, lockOrder, type OrderReference } from './order-lock.queries.server.ts'
import { isOpenOrder } from './production.model.ts'

export type OpenOrderError =
	| { code: 'unknown-order' | 'forbidden' | 'order-paused' }
	| { code: 'order-status'; status: string; title: LocalizedText }

/** `planned`: not begun. `running`: lots are used and made. `begun`: also while it stands still. */
type Wanted = { action: Action; while: 'planned' | 'running' | 'begun' }

/**
 * Locks an order that somebody wants to work on, as far as its workflow lets them: by the category of its state, whatever
 * the company calls it, and not where the state locks consumption.
 * Errors: `unknown-order` (also of another tenant), `forbidden`, `order-status` (another state than what is asked for),
 * `order-paused` (it or its lot stands still: resume it first).
 */
export async function openOrder(
	ctx: Context,
	reference: OrderReference,
	wanted: Wanted,
): Promise<Result<LockedOrder, OpenOrderError>> {
	const order = await lockOrder(ctx, reference)
	if (!order || !ctx.ability.can('read', 'ProductionOrder')) return err({ code: 'unknown-order' })
	if (!ctx.ability.can(wanted.action, 'ProductionOrder')) return err({ code: 'forbidden' })
	const { definition } = await loadPinnedWorkflow(ctx, order.workflowVersionId)
	const state = indexOf(definition).states.get(order.status)
	const refused = err({
		code: 'order-status' as const,
		status: order.status,
		title: titleOf(state ?? { key: order.status }),
	})
	const isBegun = order.startedAt !== null
	if (!isOpenOrder(order.category) || isBegun === (wanted.while === 'planned')) return refused
	if (wanted.while !== 'running') return ok(order)
	if (order.category === 'blocked' || order.outputLotStatus === 'paused') return err({ code: 'order-paused' })
	return order.category === 'active' && !isLocked(definition, order.status, 'consumption') ? ok(order) : refused
}
