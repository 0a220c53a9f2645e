import type { ListPage } from '#app/core/list-cursor.ts'
import type { Language, LocalizedText } from '#app/core/localized.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributeConditions } from '#app/features/dictionary/attribute-condition.queries.server.ts'
import { attributeSight } from '#app/features/dictionary/dictionary.queries.server.ts'
import { withoutHidden } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ApprovalStatus, PartyKind, Qualification } from './party.model.ts'

/** A piece of text as a `like` pattern that means itself. */
const containing = (text: string | undefined): string =>
	`%${(text ?? '')
		.trim()
		.toLowerCase()
		.replaceAll(/[\\%_]/g, '\\$&')}%`

/** What an approval is between; null where the tenant has no such item or party. */
export async function readApprovalParts(
	ctx: Context,
	asked: { itemId: string; partyId: string },
): Promise<{ sku: string | null; partyKind: PartyKind | null; partyCode: string | null; onboarding: string | null }> {
	const [row] = await ctx.em.execute<
		{ sku: string | null; kind: PartyKind | null; code: string | null; onboarding: string | null }[]
	>(
		`select (select sku from item where id = ?) as sku, (select kind from party where id = ?) as kind, (select code from party where id = ?) as code,
			(select coalesce(supplier_approval, 'asked') from quality_case where party_id = ? and kind = 'supplier_onboarding') as onboarding`,
		[asked.itemId, asked.partyId, asked.partyId, asked.partyId],
	)
	return {
		sku: row?.sku ?? null,
		partyKind: row?.kind ?? null,
		partyCode: row?.code ?? null,
		onboarding: row?.onboarding ?? null,
	}
}

/** A row without the attributes that the actor may not see. */
const seen = <Row extends { attributes: AttributeValues }>(
	row: Row,
	{ hidden }: { hidden: ReadonlySet<string> },
): Row => ({
	...row,
	attributes: withoutHidden(row.attributes, hidden),
})

export type PartyRow = {
	id: string
	version: number
	code: string
	kind: PartyKind
	name: LocalizedText
	country: string
	city: LocalizedText | null
	gln: string | null
	email: string | null
	active: boolean
	approvals: number
	people: number
	/** As far as the actor may see them. */
	attributes: AttributeValues
}

export type PartySearch = {
	q?: string | undefined
	kind?: PartyKind | undefined
	/** By key of the data dictionary, as `readAttributeFilter` reads them. */
	attributes?: Readonly<Record<string, string>> | undefined
	after?: string | undefined
	limit?: number
}

const PARTY_COLUMNS = `p.id, p.version, p.code, p.kind, p.name, p.country, p.city, p.gln, p.email, p.active, p.attributes,
	(select count(*)::int from approved_supplier s where s.party_id = p.id and s.status in ('approved', 'conditional')) as approvals,
	(select count(distinct m.account_id)::int from membership m where m.tenant_id = p.tenant_id and m.party_id = p.id and m.disabled_at is null) as people`

/** One partner as lists show it; null where there is none. One statement. */
export async function readPartyRow(ctx: Context, partyId: string): Promise<PartyRow | null> {
	const [row] = await ctx.em.execute<PartyRow[]>(`select ${PARTY_COLUMNS} from party p where p.id = ?`, [partyId])
	return row ? seen(row, await attributeSight(ctx, 'party')) : null
}

/** Partners by code, a page at a time (`after` is the last code seen), with how many items each may deliver and how many people it has. */
export async function listParties(
	ctx: Context,
	search: PartySearch = {},
): Promise<{ parties: PartyRow[]; nextCursor: string | null }> {
	const limit = search.limit ?? 50
	const q = containing(search.q)
	const narrowed = await attributeConditions(ctx, 'party', search.attributes, 'p.attributes')
	const sight = await attributeSight(ctx, 'party')
	const rows = await ctx.em.execute<PartyRow[]>(
		`select ${PARTY_COLUMNS} from party p
		where p.code > ? and (?::text is null or p.kind = ?) and (lower(p.code) like ? or lower(p.name->>'en') like ? or p.name->>'zh-CN' like ?)
			and ${narrowed.sql}
		order by p.code limit ?`,
		[search.after ?? '', search.kind ?? null, search.kind ?? null, q, q, q, ...narrowed.values, limit + 1],
	)
	const parties = rows.slice(0, limit).map((row) => seen(row, sight))
	return { parties, nextCursor: rows.length > limit ? (parties.at(-1)?.code ?? null) : null }
}

export type PartyDetail = {
	id: string
	version: number
	kind: PartyKind
	code: string
	name: LocalizedText
	country: string
	city: LocalizedText | null
	gln: string | null
	email: string | null
	phone: string | null
	language: Language
	active: boolean
	lots: number
	shipments: number
}

/** One partner with how much passed between; null where there is none. One statement. */
export async function readParty(ctx: Context, partyId: string): Promise<PartyDetail | null> {
	const [row] = await ctx.em.execute<PartyDetail[]>(
		`select id, version, kind, code, name, country, city, gln, email, phone, language, active,
			(select count(*)::int from lot where supplier_id = party.id) as lots,
			(select count(*)::int from shipment where party_id = party.id) as shipments
		from party where id = ?`,
		[partyId],
	)
	return row ?? null
}

export type ApprovalRow = {
	id: string
	itemId: string
	sku: string
	itemName: LocalizedText
	partyId: string
	partyCode: string
	partyName: LocalizedText
	status: ApprovalStatus
	validUntil: string | null
	supplierSku: string | null
	lots: number
	qualification: Qualification | null
	/** The decision that says so, and what of it was not passed. */
	decisionId: string | null
	reasons: LocalizedText[]
}

/** Which supplier may deliver which item: those of one party or of one item, by number and code, a page at a time. One statement. */
export async function listApprovals(
	ctx: Context,
	of: { partyId: string } | { itemId: string },
	at: { cursor?: string | null; size?: number } = {},
): Promise<ListPage<ApprovalRow>> {
	const [column, id] = 'partyId' in of ? ['party_id', of.partyId] : ['item_id', of.itemId]
	return readPage<ApprovalRow>(
		ctx,
		{
			sql: `select a.id, a.item_id as "itemId", i.sku, i.name as "itemName", a.party_id as "partyId", p.code as "partyCode", p.name as "partyName",
			a.status, to_char(a.valid_until, 'YYYY-MM-DD') as "validUntil", a.supplier_sku as "supplierSku", a.qualification, a.qualification_decision_id as "decisionId",
			coalesce((select jsonb_agg(r->'message') from decision d, jsonb_array_elements(d.detail->'rules') r
				where d.id = a.qualification_decision_id and r->>'status' <> 'pass'), '[]'::jsonb) as reasons,
			(select count(*)::int from lot l where l.item_id = a.item_id and l.supplier_id = a.party_id) as lots
		from approved_supplier a join item i on i.id = a.item_id join party p on p.id = a.party_id
		where a.${column} = ?`,
			values: [id],
			order: [
				{ by: 'sku', as: 'text' },
				{ by: '"partyCode"', as: 'text' },
				{ by: 'id', as: 'uuid' },
			],
		},
		at,
	)
}

export type SiteRow = {
	id: string
	version: number
	code: string
	name: LocalizedText
	country: string
	city: LocalizedText
	gln: string | null
	timeZone: string
	active: boolean
	partyId: string | null
	partyName: LocalizedText | null
	/** As far as the actor may see them. */
	attributes: AttributeValues
}

const SITE_COLUMNS = `s.id, s.version, s.code, s.name, s.country, s.city, s.gln, s.time_zone as "timeZone", s.active, s.party_id as "partyId", p.name as "partyName", s.attributes`

/** Places by code, own ones first, a page at a time; with `partyId` those of one partner. `after` is `0code` or `1code`. */
export async function listSites(
	ctx: Context,
	search: {
		q?: string | undefined
		partyId?: string | undefined
		/** By key of the data dictionary, as `readAttributeFilter` reads them. */
		attributes?: Readonly<Record<string, string>> | undefined
		after?: string | undefined
		limit?: number
	} = {},
): Promise<{ sites: SiteRow[]; nextCursor: string | null }> {
	const limit = search.limit ?? 50
	const q = containing(search.q)
	const narrowed = await attributeConditions(ctx, 'site', search.attributes, 's.attributes')
	const sight = await attributeSight(ctx, 'site')
	const rows = await ctx.em.execute<(SiteRow & { place: string })[]>(
		`select ${SITE_COLUMNS}, case when s.party_id is null then '0' else '1' end || s.code as place
		from site s left join party p on p.id = s.party_id
		where case when s.party_id is null then '0' else '1' end || s.code > ? and (?::uuid is null or s.party_id = ?::uuid)
			and (lower(s.code) like ? or lower(s.name->>'en') like ? or s.name->>'zh-CN' like ?)
			and ${narrowed.sql}
		order by place limit ?`,
		[search.after ?? '', search.partyId ?? null, search.partyId ?? null, q, q, q, ...narrowed.values, limit + 1],
	)
	const page = rows.slice(0, limit)
	return {
		sites: page.map(({ place: _place, ...site }) => seen(site, sight)),
		nextCursor: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
	}
}

/** One place, or null. */
export async function readSite(ctx: Context, siteId: string): Promise<SiteRow | null> {
	const [row] = await ctx.em.execute<SiteRow[]>(
		`select ${SITE_COLUMNS} from site s left join party p on p.id = s.party_id where s.id = ?`,
		[siteId],
	)
	return row ? seen(row, await attributeSight(ctx, 'site')) : null
}

/** Of some ids, those that are places of the tenant itself, in use. One statement. */
export async function ownSiteIds(ctx: Context, ids: readonly string[]): Promise<ReadonlySet<string>> {
	if (ids.length === 0) return new Set()
	const rows = await ctx.em.execute<{ id: string }[]>(
		'select id from site where active and party_id is null and id = any(?::uuid[])',
		[`{${ids.join(',')}}`],
	)
	return new Set(rows.map((row) => row.id))
}
