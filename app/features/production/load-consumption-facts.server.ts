import type { Quantity } from '#app/core/quantity.ts'
import { withLotData } from '#app/features/lots/govern-lot-data.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { type LotFacts, readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { otherOrderOnLine, readLineFacts } from './line-facts.queries.server.ts'
import type { LockedOrder } from './order-lock.queries.server.ts'
import { readComponents, readUses } from './order-record.queries.server.ts'
import { multiply, sumInto } from './production-balance.model.ts'

/** One lot that somebody wants to use, as `line_match` looks at it. */
export type ConsumptionFacts = { lot: LotFacts; facts: FactTree }

/**
 * Loads the facts of the rule set's subject `consumption` for lots that are to be used together, by lot id, in five
 * statements whatever their number. Without an order there is no parts list that a lot could be missing from: the lot and
 * its item alone are judged, and `component.inRevision` is true.
 */
export async function loadConsumptionFacts(
	ctx: Context,
	inputs: readonly { lotId: string; quantity: Quantity }[],
	order: Pick<
		LockedOrder,
		'id' | 'number' | 'itemId' | 'sku' | 'revision' | 'revisionId' | 'siteId' | 'status' | 'line' | 'planned'
	> | null,
): Promise<Map<string, ConsumptionFacts>> {
	const lots = await readLotFacts(
		ctx,
		inputs.map((input) => input.lotId),
	)
	const extra = await readLineFacts(ctx, [...lots.keys()])
	const occupiedBy = order ? await otherOrderOnLine(ctx, order) : null
	const line = { clear: occupiedBy === null, ...(occupiedBy ? { occupiedBy } : {}) }
	const components = order ? await readComponents(ctx, order.revisionId) : []
	const uses = order ? await readUses(ctx, order.id) : []
	const found = new Map<string, ConsumptionFacts>()
	for (const { lotId, quantity } of inputs) {
		const lot = lots.get(lotId)
		if (!lot) continue
		const part = components.find((component) => component.itemId === lot.itemId)
		const used = uses.filter((use) => use.itemId === lot.itemId).map((use) => ({ value: use.quantity, unit: use.unit }))
		const component = {
			inRevision: order === null || part !== undefined,
			requestedQuantity: quantity,
			...(order && part
				? {
						requiredQuantity: { value: multiply(part.perUnit, order.planned), unit: part.unit },
						issuedQuantity: { value: sumInto(part.unit, used).value, unit: part.unit },
					}
				: {}),
		}
		const ofOrder = order
			? {
					order: {
						number: order.number,
						sku: order.sku,
						revision: order.revision,
						status: order.status,
						line: order.line,
					},
				}
			: {}
		found.set(lotId, { lot, facts: { ...lot.facts, ...extra.get(lotId), ...ofOrder, component, line } })
	}
	const governed = await withLotData(ctx, 'line_entry', new Map([...found].map(([id, { facts }]) => [id, facts])))
	for (const [id, one] of found) found.set(id, { ...one, facts: governed.get(id) ?? one.facts })
	return found
}
