import { err, ok, type Result } from '#app/core/result.ts'
import { loadCaseFacts } from '#app/features/cases/load-case-facts.queries.server.ts'
import { loadLotDataFacts } from '#app/features/lots/govern-lot-data.server.ts'
import type { Stage } from '#app/features/lots/lot-stage.model.ts'
import { loadSupplierFacts } from '#app/features/parties/supplier-facts.queries.server.ts'
import { loadConsumptionFacts } from '#app/features/production/load-consumption-facts.server.ts'
import { loadOrderFacts } from '#app/features/production/load-order-facts.queries.server.ts'
import { findOrder } from '#app/features/production/order-lock.queries.server.ts'
import { loadDeviationFacts } from '#app/features/quality/load-deviation-facts.queries.server.ts'
import type { Measurement } from '#app/features/quality/watch/measurement-facts.server.ts'
import { newestResults, readResultMeasurements } from '#app/features/quality/watch/measurements.queries.server.ts'
import {
	readParameterMeasurements,
	readReadingMeasurements,
} from '#app/features/quality/watch/parameter-measurements.queries.server.ts'
import { loadRecallCaseFacts } from '#app/features/recall/load-recall-case-facts.queries.server.ts'
import { loadRecalledFacts, loadRecallFacts } from '#app/features/recall/load-recall-facts.server.ts'
import { loadReceiptFacts } from '#app/features/receiving/load-receipt-facts.server.ts'
import { loadShipmentFacts } from '#app/features/shipping/load-shipment-facts.server.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Subject } from './fact-catalog.model.ts'
import { loadSentNoticeFacts } from './load-sent-notice-facts.server.ts'
import { loadSubjectFacts } from './load-subject-facts.server.ts'
import type { FactTree } from './read-facts.ts'

/** Records that a check is asked for; which of them a subject looks at, `RECORDS_OF` says. */
export type CheckedRecords = {
	lot?: string | undefined
	deliveryLine?: string | undefined
	order?: string | undefined
	customer?: string | undefined
	stage?: Stage | undefined
	result?: string | undefined
	event?: string | undefined
	reading?: string | undefined
	parameter?: string | undefined
	supplier?: string | undefined
	item?: string | undefined
	recall?: string | undefined
	notice?: string | undefined
	case?: string | undefined
	deviation?: string | undefined
}
export type CheckedRecord = keyof CheckedRecords

/** The records by which facts of a subject are loaded: any of the first must be there, the others may stand beside. */
export const RECORDS_OF: Readonly<
	Record<Subject, { one: readonly CheckedRecord[]; beside: readonly CheckedRecord[] }>
> = {
	receipt_line: { one: ['deliveryLine', 'lot'], beside: [] },
	consumption: { one: ['lot', 'deliveryLine'], beside: ['order'] },
	release: { one: ['lot', 'deliveryLine'], beside: [] },
	shipment: { one: ['lot', 'deliveryLine'], beside: ['customer'] },
	lot: { one: ['lot', 'deliveryLine'], beside: [] },
	lot_data: { one: ['lot', 'deliveryLine'], beside: ['stage'] },
	recall_lot: { one: ['lot', 'deliveryLine'], beside: ['recall'] },
	measurement: { one: ['result', 'event', 'reading', 'lot'], beside: ['lot', 'parameter'] },
	supplier: { one: ['supplier'], beside: ['item'] },
	notice: { one: ['notice'], beside: [] },
	case: { one: ['case'], beside: [] },
	production_order: { one: ['order'], beside: [] },
	recall: { one: ['recall'], beside: [] },
	deviation: { one: ['deviation'], beside: [] },
}

export type RecordFacts = {
	lotId: string | null
	subject: { type: string; id: string }
	facts: FactTree
	scope?: RecordScope
}

/**
 * Why facts are not loaded: `not-about` (the subject is not judged by these records), `unknown-record` (there is none, or
 * it is another tenant's), `forbidden` (the actor may not see the record).
 */
export type RecordFactsError = { code: 'not-about' | 'unknown-record' | 'forbidden' }

/**
 * The facts of records for the subject of a rule set. What a subject asks for beyond the given records (the order of a
 * consumption, the customer of a shipment) stays unknown, and the decision names it. Whoever may check may check lots;
 * partners, recalls, measured values, orders and notices are for those who may read them.
 */
export async function loadRecordFacts(
	ctx: Context,
	subject: Subject,
	records: CheckedRecords,
): Promise<Result<RecordFacts, RecordFactsError>> {
	const given = (Object.keys(records) as CheckedRecord[]).filter((key) => records[key] !== undefined)
	const { one, beside } = RECORDS_OF[subject]
	const main = one.find((key) => given.includes(key))
	if (!main || given.some((key) => key !== main && !beside.includes(key))) return err({ code: 'not-about' })
	if (!mayRead(ctx, subject, given)) return err({ code: 'forbidden' })
	const found = await load(ctx, subject, records)
	return found ? ok(found) : err({ code: 'unknown-record' })
}

function mayRead(ctx: Context, subject: Subject, given: readonly CheckedRecord[]): boolean {
	const { ability } = ctx
	if (subject === 'supplier') return ability.can('read', 'Party')
	if (subject === 'notice') return ability.can('read', 'RuleSet')
	if (subject === 'case') return ability.can('read', 'Capa')
	if (subject === 'deviation') return ability.can('read', 'Deviation')
	if (subject === 'recall_lot' || subject === 'recall') return ability.can('read', 'Recall')
	if (subject === 'measurement') return ability.can('read', 'TestResult')
	if (given.includes('customer')) return ability.can('read', 'Party')
	return !given.includes('order') || ability.can('read', 'ProductionOrder')
}

async function load(ctx: Context, subject: Subject, records: CheckedRecords): Promise<RecordFacts | null> {
	switch (subject) {
		case 'receipt_line':
			return receiptLine(ctx, records)
		case 'supplier':
			return supplier(ctx, records)
		case 'notice':
			return notice(ctx, records.notice ?? '')
		case 'case':
			return qualityCase(ctx, records.case ?? '')
		case 'production_order':
			return productionOrder(ctx, records.order ?? '')
		case 'recall':
			return recallCase(ctx, records.recall ?? '')
		case 'deviation':
			return deviation(ctx, records.deviation ?? '')
		case 'measurement':
			return measurement(ctx, records)
		default:
			return ofLot(ctx, subject, records)
	}
}

async function receiptLine(ctx: Context, records: CheckedRecords): Promise<RecordFacts | null> {
	const scope = records.deliveryLine
		? { lineIds: [records.deliveryLine] }
		: { lotIds: records.lot ? [records.lot] : [] }
	const [found] = await loadReceiptFacts(ctx, scope)
	if (!found) return null
	const subject = found.lineId ? { type: 'delivery_line', id: found.lineId } : { type: 'lot', id: found.lotId }
	return { lotId: found.lotId, subject, facts: found.facts, scope: found.scope }
}

async function supplier(ctx: Context, { supplier: partyId = '', item }: CheckedRecords): Promise<RecordFacts | null> {
	const [found] = await loadSupplierFacts(ctx, item ? { partyId, itemId: item } : { partyId })
	if (!found) return null
	return {
		lotId: null,
		subject: { type: 'approved_supplier', id: found.approvalId },
		facts: found.facts,
		scope: { siteId: null, itemId: found.itemId },
	}
}

async function notice(ctx: Context, id: string): Promise<RecordFacts | null> {
	const [found] = await loadSentNoticeFacts(ctx, { ids: [id] })
	if (!found) return null
	const { lotId, subjectType, subjectId } = found.notice
	return { lotId, subject: { type: subjectType ?? 'notice', id: subjectId ?? id }, facts: found.facts }
}

async function qualityCase(ctx: Context, id: string): Promise<RecordFacts | null> {
	const found = (await loadCaseFacts(ctx, [id])).get(id)
	if (!found) return null
	const scope = { siteId: found.siteId, itemId: null }
	return { lotId: null, subject: { type: found.kind, id }, facts: found.facts, scope }
}

async function productionOrder(ctx: Context, id: string): Promise<RecordFacts | null> {
	const found = await loadOrderFacts(ctx, id)
	return found && { lotId: null, subject: { type: 'order', id }, ...found }
}

async function recallCase(ctx: Context, id: string): Promise<RecordFacts | null> {
	const facts = await loadRecallCaseFacts(ctx, id)
	return facts && { lotId: null, subject: { type: 'recall', id }, facts }
}

async function deviation(ctx: Context, id: string): Promise<RecordFacts | null> {
	const found = await loadDeviationFacts(ctx, id)
	return found && { subject: { type: 'deviation', id }, ...found }
}

async function measured(ctx: Context, records: CheckedRecords): Promise<Measurement[]> {
	if (records.result) return readResultMeasurements(ctx, [records.result])
	if (records.event) return readParameterMeasurements(ctx, [records.event])
	if (records.reading) return readReadingMeasurements(ctx, [records.reading])
	return readResultMeasurements(ctx, await newestResults(ctx, [records.lot ?? '']))
}

async function measurement(ctx: Context, records: CheckedRecords): Promise<RecordFacts | null> {
	const found = (await measured(ctx, records)).find(
		(one) =>
			(records.lot === undefined || one.lotId === records.lot) &&
			(records.parameter === undefined || one.name === records.parameter),
	)
	if (!found) return null
	return { lotId: found.lotId, subject: { type: found.subjectType, id: found.sourceId }, facts: found.facts }
}

async function ofLot(ctx: Context, subject: Subject, records: CheckedRecords): Promise<RecordFacts | null> {
	const lotId = records.lot ?? (await receiptLine(ctx, records))?.lotId
	if (!lotId) return null
	const facts = (await factsOfLot(ctx, subject, lotId, records))?.get(lotId)
	return facts ? { lotId, subject: { type: subject === 'recall_lot' ? subject : 'lot', id: lotId }, facts } : null
}

async function factsOfLot(
	ctx: Context,
	subject: Subject,
	lotId: string,
	{ order, customer, stage, recall }: CheckedRecords,
): Promise<ReadonlyMap<string, FactTree> | null> {
	if (subject === 'lot_data') return loadLotDataFacts(ctx, [lotId], stage ?? null)
	if (subject === 'recall_lot') return recall ? loadRecallFacts(ctx, recall, [lotId]) : loadRecalledFacts(ctx, [lotId])
	if (subject === 'shipment' && customer) {
		const loaded = await loadShipmentFacts(ctx, { lotIds: [lotId], partyId: customer })
		return new Map([...loaded].flatMap(([id, { facts }]) => (facts.customer ? [[id, facts] as const] : [])))
	}
	if (subject === 'consumption' && order) {
		const [running, lots] = [await findOrder(ctx, order), await readLotFacts(ctx, [lotId])]
		const onHand = lots.get(lotId)?.onHand
		if (!running || !onHand) return null
		const loaded = await loadConsumptionFacts(ctx, [{ lotId, quantity: onHand }], running)
		return new Map([...loaded].map(([id, { facts }]) => [id, facts]))
	}
	return loadSubjectFacts(ctx, subject, [lotId])
}
