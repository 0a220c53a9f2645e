import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type ConformanceResult = {
	test: string
	name: LocalizedText | null
	method: string
	unit: string
	minimum: string | null
	maximum: string | null
	reported: string
	verdict: string
}
export type ConformanceSignature = { name: string; meaning: string; at: string; hash: string }

/** What a certificate of conformance states about one lot. */
export type Conformance = {
	code: string
	status: string
	category: string
	manufacturedOn: string | null
	expiresOn: string | null
	item: { name: LocalizedText; sku: string; gtin: string | null; brand: string | null }
	revision: string | null
	site: { name: LocalizedText; city: LocalizedText; country: string } | null
	recalled: boolean
	results: ConformanceResult[]
	release: ConformanceSignature | null
	releasedAt: string | null
}

type Row = {
	code: string
	status: string
	category: string
	manufactured_on: string | null
	expires_on: string | null
	name: LocalizedText
	sku: string
	gtin: string | null
	brand: string | null
	revision: string | null
	site: Conformance['site']
	recalled: boolean
	results: ConformanceResult[] | null
	release: ConformanceSignature | null
	released_at: Date | string | null
}

/** Reads it in one statement; null when there is no such lot, or it was not shipped to the partner that asks. */
export async function readConformance(
	ctx: Context,
	lotId: string,
	partyId: string | null,
): Promise<Conformance | null> {
	const [row] = await ctx.em.execute<Row[]>(
		`select l.code, l.status, l.category, l.manufactured_on::text, l.expires_on::text, i.name, i.sku, coalesce(l.gtin, i.gtin) as gtin, i.brand, r.code as revision,
			(select json_build_object('name', s.name, 'city', s.city, 'country', s.country) from site s where s.id = l.site_id) as site,
			exists (select 1 from recall_lot x join recall_case c on c.id = x.recall_id where x.lot_id = l.id and c.category in ('active', 'waiting', 'blocked', 'done')) as recalled,
			(select json_agg(json_build_object('test', t.test, 'name', p.name, 'method', t.method, 'unit', t.unit, 'minimum', trim_scale(t.minimum)::text,
				'maximum', trim_scale(t.maximum)::text, 'reported', t.reported, 'verdict', t.verdict) order by p.position nulls last, t.test)
				from test_result t left join specification p on p.id = t.specification_id where t.lot_id = l.id and t.superseded_at is null) as results,
			w.at as released_at,
			(select json_build_object('name', g.printed_name, 'meaning', g.meaning, 'at', g.signed_at, 'hash', g.content_hash) from signature g where g.id = w.signature_id) as release
		from lot l join item i on i.id = l.item_id left join item_revision r on r.id = l.revision_id
		left join lateral (select s.at, s.signature_id from workflow_step s where s.subject_id = l.id and s.to_state = 'released' order by s.entry desc limit 1) w on true
		where l.id = ? and (?::uuid is null or exists (select 1 from lot_party y where y.lot_id = l.id and y.party_id = ?))`,
		[lotId, partyId, partyId],
	)
	if (!row) return null
	return {
		code: row.code,
		status: row.status,
		category: row.category,
		manufacturedOn: row.manufactured_on,
		expiresOn: row.expires_on,
		item: { name: row.name, sku: row.sku, gtin: row.gtin, brand: row.brand },
		revision: row.revision,
		site: row.site,
		recalled: row.recalled,
		results: row.results ?? [],
		release: row.release,
		releasedAt: row.released_at ? new Date(row.released_at).toISOString() : null,
	}
}
