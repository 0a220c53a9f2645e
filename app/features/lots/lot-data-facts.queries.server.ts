import { todayIn } from '#app/core/local-date.ts'
import { CERTIFICATE_KINDS } from '#app/features/documents/document.model.ts'
import { fitsPattern } from '#app/features/lot-codes/match-code.ts'
import { type TypedCodes, USUAL_PATTERN } from '#app/features/lot-codes/pattern.model.ts'
import { PATTERN_OF_ITEM } from '#app/features/lot-codes/pattern-of-item.queries.server.ts'
import { partsOf } from '#app/features/lot-codes/render-code.ts'
import { readSupplierFacts } from '#app/features/parties/party-facts.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'

type Row = {
	id: string
	code: string
	sku: string
	pattern: string
	typed: TypedCodes
	site: string | null
	line: string | null
	supplier: boolean
	supplier_lot: boolean
	manufactured: boolean
	expires: boolean
	revision: boolean
	shelf_life: boolean
	certificate: boolean
	heat: boolean
	missing: string[] | null
	country: string | null
	supplier_id: string | null
}

const list = (values: readonly string[]): string => `{${values.join(',')}}`

/**
 * What is known of lots, against their code pattern and the tenant's data dictionary: the group `data`, and `supplier` where
 * there is one, by lot id. An attribute counts as missing when the dictionary asks for it at some state, it is in force for
 * the kind of item, and the lot does not have it. Three statements for any number of lots.
 */
export async function readLotData(ctx: Context, lotIds: readonly string[]): Promise<Map<string, FactTree>> {
	if (lotIds.length === 0) return new Map()
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const rows = await ctx.em.execute<Row[]>(
		`select l.id, l.code, i.sku, coalesce(c.pattern, '${USUAL_PATTERN}') as pattern, coalesce(c.typed_codes, 'off') as typed, s.code as site, o.line, l.supplier_id is not null as supplier,
			l.supplier_lot is not null as supplier_lot, l.manufactured_on is not null as manufactured, l.expires_on is not null as expires,
			l.revision_id is not null as revision, i.shelf_life_days is not null as shelf_life, coalesce(l.attributes->>'heat', '') <> '' as heat,
			exists (select 1 from document_link k join document d on d.id = k.document_id where k.subject_type = 'lot' and k.subject_id = l.id and d.kind = any(?::text[])) as certificate,
			(select array_agg(a.key order by a.position, a.key) from attribute_definition a where a.subject = 'lot' and a.content->>'requiredAt' is not null
				and a.content->>'effectiveFrom' <= ? and (a.deprecated_on is null or a.deprecated_on > ?::date)
				and (jsonb_array_length(a.content->'itemKinds') = 0 or a.content->'itemKinds' @> to_jsonb(i.kind)) and l.attributes->a.key is null) as missing,
			s.country, l.supplier_id
		from lot l join item i on i.id = l.item_id ${PATTERN_OF_ITEM}
		left join site s on s.id = l.site_id left join production_order o on o.id = l.order_id
		where l.id = any(?::uuid[])`,
		[list(CERTIFICATE_KINDS), today, today, list(lotIds)],
	)
	const suppliers = await readSupplierFacts(
		ctx,
		rows.flatMap((row) => row.supplier_id ?? []),
	)
	return new Map(
		rows.map((row) => {
			const supplier = row.supplier_id ? { supplier: suppliers.get(row.supplier_id) ?? {} } : {}
			return [row.id, { ...factsOf(row), ...supplier }]
		}),
	)
}

function factsOf(row: Row): FactTree {
	const missing = row.missing ?? []
	const values = { sku: row.sku, site: row.site ?? undefined, line: row.line ?? undefined }
	return {
		data: {
			codeGiven: true,
			codeMatchesPattern: fitsPattern(partsOf(row.pattern), row.code, values),
			pattern: row.pattern,
			typedCodes: row.typed,
			bySupplier: row.supplier,
			supplierLotPresent: row.supplier_lot,
			manufacturedOnPresent: row.manufactured,
			expiresOnPresent: row.expires,
			expiryExpected: row.shelf_life,
			revisionPresent: row.revision,
			sitePresent: row.site !== null,
			certificatePresent: row.certificate,
			heatPresent: row.heat,
			missingAttributeCount: missing.length,
			missingAttributes: missing.join(', '),
			...(row.country ? { market: row.country } : {}),
		},
	}
}
