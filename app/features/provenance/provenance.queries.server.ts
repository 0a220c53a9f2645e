import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { OriginFact, StepFact } from './disclosure.model.ts'

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

export type PublicCertificate = {
	id: string
	kind: string
	title: string
	number: string | null
	issuedOn: string | null
	validUntil: string | null
	fileName: string
	size: number
}
export type PublicRecall = {
	number: string
	recallClass: string
	instructions: LocalizedText
	since: string | null
	over: boolean
}
export type Contact = { email: string; phone?: string; web?: string }

/** Everything about a lot that an audience may be shown parts of. */
export type LotStory = {
	origins: OriginFact[]
	steps: StepFact[]
	releasedOn: string | null
	recalledOn: string | null
	certificates: PublicCertificate[]
	recall: PublicRecall | null
	contact: Contact | null
}

/** Makers' events of a lot and of all it is made of; an event that was put right later does not count. */
const STEPS = `select e.kind, e.step, x.lot_id = any(?::uuid[]) as own, s.country, case when s.party_id is null then s.city end as city,
		max((e.event_time at time zone ?)::date)::text as "on"
	from closure c join trace_event_lot x on x.lot_id = c.id join trace_event e on e.id = x.event_id left join site s on s.id = e.site_id
	where ((e.kind in ('produce', 'consume', 'rework', 'repack') and x.role = 'output') or (e.kind = 'receive' and x.role = 'output') or (e.kind = 'ship' and x.role = 'input'))
		and not exists (select 1 from trace_event n where n.corrects_id = e.id)
	group by 1, 2, 3, 4, 5`

/** What came from a partner, or has nothing before it. */
const ORIGINS = `select i.kind, i.name as item, p.country, count(*)::int as lots from closure c join item i on i.id = c.item_id left join party p on p.id = c.supplier_id
	where c.id <> all(?::uuid[]) and (c.supplier_id is not null or not exists (select 1 from lot_link k where k.child_node = c.node)) group by 1, 2, 3`

const CERTIFICATES = `select d.id, d.kind, d.title, d.number, d.issued_on as "issuedOn", d.valid_until as "validUntil", d.file_name as "fileName", d.size
	from document d where d.visibility = 'public' and exists (select 1 from document_link k where k.document_id = d.id and k.subject_id = any(?::uuid[])) order by d.title, d.id limit 50`

const RECALL = `select json_build_object('number', r.number, 'recallClass', r.recall_class, 'instructions', r.instructions, 'since', (r.opened_at at time zone ?)::date, 'over', r.category = 'done')
	from recall_lot x join recall_case r on r.id = x.recall_id where x.lot_id = ? and r.category in ('active', 'waiting', 'blocked', 'done') order by r.category = 'done', r.opened_at desc limit 1`

type StoryRow = {
	origins: OriginFact[] | null
	steps:
		| {
				kind: string
				step: string | null
				own: boolean
				country: string | null
				city: LocalizedText | null
				on: string
		  }[]
		| null
	released_on: string | null
	recalled_on: string | null
	certificates: PublicCertificate[] | null
	recall: PublicRecall | null
	contact: Contact | null
}

/** Reads it in one statement. Names of suppliers, codes of other lots, quantities and people are not read at all. */
export async function readStory(ctx: Context, lot: Pick<FoundLot, 'id' | 'node' | 'itemId'>): Promise<LotStory> {
	const zone = ctx.tenant.timeZone
	const self = `{${lot.id}}`
	const [row] = await ctx.em.execute<StoryRow[]>(
		`with recursive back(node) as (select ?::bigint union select k.parent_node from back b join lot_link k on k.child_node = b.node),
		closure as (select n.id, n.node, n.item_id, n.supplier_id from back b join lot n on n.node = b.node)
		select (select json_agg(o) from (${ORIGINS}) o) as origins, (select json_agg(s) from (${STEPS}) s) as steps,
			(select (max(w.at) at time zone ?)::date::text from workflow_step w where w.subject_id = ? and w.to_state = 'released') as released_on,
			(select (max(w.at) at time zone ?)::date::text from workflow_step w where w.subject_id = ? and w.to_state = 'recalled') as recalled_on,
			(select json_agg(d) from (${CERTIFICATES}) d) as certificates, (${RECALL}) as recall,
			(select t.contact from tenant t where t.id = ?) as contact`,
		[lot.node, self, self, zone, zone, lot.id, zone, lot.id, `{${lot.id},${lot.itemId}}`, zone, lot.id, ctx.tenant.id],
	)
	return {
		origins: row?.origins ?? [],
		steps: (row?.steps ?? []).map(({ country, city, ...step }) => ({
			...step,
			place: country ? { country, city } : null,
		})),
		releasedOn: row?.released_on ?? null,
		recalledOn: row?.recalled_on ?? null,
		certificates: row?.certificates ?? [],
		recall: row?.recall ?? null,
		contact: row?.contact ?? null,
	}
}

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
