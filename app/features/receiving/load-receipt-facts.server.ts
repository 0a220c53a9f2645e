import { todayIn } from '#app/core/local-date.ts'
import { localized } from '#app/core/localized.ts'
import { withLotData } from '#app/features/lots/govern-lot-data.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { type LotFacts, readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	type ReceiptRow,
	type ReceiptScope,
	readReceiptRows,
	readSupplierFigures,
	type SupplierFigures,
} from './receipt-facts.queries.server.ts'

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
 * three statements whatever the number of lines. A line that was not counted yet has no counted quantity: its quantity
 * check is unknown, not passed. `false` stands where a fact is known not to apply (no end date, no revision ordered).
 */
export async function loadReceiptFacts(ctx: Context, scope: ReceiptScope): Promise<ReceiptFacts[]> {
	await ctx.em.flush()
	const rows = await readReceiptRows(ctx, scope)
	const lots = await readLotFacts(
		ctx,
		rows.map((row) => row.lot_id),
	)
	const suppliers = [...new Set(rows.flatMap((row) => row.party_id ?? []))]
	const figures = await readSupplierFigures(ctx, suppliers, todayIn(ctx.tenant.timeZone, ctx.now))
	const governed = await withLotData(ctx, 'receiving', new Map([...lots].map(([id, lot]) => [id, lot.facts])))
	const byParty = new Map(figures.map((row) => [row.party_id, row]))
	return rows.flatMap((row) => {
		const lot = lots.get(row.lot_id)
		if (!lot) return []
		const own = governed.get(row.lot_id) ?? lot.facts
		const facts = { ...own, ...partyFacts(ctx, row, byParty.get(row.party_id ?? '')), ...recordFacts(row) }
		const scope = { siteId: row.site_id, itemId: lot.itemId }
		return [{ lineId: row.line_id, lotId: row.lot_id, lot, scope, facts }]
	})
}

function partyFacts(ctx: Context, row: ReceiptRow, figures: SupplierFigures | undefined): FactTree {
	if (!row.party_id) return {}
	return {
		supplier: {
			code: row.party_code,
			name: row.party_name ? localized(row.party_name, ctx.tenant.language) : null,
			active: row.party_active,
			country: row.party_country,
			...(figures
				? {
						deliveredLotCount: figures.delivered,
						...(figures.delivered > 0
							? { rejectedLotPercent: Math.round((figures.rejected / figures.delivered) * 1000) / 10 }
							: {}),
						openDeviationCount: figures.open_deviations,
						expiredCertificateCount: figures.expired_certificates,
					}
				: {}),
		},
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
