import { daysBetween, todayIn } from '#app/core/local-date.ts'
import type { DocumentKind } from '#app/features/documents/document.model.ts'
import { validityOf } from '#app/features/documents/document-validity.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { CaseRecord } from './case.model.ts'

/** A kind of document asked of a supplier, and the one that answers it best. */
export type AskedDocument = {
	kind: DocumentKind
	state: 'missing' | 'expired' | 'soon' | 'valid'
	document: { id: string; title: string; fileName: string; validUntil: string | null } | null
}

type Row = {
	kind: DocumentKind
	id: string | null
	title: string | null
	file_name: string | null
	valid_until: string | null
}

/**
 * What an onboarding asks for, in its order, each with the supplier's document that holds longest; those about a single lot
 * do not count. One statement.
 */
export async function askedDocuments(
	ctx: Context,
	one: Pick<CaseRecord, 'partyId' | 'onboarding'>,
): Promise<AskedDocument[]> {
	const kinds = one.onboarding?.documents ?? []
	if (kinds.length === 0 || !one.partyId) return []
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const rows = await ctx.em.execute<Row[]>(
		`select k.kind, d.id, d.title, d.file_name, d.valid_until::text as valid_until from jsonb_array_elements_text(?::jsonb) with ordinality k(kind, place)
		left join lateral (select x.id, x.title, x.file_name, x.valid_until from document x where x.party_id = ? and x.kind = k.kind
			and not exists (select 1 from document_link l where l.document_id = x.id and l.subject_type = 'lot')
			order by x.valid_until desc nulls first, x.created_at desc, x.id limit 1) d on true order by k.place`,
		[JSON.stringify(kinds), one.partyId],
	)
	return rows.map(({ kind, id, title, file_name: fileName, valid_until: validUntil }) => {
		if (!id) return { kind, state: 'missing', document: null }
		const validity = validityOf(validUntil ? daysBetween(today, validUntil) : null)
		const state = validity === 'none' ? 'valid' : validity
		return { kind, state, document: { id, title: title ?? '', fileName: fileName ?? '', validUntil } }
	})
}
