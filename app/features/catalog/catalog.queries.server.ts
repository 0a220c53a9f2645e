import type { ListPage } from '#app/core/list-cursor.ts'
import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributeConditions } from '#app/features/dictionary/attribute-condition.queries.server.ts'
import { attributeSight } from '#app/features/dictionary/dictionary.queries.server.ts'
import { withoutHidden } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { USUAL_PATTERN } from '#app/features/lot-codes/pattern.model.ts'
import { PATTERN_OF_ITEM } from '#app/features/lot-codes/pattern-of-item.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ItemKind, UdiFlags } from './catalog.model.ts'
import { revisionInForce } from './revision-in-force.queries.server.ts'
import { listRevisions, type Revision } from './revisions.queries.server.ts'
import { listSpecifications, type SpecificationRow } from './specifications.queries.server.ts'

const containing = (text: string | undefined): string =>
	`%${(text ?? '')
		.trim()
		.toLowerCase()
		.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Whether any lot of the item was ever registered. */
export async function hasLots(ctx: Context, itemId: string): Promise<boolean> {
	const rows = await ctx.em.execute<unknown[]>('select 1 from lot where item_id = ? limit 1', [itemId])
	return rows.length > 0
}

/** Whether a lot or an order refers to the revision. */
export async function isRevisionUsed(ctx: Context, revisionId: string): Promise<boolean> {
	const rows = await ctx.em.execute<unknown[]>(
		'select 1 where exists (select 1 from lot where revision_id = ?) or exists (select 1 from production_order where revision_id = ?)',
		[revisionId, revisionId],
	)
	return rows.length > 0
}

/** Of possible components of an item: the unit of each, and whether it is itself made of the item, at any depth. */
export async function readComponentFacts(
	ctx: Context,
	itemId: string,
	componentIds: readonly string[],
): Promise<Map<string, { unit: string; madeOfItem: boolean }>> {
	if (componentIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ id: string; unit: string; made_of_item: boolean }[]>(
		`with recursive uses (item_id) as (
			select ?::uuid
			union
			select r.item_id from uses u join bom_component c on c.component_item_id = u.item_id join item_revision r on r.id = c.revision_id
		)
		select id, unit, exists (select 1 from uses where uses.item_id = item.id) as made_of_item from item where id in (${componentIds.map(() => '?').join(', ')})`,
		[itemId, ...componentIds],
	)
	return new Map(rows.map((row) => [row.id, { unit: row.unit, madeOfItem: row.made_of_item }]))
}

export type ItemRow = {
	id: string
	sku: string
	name: LocalizedText
	kind: ItemKind
	unit: string
	gtin: string | null
	shelfLifeDays: number | null
	active: boolean
	revision: string | null
	suppliers: number
	lots: number
	/** As far as the actor may see them. */
	attributes: AttributeValues
}

export type ItemSearch = {
	q?: string | undefined
	kind?: ItemKind | undefined
	/** By key of the data dictionary, as `readAttributeFilter` reads them. */
	attributes?: Readonly<Record<string, string>> | undefined
	after?: string | undefined
	limit?: number
}

/** Partners are told of the items that they may deliver or were sent, and of no others. */
const FOR_PARTNERS = `(?::uuid is null or exists (select 1 from approved_supplier o where o.item_id = i.id and o.party_id = ?::uuid)
	or exists (select 1 from lot o where o.item_id = i.id and ?::uuid is not null))`

/** Items by number, a page at a time (`after` is the last number seen), with the revision in force. One statement beyond the dictionary. */
export async function listItems(
	ctx: Context,
	search: ItemSearch = {},
): Promise<{ items: ItemRow[]; nextCursor: string | null }> {
	const limit = search.limit ?? 50
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const q = containing(search.q)
	const kind = search.kind ?? null
	const party = partyOf(ctx.actor)
	const narrowed = await attributeConditions(ctx, 'item', search.attributes, 'i.attributes')
	const { hidden } = await attributeSight(ctx, 'item')
	const rows = await ctx.em.execute<ItemRow[]>(
		`select i.id, i.sku, i.name, i.kind, i.unit, i.gtin, i.shelf_life_days as "shelfLifeDays", i.active, i.attributes,
			(select r.code from item_revision r where r.id = ${revisionInForce('i.id')}) as revision,
			(select count(*)::int from approved_supplier s where s.item_id = i.id and s.status in ('approved', 'conditional')) as suppliers,
			(select count(*)::int from lot l where l.item_id = i.id) as lots
		from item i
		where i.sku > ? and (?::text is null or i.kind = ?) and ${FOR_PARTNERS}
			and (lower(i.sku) like ? or lower(i.name->>'en') like ? or i.name->>'zh-CN' like ? or coalesce(i.gtin, '') like ?)
			and ${narrowed.sql}
		order by i.sku limit ?`,
		[today, today, search.after ?? '', kind, kind, party, party, party, q, q, q, q, ...narrowed.values, limit + 1],
	)
	const items = rows.slice(0, limit).map((item) => ({ ...item, attributes: withoutHidden(item.attributes, hidden) }))
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.sku ?? null) : null }
}

export type ItemDetail = {
	id: string
	version: number
	sku: string
	name: LocalizedText
	description: LocalizedText | null
	kind: ItemKind
	unit: string
	gtin: string | null
	brand: string | null
	shelfLifeDays: number | null
	minimumShelfLifeDays: number | null
	udi: UdiFlags | null
	/** What numbers its lots, and what that was composed for: the item, its group, the tenant (null: nothing yet). */
	codePattern: string
	codeScope: string | null
	certificateRequired: boolean
	incomingInspection: boolean
	active: boolean
	/** Code of the revision in force. */
	revision: string | null
	lots: number
}
/** One item's own columns; null where there is none. */
export async function readItemBasics(ctx: Context, itemId: string): Promise<ItemDetail | null> {
	const party = partyOf(ctx.actor)
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const [item] = await ctx.em.execute<ItemDetail[]>(
		`select i.id, i.version, i.sku, i.name, i.description, i.kind, i.unit, i.gtin, i.brand, i.shelf_life_days as "shelfLifeDays", i.minimum_shelf_life_days as "minimumShelfLifeDays", i.udi,
			coalesce(c.pattern, '${USUAL_PATTERN}') as "codePattern", c.applies_to as "codeScope",
			i.certificate_required as "certificateRequired", i.incoming_inspection as "incomingInspection", i.active,
			(select r.code from item_revision r where r.id = ${revisionInForce('i.id')}) as revision,
			(select count(*)::int from lot where item_id = i.id) as lots
		from item i ${PATTERN_OF_ITEM} where i.id = ? and ${FOR_PARTNERS}`,
		[today, today, itemId, party, party, party],
	)
	return item ?? null
}

/** Revisions or specifications of an item on one page, and where each list was left. */
export type ItemLists = { size?: number; revisions?: string | null; specifications?: string | null }

/** One item with its revisions and their components, newest first, and what it is tested for, a page of each. Five statements. */
export async function readItem(
	ctx: Context,
	itemId: string,
	{ size, revisions, specifications }: ItemLists = {},
): Promise<{ item: ItemDetail; revisions: ListPage<Revision>; specifications: ListPage<SpecificationRow> } | null> {
	const item = await readItemBasics(ctx, itemId)
	if (!item) return null
	return {
		item,
		revisions: await listRevisions(ctx, itemId, { cursor: revisions, size }),
		specifications: await listSpecifications(ctx, itemId, { cursor: specifications, size }),
	}
}

/** The id of the item with this code; null when there is none. */
export async function itemIdBySku(ctx: Context, sku: string): Promise<string | null> {
	const [row] = await ctx.em.execute<{ id: string }[]>('select id from item where sku = ?', [sku])
	return row?.id ?? null
}
