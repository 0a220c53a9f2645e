import type { ItemFacts } from '#app/features/catalog/item-facts.model.ts'
import { ITEM_FACTS, type ItemFactRow, itemFactsOf } from '#app/features/catalog/item-facts.queries.server.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributesAsFacts, type FactValues } from '#app/features/dictionary/attributes-as-facts.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { SITE_FACTS, type SiteFactRow, siteFactsOf } from '#app/features/parties/site-facts.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'

type Row = ItemFactRow &
	SiteFactRow & {
		id: string
		code: string
		supplier_lot: string | null
		heat: string | null
		attributes: AttributeValues
		revision: string | null
		status: string
		category: string
		hold_reason: string | null
		inherited_hold: boolean
		recall_case: string | null
		manufactured_on: string | null
		expires_on: string | null
		quantity: string
		on_hand: string
		unit: string
		item_id: string
		site_id: string | null
		supplier_id: string | null
		incoming_inspection: boolean
	}

/** The facts of a lot and its item that every match check looks at, with what callers need beside them. */
export type LotFacts = {
	lotId: string
	code: string
	status: string
	itemId: string
	/** Where it lies; null where nobody has said. */
	siteId: string | null
	supplierId: string | null
	sku: string
	/** Its incoming lots wait for a reviewer. */
	incomingInspection: boolean
	onHand: { value: string; unit: string }
	/** The groups `lot`, `item` and `site` of the fact catalogues. */
	facts: FactTree & { item: ItemFacts }
}

/**
 * Which of the lots asked for have an ancestor, at any remove, that is blocked now: as a lot's page shows it
 * (`inheritedBy`). Where the tenant has no blocked lot, nothing is walked. Their histories are walked together, each
 * ancestor once however many of them share it; only where one of these is blocked are the links read that lead from it
 * back down to them (of one lot alone, none need be). The `offset` keeps links looked up by their child: for a few ancestors the planner would read them all.
 */
const INHERITING = `with recursive back(node) as (
	select k.parent_node from lot l cross join lateral (select parent_node from lot_link where child_node = l.node offset 0) k
		where l.id = any(?::uuid[]) and exists (select 1 from lot a where a.category = 'blocked')
	union
	select k.parent_node from back b cross join lateral (select parent_node from lot_link where child_node = b.node offset 0) k
), blocked as materialized (
	select node from back where node in (select a.node from lot a where a.category = 'blocked')
), edge as materialized (
	select k.parent_node as parent, c.node as child
	from (select node from back union select l.node from lot l where l.id = any(?::uuid[])) c
	cross join lateral (select parent_node from lot_link where child_node = c.node offset 0) k
	where exists (select 1 from blocked)
), inheriting(node) as (
	select e.child from blocked b join edge e on e.parent = b.node
	union
	select e.child from inheriting i join edge e on e.parent = i.node
)`

/** States of the shipped lifecycle that mean a recall, over or not. */
const RECALL_STATES: ReadonlySet<string> = new Set(['recalled', 'recall_closed'])

/**
 * Loads the groups `lot`, `item` and `site` for any number of lots in one statement, by lot id. A lot without an expiry date
 * does not expire if its item has no shelf life; otherwise its expiry is not known, and rules say so.
 */
export async function readLotFacts(ctx: Context, lotIds: readonly string[]): Promise<Map<string, LotFacts>> {
	if (lotIds.length === 0) return new Map()
	await ctx.em.flush()
	const ids = `{${lotIds.join(',')}}`
	const rows = await ctx.em.execute<Row[]>(
		`${INHERITING}
		select l.id, l.code, l.supplier_lot, l.attributes->>'heat' as heat, r.code as revision, l.status, l.category,
			(select h.reason from hold h where h.tenant_id = l.tenant_id and h.lot_id = l.id and h.lifted_at is null order by h.placed_at desc limit 1) as hold_reason,
			${lotIds.length === 1 ? 'exists (select 1 from blocked)' : 'l.node in (select node from inheriting)'} as inherited_hold,
			(select c.number from recall_lot x join recall_case c on c.tenant_id = x.tenant_id and c.id = x.recall_id
				where x.tenant_id = l.tenant_id and x.lot_id = l.id and c.category in ('active', 'waiting', 'blocked') order by c.created_at desc limit 1) as recall_case,
			l.manufactured_on::text, l.expires_on::text, trim_scale(l.quantity)::text as quantity, trim_scale(l.on_hand)::text as on_hand, l.unit,
			l.item_id, l.site_id, l.supplier_id, l.attributes, i.incoming_inspection, ${ITEM_FACTS}, ${SITE_FACTS}
		from lot l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
		left join site s on s.tenant_id = l.tenant_id and s.id = l.site_id
		left join item_revision r on r.tenant_id = l.tenant_id and r.id = l.revision_id
		where l.id = any(?::uuid[])`,
		[ids, ids, ids],
	)
	const lotAttributes = await everyAttributeOf(ctx, 'lot')
	const itemAttributes = await everyAttributeOf(ctx, 'item')
	const siteAttributes = await everyAttributeOf(ctx, 'site')
	return new Map(
		rows.map((row) => {
			const own = attributesAsFacts(lotAttributes, row.attributes)
			const item = itemFactsOf(row, itemAttributes)
			return [row.id, toFacts(row, own, { item, site: siteFactsOf(row, siteAttributes) })]
		}),
	)
}

function toFacts(row: Row, attributes: FactValues, beside: { item: ItemFacts; site: object }): LotFacts {
	const onHand = { value: row.on_hand, unit: row.unit }
	const onHold = row.hold_reason !== null || row.status === 'on_hold'
	const lot = {
		code: row.code,
		supplierLot: row.supplier_lot,
		heat: row.heat,
		revision: row.revision,
		status: row.status,
		category: row.category,
		onHold,
		inheritedHold: row.inherited_hold,
		holdReason: row.hold_reason,
		recalled: row.recall_case !== null || RECALL_STATES.has(row.status),
		recallCase: row.recall_case,
		manufacturedOn: row.manufactured_on,
		expiresOn: row.expires_on,
		...(row.expires_on === null && row.shelf_life_days === null ? { expires: false } : {}),
		quantity: { value: row.quantity, unit: row.unit },
		onHand,
		attributes,
	}
	return {
		lotId: row.id,
		code: row.code,
		status: row.status,
		itemId: row.item_id,
		siteId: row.site_id,
		supplierId: row.supplier_id,
		sku: row.sku,
		incomingInspection: row.incoming_inspection,
		onHand,
		facts: { lot, ...beside },
	}
}
