import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import type { CheckStatus, Decision } from '#app/features/rules/decision.model.ts'
import { listChecks } from '#app/features/rules/decision-checks.ts'
import { readCursor, writeCursor } from '#app/features/shipping/list-cursor.ts'
import type { LineStatus } from '#app/features/shipping/shipment.model.ts'
import { allowedWhere, asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DeliveryView, SettledLine } from './delivery.model.ts'

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString())

/** Conditions of each view on `s` = shipment; `today` takes the date three times. */
const VIEW_SQL: Record<DeliveryView, string> = {
	today:
		"(s.category in ('active', 'waiting', 'blocked') or s.expected_on = ?::date or (s.arrived_at at time zone ?)::date = ?::date)",
	open: "s.category not in ('done', 'rejected', 'cancelled')",
	closed: "s.category in ('done', 'rejected', 'cancelled')",
	all: 'true',
}

export type DeliveryRow = {
	id: string
	number: string
	status: string
	category: string
	partyName: LocalizedText
	siteName: LocalizedText
	reference: string | null
	carrier: string | null
	expectedOn: string | null
	arrivedAt: string | null
	announcedAt: string
	/** Lines by how they stand; open ones by how their last check ended. */
	lines: {
		all: number
		received: number
		held: number
		returned: number
		block: number
		unknown: number
		warn: number
		pass: number
		unchecked: number
	}
}

type ListRow = Omit<DeliveryRow, 'partyName' | 'siteName' | 'expectedOn' | 'arrivedAt' | 'announcedAt' | 'lines'> & {
	party_name: LocalizedText
	site_name: LocalizedText
	expected_on: string | null
	arrived_at: Date | string | null
	announced_at: Date | string
	counts: DeliveryRow['lines']
}

/** Deliveries of one view, newest notice first, with their lines counted. Two statements at most, one page at a time. */
export async function listDeliveries(
	ctx: Context,
	search: { view: DeliveryView; text?: string; cursor?: string | null; limit?: number },
): Promise<{ rows: DeliveryRow[]; nextCursor: string | null }> {
	if (allowedWhere(ctx.ability, 'read', 'Delivery') === null) return { rows: [], nextCursor: null }
	const limit = search.limit ?? 50
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const after = readCursor(search.cursor, 2)
	const like = search.text ? `%${search.text.replaceAll(/[%_\\]/g, '\\$&')}%` : null
	const code = search.text ? normaliseCode(search.text) : ''
	const rows = await ctx.em.execute<ListRow[]>(
		`select s.id, s.number, s.status, s.category, p.name as party_name, w.name as site_name, s.reference, s.carrier,
			s.expected_on::text, s.arrived_at, s.announced_at, c.counts
		from shipment s join party p on p.tenant_id = s.tenant_id and p.id = s.party_id join site w on w.tenant_id = s.tenant_id and w.id = s.site_id
		left join lateral (
			select json_build_object('all', count(*)::int, 'received', (count(*) filter (where l.status = 'received'))::int,
				'held', (count(*) filter (where l.status = 'held'))::int, 'returned', (count(*) filter (where l.status = 'returned'))::int,
				'block', (count(*) filter (where l.status = 'pending' and d.detail->>'status' = 'block'))::int,
				'unknown', (count(*) filter (where l.status = 'pending' and d.detail->>'status' = 'unknown'))::int,
				'warn', (count(*) filter (where l.status = 'pending' and d.detail->>'status' = 'warn'))::int,
				'pass', (count(*) filter (where l.status = 'pending' and d.detail->>'status' = 'pass'))::int,
				'unchecked', (count(*) filter (where l.status = 'pending' and l.decision_id is null))::int) as counts
			from shipment_line l left join decision d on d.tenant_id = l.tenant_id and d.id = l.decision_id
			where l.tenant_id = s.tenant_id and l.shipment_id = s.id
		) c on true
		where s.direction = 'inbound' and ${VIEW_SQL[search.view]}
			${
				like
					? `and (s.number ilike ? or s.reference ilike ? or p.name->>'en' ilike ? or p.name->>'zh-CN' ilike ?
				or exists (select 1 from shipment_line l join lot t on t.tenant_id = l.tenant_id and t.id = l.lot_id
					where l.tenant_id = s.tenant_id and l.shipment_id = s.id and (t.code_norm = ? or t.supplier_lot_norm = ?)))`
					: ''
			}
			${after ? 'and (s.announced_at, s.id) < (?::timestamptz, ?::uuid)' : ''}
		order by s.announced_at desc, s.id desc limit ?`,
		[
			...(search.view === 'today' ? [today, ctx.tenant.timeZone, today] : []),
			...(like ? [like, like, like, like, code, code] : []),
			...(after ?? []),
			limit + 1,
		],
	)
	const page = rows.slice(0, limit).map(toDeliveryRow)
	const last = page.at(-1)
	return { rows: page, nextCursor: rows.length > limit && last ? writeCursor([last.announcedAt, last.id]) : null }
}

const toDeliveryRow = ({
	party_name,
	site_name,
	expected_on,
	arrived_at,
	announced_at,
	counts,
	...row
}: ListRow): DeliveryRow => ({
	...row,
	partyName: party_name,
	siteName: site_name,
	expectedOn: expected_on,
	arrivedAt: iso(arrived_at),
	announcedAt: iso(announced_at) ?? '',
	lines: counts,
})

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
	counted: string | null
	unit: string
	status: LineStatus
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
	'partyId' | 'partyName' | 'siteName' | 'expectedOn' | 'arrivedAt' | 'announcedAt' | 'lines'
> & {
	party_id: string
	party_name: LocalizedText
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
	counted_quantity: string | null
	unit: string
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
		`select s.id, s.number, s.status, s.category, s.version, s.party_id, p.name as party_name, w.name as site_name, s.reference, s.carrier,
			s.expected_on::text, s.arrived_at, s.announced_at
		from shipment s join party p on p.tenant_id = s.tenant_id and p.id = s.party_id join site w on w.tenant_id = s.tenant_id and w.id = s.site_id
		where s.id = ? and s.direction = 'inbound'`,
		[id],
	)
	if (!head || !ctx.ability.can('read', asSubject('Delivery', { partyId: head.party_id }))) return null
	const rows = await ctx.em.execute<LineRow[]>(
		`select l.id, l.line_number, l.lot_id, t.code as lot_code, t.status as lot_status, t.supplier_lot, i.gtin, i.sku, i.name as item_name,
			o.sku as ordered_sku, l.expected_revision, trim_scale(l.quantity)::text as quantity, trim_scale(l.counted_quantity)::text as counted_quantity, l.unit,
			l.status, coalesce(l.decided_at, l.updated_at) as settled_at, d.id as decision_id, d.decided_at, d.detail, g.printed_name as signer, g.reason as sign_reason
		from shipment_line l join lot t on t.tenant_id = l.tenant_id and t.id = l.lot_id join item i on i.tenant_id = l.tenant_id and i.id = t.item_id
		join item o on o.tenant_id = l.tenant_id and o.id = l.item_id
		left join decision d on d.tenant_id = l.tenant_id and d.id = l.decision_id
		left join signature g on g.tenant_id = l.tenant_id and g.id = l.override_signature_id
		where l.shipment_id = ? order by l.line_number`,
		[id],
	)
	const { party_id, party_name, site_name, expected_on, arrived_at, announced_at, ...rest } = head
	return {
		...rest,
		partyId: party_id,
		partyName: party_name,
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
		counted: row.counted_quantity,
		unit: row.unit,
		status: row.status,
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

export type AnnounceableLot = {
	id: string
	code: string
	supplierLot: string | null
	itemId: string
	sku: string
	itemName: LocalizedText
	partyId: string | null
	quantity: string
	unit: string
	expiresOn: string | null
}

/** Lots that are announced and in no open or received notice, newest first; a supplier's own alone. At most `limit`. */
export async function listAnnounceableLots(
	ctx: Context,
	options: { partyId?: string | null; limit?: number } = {},
): Promise<AnnounceableLot[]> {
	const rows = await ctx.em.execute<
		{
			id: string
			code: string
			supplier_lot: string | null
			item_id: string
			sku: string
			item_name: LocalizedText
			supplier_id: string | null
			quantity: string
			unit: string
			expires_on: string | null
		}[]
	>(
		`select t.id, t.code, t.supplier_lot, t.item_id, i.sku, i.name as item_name, t.supplier_id, trim_scale(t.quantity)::text as quantity, t.unit, t.expires_on::text
		from lot t join item i on i.tenant_id = t.tenant_id and i.id = t.item_id
		where t.status = 'announced' and t.supplier_id is not null and (?::uuid is null or t.supplier_id = ?::uuid)
			and not exists (select 1 from shipment_line l join shipment s on s.tenant_id = l.tenant_id and s.id = l.shipment_id
				where l.tenant_id = t.tenant_id and l.lot_id = t.id and s.direction = 'inbound' and s.category <> 'cancelled')
		order by t.updated_at desc, t.id desc limit ?`,
		[options.partyId ?? null, options.partyId ?? null, options.limit ?? 200],
	)
	return rows.map((row) => ({
		id: row.id,
		code: row.code,
		supplierLot: row.supplier_lot,
		itemId: row.item_id,
		sku: row.sku,
		itemName: row.item_name,
		partyId: row.supplier_id,
		quantity: row.quantity,
		unit: row.unit,
		expiresOn: row.expires_on,
	}))
}

export type NoticeLot = {
	id: string
	code: string
	status: string
	itemId: string
	unit: string
	quantity: string
	supplierId: string | null
	announced: boolean
	revision: string | null
}

/** Lots that somebody wants to announce, locked, with whether another notice has them. Two statements. */
export async function lockNoticeLots(ctx: Context, lotIds: readonly string[]): Promise<NoticeLot[]> {
	const ids = `{${lotIds.join(',')}}`
	await ctx.em.execute('select id from lot where id = any(?::uuid[]) order by id for update', [ids])
	return ctx.em.execute<NoticeLot[]>(
		`select t.id, t.code, t.status, t.item_id as "itemId", t.unit, trim_scale(t.quantity)::text as quantity, t.supplier_id as "supplierId", r.code as revision,
			exists (select 1 from shipment_line l join shipment s on s.tenant_id = l.tenant_id and s.id = l.shipment_id
				where l.tenant_id = t.tenant_id and l.lot_id = t.id and s.direction = 'inbound' and s.category <> 'cancelled') as announced
		from lot t left join item_revision r on r.tenant_id = t.tenant_id and r.id = t.revision_id where t.id = any(?::uuid[])`,
		[ids],
	)
}

export type NoticeChoices = {
	suppliers: { id: string; name: LocalizedText; code: string }[]
	/** The tenant's own active sites. */
	sites: { id: string; name: LocalizedText; code: string }[]
	/** Items that can be ordered, for whoever corrects what was ordered. */
	items: { id: string; sku: string; name: LocalizedText }[]
}

/** What the notice form chooses from. One statement. */
export async function readNoticeChoices(ctx: Context): Promise<NoticeChoices> {
	const [row] = await ctx.em.execute<
		{
			suppliers: NoticeChoices['suppliers'] | null
			sites: NoticeChoices['sites'] | null
			items: NoticeChoices['items'] | null
		}[]
	>(
		`select
			(select json_agg(json_build_object('id', p.id, 'name', p.name, 'code', p.code) order by p.code) from party p where p.active and p.kind in ('supplier', 'contract_manufacturer')) as suppliers,
			(select json_agg(json_build_object('id', s.id, 'name', s.name, 'code', s.code) order by s.code) from site s where s.active and s.party_id is null) as sites,
			(select json_agg(json_build_object('id', i.id, 'sku', i.sku, 'name', i.name) order by i.sku) from (select * from item where active order by sku limit 500) i) as items`,
	)
	return { suppliers: row?.suppliers ?? [], sites: row?.sites ?? [], items: row?.items ?? [] }
}

/** Which of these ids are active: the supplier, the tenant's own site, the items ordered. One statement. */
export async function readNoticeTargets(
	ctx: Context,
	asked: { partyId: string; siteId: string; itemIds: readonly string[] },
): Promise<{ party: boolean; site: boolean; items: string[] }> {
	const [row] = await ctx.em.execute<{ party: boolean; site: boolean; items: string[] | null }[]>(
		`select exists (select 1 from party where id = ? and active and kind in ('supplier', 'contract_manufacturer')) as party,
			exists (select 1 from site where id = ? and active and party_id is null) as site,
			(select json_agg(id) from item where id = any(?::uuid[])) as items`,
		[asked.partyId, asked.siteId, `{${asked.itemIds.join(',')}}`],
	)
	return { party: row?.party ?? false, site: row?.site ?? false, items: row?.items ?? [] }
}
