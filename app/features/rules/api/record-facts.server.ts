import { loadReceiptFacts } from '#app/features/receiving/load-receipt-facts.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Subject } from '../fact-catalog.model.ts'
import { loadSubjectFacts } from '../load-subject-facts.server.ts'
import type { FactTree } from '../read-facts.ts'

/** Records that a check is asked for. */
export type CheckedRecords = { lot?: string | undefined; deliveryLine?: string | undefined }

export type RecordFacts = {
	lotId: string | null
	subject: { type: string; id: string }
	facts: FactTree
	scope?: RecordScope
}

async function receiptFacts(ctx: Context, records: CheckedRecords): Promise<RecordFacts | null> {
	const scope = records.deliveryLine
		? { lineIds: [records.deliveryLine] }
		: { lotIds: records.lot ? [records.lot] : [] }
	const [found] = await loadReceiptFacts(ctx, scope)
	if (!found) return null
	const subject = found.lineId ? { type: 'delivery_line', id: found.lineId } : { type: 'lot', id: found.lotId }
	return { lotId: found.lotId, subject, facts: found.facts, scope: found.scope }
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
	if (!lotId) return null
	const facts = (await loadSubjectFacts(ctx, subject, [lotId])).get(lotId)
	return facts ? { lotId, subject: { type: 'lot', id: lotId }, facts } : null
}
