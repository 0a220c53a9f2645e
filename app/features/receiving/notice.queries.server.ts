import { type ChoiceList, NO_CHOICES } from '#app/core/choice.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { choicesAddress } from '#app/features/choices/choices.model.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { ANNOUNCEABLE } from '#app/features/choices/lot-sources.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type AnnounceableLot = {
	id: string
	code: string
	supplierLot: string | null
	sku: string
	itemName: LocalizedText
	quantity: string
	unit: string
	expiresOn: string | null
}

/** So many lots are listed in the form of a notice; the others are found by what is typed. */
const LISTED = 100

export type AnnounceableLots = { lots: AnnounceableLot[]; all: number; found: ChoiceList }

/**
 * Lots that a supplier announced and that are in no open or received notice, newest first: 100, how many there are, and where
 * others are found. Without a supplier those of any.
 */
export async function listAnnounceableLots(
	ctx: Context,
	options: { partyId?: string | null } = {},
): Promise<AnnounceableLots> {
	const rows = await ctx.em.execute<
		{
			id: string
			code: string
			supplier_lot: string | null
			of_all: number
			sku: string
			item_name: LocalizedText
			quantity: string
			unit: string
			expires_on: string | null
		}[]
	>(
		`select (count(*) over ())::int as of_all, l.id, l.code, l.supplier_lot, i.sku, i.name as item_name, trim_scale(l.quantity)::text as quantity, l.unit, l.expires_on::text
		from lot l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id where ${ANNOUNCEABLE} order by l.updated_at desc, l.id desc limit ${LISTED}`,
		[options.partyId ?? null, options.partyId ?? null],
	)
	const lots = rows.map((row) => ({
		id: row.id,
		code: row.code,
		supplierLot: row.supplier_lot,
		sku: row.sku,
		itemName: row.item_name,
		quantity: row.quantity,
		unit: row.unit,
		expiresOn: row.expires_on,
	}))
	const from = choicesAddress('lots', { to: 'announce', party: options.partyId ?? undefined })
	return { lots, all: rows[0]?.of_all ?? 0, found: { ...NO_CHOICES, from, all: null } }
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

/** The ids of lots by exactly their codes; codes that nobody has, or the reader may not see, are left out. One statement. */
export async function lotIdsOf(ctx: Context, codes: readonly string[]): Promise<Map<string, string>> {
	if (codes.length === 0) return new Map()
	const rows = await ctx.em.execute<{ id: string; code: string }[]>(
		'select id, code from lot where code_norm in (select jsonb_array_elements_text(?::jsonb)) and code in (select jsonb_array_elements_text(?::jsonb))',
		[JSON.stringify(codes.map(normaliseCode)), JSON.stringify(codes)],
	)
	return new Map(rows.map(({ id, code }) => [code, id]))
}

export type NoticeChoices = {
	suppliers: ChoiceList
	/** The tenant's own active sites. */
	sites: ChoiceList
	/** Items that can be ordered, for whoever corrects what was ordered; nothing for a partner. */
	items: ChoiceList
}

/** What the notice form chooses from; with the supplier that is chosen, by name. Three statements. */
export const readNoticeChoices = async (ctx: Context, partyId: string | null): Promise<NoticeChoices> => ({
	suppliers: await choiceList(ctx, 'parties', { kinds: 'supplier,contract_manufacturer' }, [partyId]),
	sites: await choiceList(ctx, 'sites', {}),
	items: await choiceList(ctx, 'items', {}),
})

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
