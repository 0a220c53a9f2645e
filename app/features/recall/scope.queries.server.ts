import { Decimal } from 'decimal.js'
import type { LocalizedText } from '#app/core/localized.ts'
import { convert } from '#app/core/quantity.ts'
import { consigneesOf } from '#app/features/genealogy/trace.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

export type ScopeLot = {
	id: string
	code: string
	item: { id: string; sku: string; name: LocalizedText }
	status: string
	category: string
	onHand: string
	/** Sent out, to whomever, in the lot's unit. */
	shipped: string
	unit: string
}

type LotRow = {
	id: string
	code: string
	item_id: string
	sku: string
	name: LocalizedText
	status: string
	category: string
	on_hand: string
	shipped: string
	unit: string
}

/** Events that a later one put right do not count. */
const SENT = `select x.lot_id, sum(x.quantity) as shipped from trace_event e join trace_event_lot x on x.event_id = e.id
	where e.kind = 'ship' and x.role = 'input' and x.lot_id = any(?::uuid[])
		and not exists (select 1 from trace_event c where c.corrects_id = e.id) group by x.lot_id`

/** Lots as a scope freezes them, ordered by code. One statement. */
export async function lotsForScope(ctx: Context, lotIds: readonly string[]): Promise<ScopeLot[]> {
	if (lotIds.length === 0) return []
	const rows = await ctx.em.execute<LotRow[]>(
		`select l.id, l.code, i.id as item_id, i.sku, i.name, l.status, l.category, trim_scale(l.on_hand)::text as on_hand,
			trim_scale(coalesce(sent.shipped, 0))::text as shipped, l.unit
		from lot l join item i on i.id = l.item_id left join (${SENT}) sent on sent.lot_id = l.id
		where l.id = any(?::uuid[]) order by l.code_norm, l.id`,
		[list(lotIds), list(lotIds)],
	)
	return rows.map((row) => ({
		id: row.id,
		code: row.code,
		item: { id: row.item_id, sku: row.sku, name: row.name },
		status: row.status,
		category: row.category,
		onHand: row.on_hand,
		shipped: row.shipped,
		unit: row.unit,
	}))
}

/** How much of one lot one consignee was sent, in the lot's unit. */
export type ScopeConsignee = {
	partyId: string
	partyCode: string
	partyName: LocalizedText
	country: string
	email: string | null
	lotId: string
	lotCode: string
	shipped: string
	unit: string
}

/**
 * Who was sent which of these lots: by shipments, and by shipping events that name a partner without a shipment.
 * Lines in another unit than the lot's are converted.
 */
export async function consigneesInScope(ctx: Context, lots: readonly ScopeLot[]): Promise<ScopeConsignee[]> {
	const byId = new Map(lots.map((lot) => [lot.id, lot]))
	const merged = new Map<string, ScopeConsignee>()
	for (const row of await sentTo(ctx, [...byId.keys()])) {
		const unit = byId.get(row.lotId)?.unit ?? row.unit
		const converted = convert({ value: row.shipped, unit: row.unit }, unit)
		if (!converted.ok) throw new Error(`Lot ${row.lotCode} was shipped in a unit that is not its own: ${row.unit}`)
		const key = `${row.partyId} ${row.lotId}`
		const before = merged.get(key)
		const shipped = new Decimal(converted.value.value)
			.plus(before?.shipped ?? 0)
			.toDecimalPlaces(6)
			.toFixed()
		merged.set(key, { ...row, shipped, unit })
	}
	return [...merged.values()]
}

/** What left of each lot: what its events say, and at least what its consignees were sent. */
export function withShipped(lots: readonly ScopeLot[], consignees: readonly ScopeConsignee[]): ScopeLot[] {
	const sent = new Map<string, Decimal>()
	for (const { lotId, shipped } of consignees) sent.set(lotId, (sent.get(lotId) ?? new Decimal(0)).plus(shipped))
	return lots.map((lot) => ({ ...lot, shipped: Decimal.max(lot.shipped, sent.get(lot.id) ?? 0).toFixed() }))
}

async function sentTo(ctx: Context, lotIds: readonly string[]): Promise<ScopeConsignee[]> {
	return (await consigneesOf(ctx, lotIds)).map(({ party, lot, shipped }) => ({
		partyId: party.id,
		partyCode: party.code,
		partyName: party.name,
		country: party.country,
		email: party.email,
		lotId: lot.id,
		lotCode: lot.code,
		shipped: shipped.value,
		unit: shipped.unit,
	}))
}
