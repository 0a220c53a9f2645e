import type { LocalizedText } from '#app/core/localized.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributesAsFacts, type FactValues } from '#app/features/dictionary/attributes-as-facts.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'

type Row = {
	id: string
	code: string
	supplier_lot: string | null
	heat: string | null
	attributes: AttributeValues
	item_attributes: AttributeValues
	revision: string | null
	status: string
	category: string
	hold_reason: string | null
	recall_case: string | null
	manufactured_on: string | null
	expires_on: string | null
	quantity: string
	on_hand: string
	unit: string
	item_id: string
	site_id: string | null
	sku: string
	item_name: LocalizedText
	kind: string
	active: boolean
	certificate_required: boolean
	incoming_inspection: boolean
	shelf_life_days: number | null
	version: number
}

/** The facts of a lot and its item that every match check looks at, with what callers need beside them. */
export type LotFacts = {
	lotId: string
	code: string
	status: string
	itemId: string
	/** Where it lies; null where nobody has said. */
	siteId: string | null
	sku: string
	/** Its incoming lots wait for a reviewer. */
	incomingInspection: boolean
	onHand: { value: string; unit: string }
	/** The groups `lot` and `item` of the fact catalogues. */
	facts: FactTree
}

/** States of the shipped lifecycle that mean a recall, over or not. */
const RECALL_STATES: ReadonlySet<string> = new Set(['recalled', 'recall_closed'])

/**
 * Loads the groups `lot` and `item` for any number of lots in one statement, by lot id. A lot without an expiry date
 * does not expire if its item has no shelf life; otherwise its expiry is not known, and rules say so.
 */
export async function readLotFacts(ctx: Context, lotIds: readonly string[]): Promise<Map<string, LotFacts>> {
	if (lotIds.length === 0) return new Map()
	await ctx.em.flush()
	const rows = await ctx.em.execute<Row[]>(
		`select l.id, l.code, l.supplier_lot, l.attributes->>'heat' as heat, r.code as revision, l.status, l.category,
			(select h.reason from hold h where h.tenant_id = l.tenant_id and h.lot_id = l.id and h.lifted_at is null order by h.placed_at desc limit 1) as hold_reason,
			(select c.number from recall_lot x join recall_case c on c.tenant_id = x.tenant_id and c.id = x.recall_id
				where x.tenant_id = l.tenant_id and x.lot_id = l.id and c.category in ('active', 'waiting', 'blocked') order by c.created_at desc limit 1) as recall_case,
			l.manufactured_on::text, l.expires_on::text, trim_scale(l.quantity)::text as quantity, trim_scale(l.on_hand)::text as on_hand, l.unit,
			l.item_id, l.site_id, l.attributes, i.attributes as item_attributes, i.sku, i.name as item_name, i.kind, i.active, i.certificate_required, i.incoming_inspection, i.shelf_life_days, l.version
		from lot l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
		left join item_revision r on r.tenant_id = l.tenant_id and r.id = l.revision_id
		where l.id = any(?::uuid[])`,
		[`{${lotIds.join(',')}}`],
	)
	const lotAttributes = await everyAttributeOf(ctx, 'lot')
	const itemAttributes = await everyAttributeOf(ctx, 'item')
	return new Map(
		rows.map((row) => {
			const own = attributesAsFacts(lotAttributes, row.attributes)
			const item = attributesAsFacts(itemAttributes, row.item_attributes)
			return [row.id, toFacts(row, own, item)]
		}),
	)
}

function toFacts(row: Row, attributes: FactValues, itemAttributes: FactValues): LotFacts {
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
	const item = {
		sku: row.sku,
		kind: row.kind,
		active: row.active,
		certificateRequired: row.certificate_required,
		shelfLifeDays: row.shelf_life_days,
		attributes: itemAttributes,
	}
	return {
		lotId: row.id,
		code: row.code,
		status: row.status,
		itemId: row.item_id,
		siteId: row.site_id,
		sku: row.sku,
		incomingInspection: row.incoming_inspection,
		onHand,
		facts: { lot, item },
	}
}
