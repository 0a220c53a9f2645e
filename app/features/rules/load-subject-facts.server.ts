import { loadLotDataFacts, withLotData } from '#app/features/lots/govern-lot-data.server.ts'
import { loadConsumptionFacts } from '#app/features/production/load-consumption-facts.server.ts'
import { newestResults, readResultMeasurements } from '#app/features/quality/watch/measurements.queries.server.ts'
import { loadRecalledFacts } from '#app/features/recall/load-recall-facts.server.ts'
import { loadReceiptFacts } from '#app/features/receiving/load-receipt-facts.server.ts'
import { loadReleaseFacts } from '#app/features/release/load-release-facts.server.ts'
import { readMarketFacts } from '#app/features/shipping/load-shipment-facts.server.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Subject } from './fact-catalog.model.ts'
import type { FactTree } from './read-facts.ts'

async function receiptFacts(ctx: Context, lotIds: readonly string[]): Promise<Map<string, FactTree>> {
	const facts = new Map<string, FactTree>()
	for (const row of await loadReceiptFacts(ctx, { lotIds })) if (!facts.has(row.lotId)) facts.set(row.lotId, row.facts)
	return facts
}

async function consumptionFacts(ctx: Context, lotIds: readonly string[]): Promise<Map<string, FactTree>> {
	const lots = await readLotFacts(ctx, lotIds)
	const inputs = [...lots.values()].map(({ lotId, onHand }) => ({ lotId, quantity: onHand }))
	const used = await loadConsumptionFacts(ctx, inputs, null)
	return new Map([...used].map(([id, { facts }]) => [id, facts]))
}

/**
 * The facts of lots for the subject of a rule set, by lot id, in a fixed number of statements whatever the number of lots
 * (of a recall, for each recall that they are in).
 * What a subject asks for beyond the lot (the order of a consumption, the customer of a shipment) stays unknown, and a
 * decision names it. Lots that do not exist are not among the answers; a subject that is not about lots has none.
 */
export async function loadSubjectFacts(
	ctx: Context,
	subject: Subject,
	lotIds: readonly string[],
): Promise<Map<string, FactTree>> {
	switch (subject) {
		case 'supplier':
		case 'notice':
		case 'case':
		case 'production_order':
		case 'recall':
		case 'deviation':
			return new Map()
		case 'recall_lot':
			return loadRecalledFacts(ctx, lotIds)
		case 'lot_data':
			return loadLotDataFacts(ctx, lotIds)
		case 'measurement': {
			const measured = await readResultMeasurements(ctx, await newestResults(ctx, lotIds))
			return new Map(measured.map(({ lotId, facts }) => [lotId, facts]))
		}
		case 'receipt_line':
			return receiptFacts(ctx, lotIds)
		case 'consumption':
			return consumptionFacts(ctx, lotIds)
		case 'shipment': {
			const lots = await readLotFacts(ctx, lotIds)
			const markets = await readMarketFacts(ctx, lotIds, null)
			return withLotData(
				ctx,
				'shipment',
				new Map([...lots].map(([id, { facts }]) => [id, { ...facts, ...markets.get(id) }])),
			)
		}
		case 'release': {
			const lots = await loadReleaseFacts(ctx, lotIds)
			return new Map([...lots].map(([id, { facts }]) => [id, facts]))
		}
		case 'lot': {
			const receipts = await receiptFacts(ctx, lotIds)
			const releases = await loadReleaseFacts(ctx, lotIds)
			return new Map([...releases].map(([id, { facts }]) => [id, { ...receipts.get(id), ...facts }]))
		}
	}
}
