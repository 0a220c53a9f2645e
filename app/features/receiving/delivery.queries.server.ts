import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import { type Identifier, lackingSql } from '#app/features/lots/missing-identifiers.queries.server.ts'
import type { CheckStatus, Decision } from '#app/features/rules/decision.model.ts'
import { listChecks } from '#app/features/rules/decision-checks.ts'
import type { LineStatus } from '#app/features/shipping/shipment.model.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { SettledLine } from './delivery.model.ts'

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString())

export type DeliveryLine = {
	id: string
	lineNumber: number
	lotId: string
	lotCode: string
	lotStatus: string
	supplierLot: string | null
	gtin: string | null
	sku: string
	itemName: LocalizedText
	orderedSku: string
	expectedRevision: string | null
	quantity: string
	/** Quantity and count as they were given, where that was in another unit. */
	given: Quantity | null
	counted: string | null
	countedGiven: Quantity | null
	unit: string
	status: LineStatus
	/** Production identifiers that the label must carry and the lot lacks (UDI). */
	lacks: Identifier[]
	settledAt: string | null
	/** How the last check ended and how many checks ended how; null before the first check and for partners. */
	check: {
		decisionId: string
		version: number
		decidedAt: string
		status: CheckStatus
		counts: Record<CheckStatus, number>
	} | null
	/** Who signed past the checks, and why. */
	override: { name: string; reason: string } | null
}

export type DeliveryDetail = {
	id: string
	number: string
	status: string
	category: string
	version: number
	partyId: string
	partyName: LocalizedText
	siteId: string
	siteName: LocalizedText
	reference: string | null
	carrier: string | null
	expectedOn: string | null
	arrivedAt: string | null
	announcedAt: string
	lines: DeliveryLine[]
}

type HeadRow = Omit<
	DeliveryDetail,
	'partyId' | 'partyName' | 'siteId' | 'siteName' | 'expectedOn' | 'arrivedAt' | 'announcedAt' | 'lines'
> & {
	party_id: string
	party_name: LocalizedText
	site_id: string
	site_name: LocalizedText
	expected_on: string | null
	arrived_at: Date | string | null
	announced_at: Date | string
}

type LineRow = {
	id: string
	line_number: number
	lot_id: string
	lot_code: string
	lot_status: string
	supplier_lot: string | null
	gtin: string | null
	sku: string
	item_name: LocalizedText
	ordered_sku: string
	expected_revision: string | null
	quantity: string
	given: Quantity | null
	counted_quantity: string | null
	counted_given: Quantity | null
	unit: string
	lacks: (Identifier | null)[] | null
	status: LineStatus
	settled_at: Date | string
	decision_id: string | null
	decided_at: Date | string | null
	detail: Omit<Decision, 'facts'> | null
	signer: string | null
	sign_reason: string | null
}

/** A delivery with its lines, each with its last check; null when there is none that the reader may see. Two statements. */
export async function readDelivery(ctx: Context, id: string): Promise<DeliveryDetail | null> {
	const [head] = await ctx.em.execute<HeadRow[]>(
		`select s.id, s.number, s.status, s.category, s.version, s.party_id, p.name as party_name, s.site_id, w.name as site_name, s.reference, s.carrier,
			s.expected_on::text, s.arrived_at, s.announced_at
		from shipment s join party p on p.tenant_id = s.tenant_id and p.id = s.party_id join site w on w.tenant_id = s.tenant_id and w.id = s.site_id
		where s.id = ? and s.direction = 'inbound'`,
		[id],
	)
	if (!head || !ctx.ability.can('read', asSubject('Delivery', { partyId: head.party_id }))) return null
	const rows = await ctx.em.execute<LineRow[]>(
		`select l.id, l.line_number, l.lot_id, t.code as lot_code, t.status as lot_status, t.supplier_lot, i.gtin, i.sku, i.name as item_name,
			o.sku as ordered_sku, l.expected_revision, trim_scale(l.quantity)::text as quantity, trim_scale(l.counted_quantity)::text as counted_quantity, l.unit, l.given, l.counted_given, case when i.udi is not null then ${lackingSql('t')} end as lacks,
			l.status, coalesce(l.decided_at, l.updated_at) as settled_at, d.id as decision_id, d.decided_at, d.detail, g.printed_name as signer, g.reason as sign_reason
		from shipment_line l join lot t on t.tenant_id = l.tenant_id and t.id = l.lot_id join item i on i.tenant_id = l.tenant_id and i.id = t.item_id
		join item o on o.tenant_id = l.tenant_id and o.id = l.item_id
		left join decision d on d.tenant_id = l.tenant_id and d.id = l.decision_id
		left join signature g on g.tenant_id = l.tenant_id and g.id = l.override_signature_id
		where l.shipment_id = ? order by l.line_number`,
		[id],
	)
	const { party_id, party_name, site_id, site_name, expected_on, arrived_at, announced_at, ...rest } = head
	return {
		...rest,
		partyId: party_id,
		partyName: party_name,
		siteId: site_id,
		siteName: site_name,
		expectedOn: expected_on,
		arrivedAt: iso(arrived_at),
		announcedAt: iso(announced_at) ?? '',
		lines: rows.map((row) => toLine(row, ctx.ability.can('read', 'Decision'))),
	}
}

function toLine(row: LineRow, withChecks: boolean): DeliveryLine {
	return {
		id: row.id,
		lineNumber: row.line_number,
		lotId: row.lot_id,
		lotCode: row.lot_code,
		lotStatus: row.lot_status,
		supplierLot: row.supplier_lot,
		gtin: row.gtin,
		sku: row.sku,
		itemName: row.item_name,
		orderedSku: row.ordered_sku,
		expectedRevision: row.expected_revision,
		quantity: row.quantity,
		given: row.given,
		counted: row.counted_quantity,
		countedGiven: row.counted_given,
		unit: row.unit,
		status: row.status,
		lacks: (row.lacks ?? []).filter((one) => one !== null),
		settledAt: row.status === 'pending' ? null : iso(row.settled_at),
		check: withChecks ? checkOf(row) : null,
		override: withChecks && row.signer ? { name: row.signer, reason: row.sign_reason ?? '' } : null,
	}
}

function checkOf({ decision_id, decided_at, detail }: LineRow): DeliveryLine['check'] {
	if (!decision_id || !detail) return null
	const counts: Record<CheckStatus, number> = { pass: 0, warn: 0, block: 0, unknown: 0 }
	for (const check of listChecks({ ...detail, facts: {} })) counts[check.status] += 1
	return {
		decisionId: decision_id,
		version: detail.version,
		decidedAt: iso(decided_at) ?? '',
		status: detail.status,
		counts,
	}
}

/** How each line of a delivery stands, for closing it. */
export async function readSettledLines(
	ctx: Context,
	deliveryId: string,
): Promise<(SettledLine & { decisionId: string | null })[]> {
	const rows = await ctx.em.execute<
		{ status: LineStatus; outcome: string | null; decision_id: string | null; overridden: boolean }[]
	>(
		`select l.status, d.outcome, l.decision_id, l.override_signature_id is not null as overridden
		from shipment_line l left join decision d on d.tenant_id = l.tenant_id and d.id = l.decision_id
		where l.shipment_id = ? order by l.line_number`,
		[deliveryId],
	)
	return rows.map(({ decision_id, ...row }) => ({ ...row, decisionId: decision_id }))
}
