import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { takeAmounts } from '#app/features/catalog/take-amounts.server.ts'
import { nextNumber } from '#app/features/lots/next-code.server.ts'
import { beginningOf, startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readOrderTargets } from './order-choices.queries.server.ts'
import { ProductionOrder } from './production.entity.server.ts'
import type { CreateOrderInput } from './production.schema.ts'

export type CreateOrderError = {
	code:
		| 'forbidden'
		| 'unknown-item'
		| 'unknown-revision'
		| 'no-parts-list'
		| 'unknown-site'
		| 'not-a-quantity'
		| 'unit-mismatch'
	path: string
	/** Of `unit-mismatch`: both units, as `LTR KGM`. */
	detail?: string
}

/**
 * Plans an order, at the beginning of its workflow, to make a quantity of an item, in the item's unit or in any that converts to it today, by one revision: the
 * one named, or the one effective today. The order counts in the item's unit; what was given stays beside it. The revision stays the order's own, whatever is released later.
 * Permission `create` on orders.
 * Errors: `forbidden`; `unknown-item` (or not active); `unknown-revision` (none is effective, or not of this item);
 * `no-parts-list` (the revision lists nothing to make it of); `unknown-site`; `not-a-quantity`; `unit-mismatch`.
 */
export async function createOrder(
	ctx: Context,
	input: CreateOrderInput,
): Promise<Result<{ id: string; number: string }, CreateOrderError>> {
	if (!ctx.ability.can('create', 'ProductionOrder')) return err({ code: 'forbidden', path: '' })
	const targets = await readOrderTargets(ctx, {
		itemId: input.itemId,
		revisionId: input.revisionId || null,
		siteId: input.siteId,
	})
	const { item, revision } = targets
	if (!item?.active) return err({ code: 'unknown-item', path: 'itemId' })
	if (!revision) return err({ code: 'unknown-revision', path: 'revisionId' })
	if (revision.parts === 0) return err({ code: 'no-parts-list', path: 'revisionId' })
	if (!targets.site) return err({ code: 'unknown-site', path: 'siteId' })
	const amount = { itemId: item.id, value: input.plannedQuantity, unit: input.plannedUnit ?? null, ownUnit: item.unit }
	const [planned] = await takeAmounts(ctx, [amount])
	if (!planned?.ok) return err({ code: 'not-a-quantity', ...planned?.error, path: 'plannedQuantity' })
	const { value: plannedQuantity, given } = planned.value
	const id = newId()
	const number = await nextNumber(ctx, 'order', 'WO-{YY}-{SEQ:4}')
	const began = await beginningOf(ctx, 'order')
	ctx.em.create(ProductionOrder, {
		id,
		number,
		itemId: item.id,
		revisionId: revision.id,
		siteId: input.siteId,
		line: input.line,
		plannedQuantity,
		unit: item.unit,
		given,
		status: began.key,
		category: began.category as StateCategory,
		dueOn: input.dueOn || null,
		startedAt: null,
		finishedAt: null,
	})
	await startWorkflow(ctx, 'order', [id], { written: true })
	ctx.audit.record({
		action: 'order.create',
		subject: { type: 'order', id, label: number },
		after: {
			item: item.sku,
			revision: revision.code,
			line: input.line,
			planned: `${plannedQuantity} ${item.unit}`,
			...(given ? { given: `${given.value} ${given.unit}` } : {}),
			dueOn: input.dueOn || null,
		},
	})
	return ok({ id, number })
}
