import { type ChoiceList, NO_CHOICES } from '#app/core/choice.ts'
import { readCursor, writeCursor } from '#app/core/list-cursor.ts'
import type { Language, LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import { choicesAddress } from '#app/features/choices/choices.model.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { SHIPPABLE } from '#app/features/choices/lot-sources.queries.server.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LineStatus, ShipmentState } from './shipment.model.ts'

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString())

export type ShipmentRow = {
	id: string
	number: string
	status: ShipmentState
	partyName: LocalizedText
	siteName: LocalizedText
	reference: string | null
	carrier: string | null
	expectedOn: string | null
	shippedAt: string | null
	announcedAt: string
	lines: number
	recalled: number
	firstItem: LocalizedText | null
}

/** Shipments to customers, newest first, one page at a time. A customer's own, once they are sent. One statement. */
export async function listShipments(
	ctx: Context,
	search: { status?: ShipmentState | null; text?: string; cursor?: string | null; limit?: number },
): Promise<{ rows: ShipmentRow[]; nextCursor: string | null }> {
	if (!ctx.ability.can('read', 'Shipment')) return { rows: [], nextCursor: null }
	const limit = search.limit ?? 50
	const after = readCursor(search.cursor, 2)
	const status = partyOf(ctx.actor) ? 'shipped' : (search.status ?? null)
	const like = search.text ? `%${search.text.replaceAll(/[%_\\]/g, '\\$&')}%` : null
	const rows = await ctx.em.execute<
		(Omit<ShipmentRow, 'shippedAt' | 'announcedAt'> & { shippedAt: Date | string | null; announcedAt: Date | string })[]
	>(
		`select s.id, s.number, s.status, p.name as "partyName", w.name as "siteName", s.reference, s.carrier, s.expected_on::text as "expectedOn", s.shipped_at as "shippedAt",
			s.announced_at as "announcedAt", c.lines, c.recalled, c.first as "firstItem"
		from shipment s join party p on p.tenant_id = s.tenant_id and p.id = s.party_id join site w on w.tenant_id = s.tenant_id and w.id = s.site_id
		left join lateral (select count(*)::int as lines, (count(*) filter (where t.status in ('recalled', 'recall_closed')))::int as recalled, (array_agg(i.name order by l.line_number))[1] as first
			from shipment_line l join lot t on t.tenant_id = l.tenant_id and t.id = l.lot_id join item i on i.tenant_id = l.tenant_id and i.id = t.item_id
			where l.tenant_id = s.tenant_id and l.shipment_id = s.id) c on true
		where s.direction = 'outbound' ${status ? 'and s.status = ?' : ''}
			${
				like
					? `and (s.number ilike ? or s.reference ilike ? or p.name->>'en' ilike ? or p.name->>'zh-CN' ilike ?
				or exists (select 1 from shipment_line l join lot t on t.tenant_id = l.tenant_id and t.id = l.lot_id where l.tenant_id = s.tenant_id and l.shipment_id = s.id and t.code ilike ?))`
					: ''
			}
			${after ? 'and (s.announced_at, s.id) < (?::timestamptz, ?::uuid)' : ''}
		order by s.announced_at desc, s.id desc limit ?`,
		[...(status ? [status] : []), ...(like ? [like, like, like, like, like] : []), ...(after ?? []), limit + 1],
	)
	const page = rows
		.slice(0, limit)
		.map((row) => ({ ...row, shippedAt: iso(row.shippedAt), announcedAt: iso(row.announcedAt) ?? '' }))
	const last = page.at(-1)
	return { rows: page, nextCursor: rows.length > limit && last ? writeCursor([last.announcedAt, last.id]) : null }
}

export type ShipmentLineRow = {
	id: string
	lineNumber: number
	lotId: string
	lotCode: string
	lotStatus: string
	gtin: string | null
	sku: string
	itemName: LocalizedText
	quantity: string
	unit: string
	/** As it was given, where that was in another unit. */
	given: Quantity | null
	onHand: string
	expiresOn: string | null
	manufacturedOn: string | null
	status: LineStatus
	decisionId: string | null
	decisionVersion: number | null
	decidedAt: string | null
}

export type ShipmentDetail = {
	id: string
	number: string
	status: ShipmentState
	partyId: string
	partyName: LocalizedText
	partyCode: string
	partyCountry: string
	partyCity: LocalizedText | null
	partyEmail: string | null
	partyLanguage: Language
	siteId: string
	siteName: LocalizedText
	siteCity: LocalizedText
	siteCountry: string
	reference: string | null
	carrier: string | null
	expectedOn: string | null
	shippedAt: string | null
	lines: ShipmentLineRow[]
}

/** A shipment with its lines; null when there is none that the reader may see. A customer sees it once it is sent. Two statements. */
export async function readShipment(ctx: Context, id: string): Promise<ShipmentDetail | null> {
	const [head] = await ctx.em.execute<
		(Omit<ShipmentDetail, 'shippedAt' | 'lines'> & { shippedAt: Date | string | null })[]
	>(
		`select s.id, s.number, s.status, s.party_id as "partyId", p.name as "partyName", p.code as "partyCode", p.country as "partyCountry", p.city as "partyCity",
			p.email as "partyEmail", p.language as "partyLanguage", w.id as "siteId", w.name as "siteName", w.city as "siteCity", w.country as "siteCountry",
			s.reference, s.carrier, s.expected_on::text as "expectedOn", s.shipped_at as "shippedAt"
		from shipment s join party p on p.tenant_id = s.tenant_id and p.id = s.party_id join site w on w.tenant_id = s.tenant_id and w.id = s.site_id
		where s.id = ? and s.direction = 'outbound'`,
		[id],
	)
	if (!head || !ctx.ability.can('read', asSubject('Shipment', { partyId: head.partyId }))) return null
	if (partyOf(ctx.actor) && head.status !== 'shipped') return null
	const lines = await ctx.em.execute<(Omit<ShipmentLineRow, 'decidedAt'> & { decidedAt: Date | string | null })[]>(
		`select l.id, l.line_number as "lineNumber", l.lot_id as "lotId", t.code as "lotCode", t.status as "lotStatus", coalesce(t.gtin, i.gtin) as gtin, i.sku, i.name as "itemName",
			trim_scale(l.quantity)::text as quantity, l.unit, l.given, trim_scale(t.on_hand)::text as "onHand", t.expires_on::text as "expiresOn", t.manufactured_on::text as "manufacturedOn",
			l.status, d.id as "decisionId", d.rule_set_version as "decisionVersion", d.decided_at as "decidedAt"
		from shipment_line l join lot t on t.tenant_id = l.tenant_id and t.id = l.lot_id join item i on i.tenant_id = l.tenant_id and i.id = t.item_id
		left join decision d on d.tenant_id = l.tenant_id and d.id = l.decision_id
		where l.shipment_id = ? order by l.line_number`,
		[id],
	)
	return {
		...head,
		shippedAt: iso(head.shippedAt),
		lines: lines.map((line) => ({ ...line, decidedAt: iso(line.decidedAt) })),
	}
}

export type LotCertificate = {
	id: string
	lotId: string
	title: string
	kind: string
	number: string | null
	issuedOn: string | null
	validUntil: string | null
}

/** All documents about the lots of a shipment (200 at most) that the reader may see: the row policies decide. One statement. */
export const readLotCertificates = (ctx: Context, lotIds: readonly string[]): Promise<LotCertificate[]> =>
	ctx.em.execute<LotCertificate[]>(
		`select d.id, k.subject_id as "lotId", d.title, d.kind, d.number, d.issued_on::text as "issuedOn", d.valid_until::text as "validUntil"
		from document_link k join document d on d.tenant_id = k.tenant_id and d.id = k.document_id
		where k.subject_type = 'lot' and k.subject_id = any(?::uuid[]) order by d.issued_on desc nulls last, d.id`,
		[`{${lotIds.join(',')}}`],
	)

export type ShippableLot = {
	id: string
	code: string
	sku: string
	itemName: LocalizedText
	onHand: string
	unit: string
	expiresOn: string | null
}

/** So many lots are listed in the form of a shipment; the others are found by what is typed. */
const LISTED = 100

export type ShippableLots = { lots: ShippableLot[]; all: number; found: ChoiceList }

/** Released lots of which something is here, first to expire first: 100, how many there are, and where others are found. */
export async function listShippableLots(ctx: Context): Promise<ShippableLots> {
	const rows = await ctx.em.execute<(ShippableLot & { of_all: number })[]>(
		`select (count(*) over ())::int as of_all, l.id, l.code, i.sku, i.name as "itemName", trim_scale(l.on_hand)::text as "onHand", l.unit, l.expires_on::text as "expiresOn"
		from lot l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id where ${SHIPPABLE}
		order by i.kind = 'finished_product' desc, l.expires_on nulls last, l.code limit ${LISTED}`,
	)
	const lots = rows.map(({ of_all: _all, ...lot }) => lot)
	return {
		lots,
		all: rows[0]?.of_all ?? 0,
		found: { ...NO_CHOICES, from: choicesAddress('lots', { to: 'ship' }), all: null },
	}
}

export type ShipmentChoices = { customers: ChoiceList; sites: ChoiceList }

/** Active customers and the tenant's own sites. Two statements. */
export const readShipmentChoices = async (ctx: Context): Promise<ShipmentChoices> => ({
	customers: await choiceList(ctx, 'parties', { kinds: 'customer' }),
	sites: await choiceList(ctx, 'sites', {}),
})

export type ShipmentTargets = {
	party: boolean
	site: boolean
	lots: { id: string; code: string; itemId: string; unit: string; onHand: string }[]
}

/** What a shipment to be made refers to. One statement. */
export async function readShipmentTargets(
	ctx: Context,
	asked: { partyId: string; siteId: string; lotIds: readonly string[] },
): Promise<ShipmentTargets> {
	const [row] = await ctx.em.execute<{ party: boolean; site: boolean; lots: ShipmentTargets['lots'] | null }[]>(
		`select exists (select 1 from party where id = ? and kind = 'customer') as party, exists (select 1 from site where id = ? and active and party_id is null) as site,
			(select json_agg(json_build_object('id', id, 'code', code, 'itemId', item_id, 'unit', unit, 'onHand', trim_scale(on_hand)::text)) from lot where id = any(?::uuid[])) as lots`,
		[asked.partyId, asked.siteId, `{${asked.lotIds.join(',')}}`],
	)
	return { party: row?.party ?? false, site: row?.site ?? false, lots: row?.lots ?? [] }
}

export type CustomerRow = {
	id: string
	code: string
	name: LocalizedText
	active: boolean
	country: string
	email: string | null
	language: Language
	unanswered: number
	attributes: AttributeValues
}

/** The customer of a shipment with its unanswered recall notices. One statement. */
export async function readCustomer(ctx: Context, partyId: string): Promise<CustomerRow | null> {
	const [row] = await ctx.em.execute<CustomerRow[]>(
		`select p.id, p.code, p.name, p.active, p.country, p.email, p.language, p.attributes,
			(select count(*)::int from recall_notice n where n.tenant_id = p.tenant_id and n.party_id = p.id and n.answered_at is null) as unanswered
		from party p where p.id = ?`,
		[partyId],
	)
	return row ?? null
}

/** Locks a shipment until the unit of work ends; whether there is such a one. */
export async function lockShipment(ctx: Context, id: string): Promise<boolean> {
	await ctx.em.flush()
	const rows = await ctx.em.execute<{ id: string }[]>(
		"select id from shipment where id = ? and direction = 'outbound' for update",
		[id],
	)
	return rows.length > 0
}

/** Lets a customer see lots that were shipped to it, from now on. */
export async function grantLots(ctx: Context, partyId: string, lotIds: readonly string[]): Promise<void> {
	await ctx.em.execute(
		`insert into lot_party (tenant_id, lot_id, party_id, since) select ?, x::uuid, ?, ? from jsonb_array_elements_text(?::jsonb) as x
		on conflict (tenant_id, lot_id, party_id) do nothing`,
		[ctx.tenant.id, partyId, ctx.now, JSON.stringify(lotIds)],
	)
}
