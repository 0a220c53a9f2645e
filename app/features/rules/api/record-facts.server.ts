import { loadConsumptionFacts } from '#app/features/production/load-consumption-facts.server.ts'
import { loadReceiptFacts } from '#app/features/receiving/load-receipt-facts.server.ts'
import { loadReleaseFacts } from '#app/features/release/load-release-facts.server.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Subject } from '../fact-catalog.model.ts'
import type { FactTree } from '../read-facts.ts'

/** Records that a check is asked for. */
export type CheckedRecords = { lot?: string | undefined; deliveryLine?: string | undefined }

export type RecordFacts = { lotId: string | null; subject: { type: string; id: string }; facts: FactTree }

async function receiptFacts(ctx: Context, records: CheckedRecords): Promise<RecordFacts | null> {
	const scope = records.deliveryLine
		? { lineIds: [records.deliveryLine] }
		: { lotIds: records.lot ? [records.lot] : [] }
	const [found] = await loadReceiptFacts(ctx, scope)
	if (!found) return null
	const subject = found.lineId ? { type: 'delivery_line', id: found.lineId } : { type: 'lot', id: found.lotId }
	return { lotId: found.lotId, subject, facts: found.facts }
}

/**
 * The facts of records for the subject of a rule set. What a subject asks for beyond the given records (the order of a
 * consumption, the customer of a shipment) stays unknown, and the decision names it. Null when there is no such record
 * or the subject is not about it.
 */
export async function loadRecordFacts(
	ctx: Context,
	subject: Subject,
	records: CheckedRecords,
): Promise<RecordFacts | null> {
	if (subject === 'receipt_line') return receiptFacts(ctx, records)
	const lotId = records.lot ?? (await receiptFacts(ctx, records))?.lotId
	if (!lotId || subject === 'supplier') return null
	const about = { lotId, subject: { type: 'lot', id: lotId } }
	if (subject === 'consumption' || subject === 'shipment') {
		const lot = (await readLotFacts(ctx, [lotId])).get(lotId)
		if (!lot || subject === 'shipment') return lot ? { ...about, facts: lot.facts } : null
		const used = (await loadConsumptionFacts(ctx, [{ lotId, quantity: lot.onHand }], null)).get(lotId)
		return used ? { ...about, facts: used.facts } : null
	}
	const release = (await loadReleaseFacts(ctx, [lotId])).get(lotId)
	if (!release) return null
	if (subject === 'release') return { ...about, facts: release.facts }
	const receipt = await receiptFacts(ctx, { lot: lotId })
	return { ...about, facts: { ...receipt?.facts, ...release.facts } }
}
