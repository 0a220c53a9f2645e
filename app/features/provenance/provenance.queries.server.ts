import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** The product that a GTIN names, as the public may know it. */
export type PublicProduct = {
	itemId: string
	gtin: string
	name: LocalizedText
	brand: string | null
	description: LocalizedText | null
}

/** The product of a GTIN in this portal; null when there is none. */
export async function readProduct(ctx: Context, gtin: string): Promise<PublicProduct | null> {
	const [row] = await ctx.em.execute<
		{ id: string; name: LocalizedText; brand: string | null; description: LocalizedText | null }[]
	>(
		'select i.id, i.name, i.brand, i.description from public_gtin g join item i on i.id = g.item_id where g.gtin = ? and g.tenant_id = ?',
		[gtin, ctx.tenant.id],
	)
	return row ? { itemId: row.id, gtin, name: row.name, brand: row.brand, description: row.description } : null
}

export type FoundLot = {
	id: string
	node: string
	code: string
	status: string
	category: string
	manufacturedOn: string | null
	expiresOn: string | null
	itemId: string
	gtin: string | null
	name: LocalizedText
	brand: string | null
	description: LocalizedText | null
}

type LotRow = {
	id: string
	node: string
	code: string
	status: string
	category: string
	manufactured_on: string | null
	expires_on: string | null
	item_id: string
	gtin: string | null
	name: LocalizedText
	brand: string | null
	description: LocalizedText | null
}

const LOT = `select l.id, l.node::text, l.code, l.status, l.category, l.manufactured_on::text, l.expires_on::text, l.item_id,
	coalesce(g.gtin, l.gtin, i.gtin) as gtin, i.name, i.brand, i.description from lot l join item i on i.id = l.item_id`

const toLot = (row: LotRow): FoundLot => ({
	id: row.id,
	node: row.node,
	code: row.code,
	status: row.status,
	category: row.category,
	manufacturedOn: row.manufactured_on,
	expiresOn: row.expires_on,
	itemId: row.item_id,
	gtin: row.gtin,
	name: row.name,
	brand: row.brand,
	description: row.description,
})

/** The lot of a product by its code, as written or as compared; null when there is none. One statement. */
export async function findLot(ctx: Context, { gtin, lot }: { gtin: string; lot: string }): Promise<FoundLot | null> {
	const [row] = await ctx.em.execute<LotRow[]>(
		`${LOT} join public_gtin g on g.item_id = l.item_id and g.tenant_id = l.tenant_id
		where g.gtin = ? and l.code_norm = ? order by (l.code = ?) desc, l.id limit 1`,
		[gtin, normaliseCode(lot), lot],
	)
	return row ? toLot(row) : null
}

/** A lot by its own code alone, among those that the reader may see: codes are unique in a portal as they are written. */
export async function findLotByCode(ctx: Context, code: string): Promise<FoundLot | null> {
	const [row] = await ctx.em.execute<LotRow[]>(
		`${LOT} left join public_gtin g on g.item_id = l.item_id and g.tenant_id = l.tenant_id and g.gtin = i.gtin
		where l.code_norm = ? order by (l.code = ?) desc, l.id limit 1`,
		[normaliseCode(code), code],
	)
	return row ? toLot(row) : null
}

export type Contact = { email: string; phone?: string; web?: string }

/** Where the public asks about a product. */
export async function readContact(ctx: Context): Promise<Contact | null> {
	const [row] = await ctx.em.execute<{ contact: Contact | null }[]>('select contact from tenant where id = ?', [
		ctx.tenant.id,
	])
	return row?.contact ?? null
}

/** Whether a document is public and about this product or one of its lots. */
export async function isPublicDocument(ctx: Context, gtin: string, documentId: string): Promise<boolean> {
	const rows = await ctx.em.execute<unknown[]>(
		`select 1 from document d join document_link k on k.document_id = d.id join public_gtin g on g.gtin = ? and g.tenant_id = d.tenant_id
		where d.id = ? and d.visibility = 'public' and (k.subject_id = g.item_id or exists (select 1 from lot l where l.id = k.subject_id and l.item_id = g.item_id)) limit 1`,
		[gtin, documentId],
	)
	return rows.length > 0
}

export type OwnShipment = { number: string; shippedAt: string | null; quantity: string; unit: string }

/** Shipments of a lot to the acting partner. */
export async function shipmentsToReader(ctx: Context, lotId: string, partyId: string): Promise<OwnShipment[]> {
	const rows = await ctx.em.execute<
		{ number: string; shipped_at: Date | string | null; quantity: string; unit: string }[]
	>(
		`select s.number, s.shipped_at, trim_scale(sum(n.quantity))::text as quantity, n.unit from shipment_line n join shipment s on s.id = n.shipment_id
		where n.lot_id = ? and s.party_id = ? and s.direction = 'outbound' and n.status = 'shipped' group by s.id, n.unit order by s.shipped_at desc`,
		[lotId, partyId],
	)
	return rows.map((row) => ({
		number: row.number,
		shippedAt: row.shipped_at ? new Date(row.shipped_at).toISOString() : null,
		quantity: row.quantity,
		unit: row.unit,
	}))
}
