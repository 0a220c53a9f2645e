import { withLotData } from '#app/features/lots/govern-lot-data.server.ts'
import { readSupplierFacts } from '#app/features/parties/party-facts.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { type LotFacts, readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type ReceiptRow, type ReceiptScope, readReceiptRows } from './receipt-facts.queries.server.ts'

/** One line as `receiving_match` looks at it. `lineId` is null for a lot that no delivery has announced. */
export type ReceiptFacts = {
	lineId: string | null
	lotId: string
	lot: LotFacts
	/** Where it arrives, by which a pilot of the rules is chosen. */
	scope: RecordScope
	facts: FactTree
}

/**
 * Loads the facts of the rule set's subject `receipt_line` for all lines of a delivery, for some lines, or for lots, in
 * a fixed number of statements whatever the number of lines. A line that was not counted yet has no counted quantity: its quantity
 * check is unknown, not passed. `false` stands where a fact is known not to apply (no end date, no revision ordered).
 */
export async function loadReceiptFacts(ctx: Context, scope: ReceiptScope): Promise<ReceiptFacts[]> {
	await ctx.em.flush()
	const rows = await readReceiptRows(ctx, scope)
	const lots = await readLotFacts(
		ctx,
		rows.map((row) => row.lot_id),
	)
	const suppliers = await readSupplierFacts(
		ctx,
		rows.flatMap((row) => row.party_id ?? []),
	)
	const governed = await withLotData(ctx, 'receiving', new Map([...lots].map(([id, lot]) => [id, lot.facts])))
	return rows.flatMap((row) => {
		const lot = lots.get(row.lot_id)
		if (!lot) return []
		const own = governed.get(row.lot_id) ?? lot.facts
		const facts = { ...own, ...partyFacts(row, suppliers), ...recordFacts(row) }
		const scope = { siteId: row.site_id, itemId: lot.itemId }
		return [{ lineId: row.line_id, lotId: row.lot_id, lot, scope, facts }]
	})
}

function partyFacts(row: ReceiptRow, suppliers: ReadonlyMap<string, object>): FactTree {
	if (!row.party_id) return {}
	return {
		supplier: suppliers.get(row.party_id) ?? {},
		supplierItem: {
			status: row.approval ?? 'none',
			qualification: row.qualification ?? 'none',
			validUntil: row.approval_until,
			...(row.approval_until === null ? { expires: false } : {}),
		},
	}
}

function recordFacts(row: ReceiptRow): FactTree {
	const certificate = row.certificate_kind
		? {
				present: true,
				number: row.certificate_number,
				kind: row.certificate_kind,
				issuedOn: row.certificate_issued,
				validUntil: row.certificate_until,
				...(row.certificate_until === null ? { expires: false } : {}),
				namesLot: row.certificate_names_lot,
			}
		: { present: false }
	if (!row.line_id || !row.unit) return { certificate }
	const amount = (value: string | null) => (value === null ? null : { value, unit: row.unit })
	return {
		certificate,
		shipmentLine: {
			expectedSku: row.expected_sku,
			expectedRevision: row.expected_revision,
			...(row.expected_revision === null ? { revisionOrdered: false } : {}),
			quantity: amount(row.quantity),
			countedQuantity: amount(row.counted_quantity),
		},
	}
}
