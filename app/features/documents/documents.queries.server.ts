import { addDays, daysBetween, isLocalDate, todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DocumentKind, DocumentSubject, Visibility } from './document.model.ts'
import { ENDING_DAYS } from './document-validity.model.ts'

export type DocumentRow = {
	id: string
	kind: DocumentKind
	title: string
	number: string | null
	party: { id: string; name: LocalizedText } | null
	issuedOn: string | null
	validUntil: string | null
	/** Days until it ends: negative when it has, null when it does not. */
	daysLeft: number | null
	visibility: Visibility
	fileName: string
	contentType: string
	size: number
	createdAt: string
	lots: { id: string; code: string }[]
}

type Row = {
	id: string
	kind: DocumentKind
	title: string
	number: string | null
	party_id: string | null
	party_name: LocalizedText | null
	issued_on: string | null
	valid_until: string | null
	visibility: Visibility
	file_name: string
	content_type: string
	size: number
	created_at: Date | string
	lots: { id: string; code: string }[] | null
}

const select = (
	more = '',
) => `select ${more} d.id, d.kind, d.title, d.number, d.party_id, p.name as party_name, d.issued_on::text, d.valid_until::text, d.visibility,
	d.file_name, d.content_type, d.size, d.created_at,
	(select json_agg(json_build_object('id', l.id, 'code', l.code) order by l.code) from document_link k join lot l on l.id = k.subject_id where k.document_id = d.id and k.subject_type = 'lot') as lots
	from document d left join party p on p.id = d.party_id`

const SELECT = select()

const toRow = (ctx: Context, row: Row): DocumentRow => ({
	id: row.id,
	kind: row.kind,
	title: row.title,
	number: row.number,
	party: row.party_id && row.party_name ? { id: row.party_id, name: row.party_name } : null,
	issuedOn: row.issued_on,
	validUntil: row.valid_until,
	daysLeft: row.valid_until ? daysBetween(todayIn(ctx.tenant.timeZone, ctx.now), row.valid_until) : null,
	visibility: row.visibility,
	fileName: row.file_name,
	contentType: row.content_type,
	size: row.size,
	createdAt: new Date(row.created_at).toISOString(),
	lots: row.lots ?? [],
})

export type DocumentFilter = {
	q?: string | undefined
	kind?: DocumentKind | undefined
	/** Those that end within 60 days or have ended, the first to end first. */
	ending?: boolean | undefined
	/** Those about this lot. */
	lotId?: string | undefined
	cursor?: string | undefined
	limit: number
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Documents, newest first, a page at a time. The cursor is `id`, or `end_id` where they come by their end. */
export async function listDocuments(
	ctx: Context,
	filter: DocumentFilter,
): Promise<{ items: DocumentRow[]; nextCursor: string | null }> {
	const where: string[] = []
	const values: unknown[] = []
	const narrow = (condition: string, ...given: unknown[]) => {
		where.push(condition)
		values.push(...given)
	}
	if (filter.q) {
		const like = `%${filter.q.replaceAll(/[%_\\]/g, '\\$&')}%`
		narrow('(d.title ilike ? or d.number ilike ?)', like, like)
	}
	if (filter.kind) narrow('d.kind = ?', filter.kind)
	if (filter.lotId)
		narrow('exists (select 1 from document_link o where o.document_id = d.id and o.subject_id = ?::uuid)', filter.lotId)
	if (filter.ending) narrow('d.valid_until <= ?::date', addDays(todayIn(ctx.tenant.timeZone, ctx.now), ENDING_DAYS))
	const [end, id] = filter.ending ? (filter.cursor ?? '').split('_') : ['', filter.cursor]
	if (id && UUID.test(id)) {
		if (!filter.ending) narrow('d.id < ?::uuid', id)
		else if (isLocalDate(end ?? '')) narrow('(d.valid_until, d.id) > (?::date, ?::uuid)', end, id)
	}
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} ${where.length > 0 ? `where ${where.join(' and ')}` : ''} order by ${filter.ending ? 'd.valid_until, d.id' : 'd.id desc'} limit ?`,
		[...values, filter.limit + 1],
	)
	const items = rows.slice(0, filter.limit).map((row) => toRow(ctx, row))
	const last = rows.length > filter.limit ? items.at(-1) : undefined
	return { items, nextCursor: last ? (filter.ending ? `${last.validUntil}_${last.id}` : last.id) : null }
}

/** How many documents end soon or have ended: what the list's filter shows. */
export async function countEnding(ctx: Context): Promise<number> {
	const [row] = await ctx.em.execute<{ count: number }[]>(
		'select count(*)::int as count from document where valid_until <= ?::date',
		[addDays(todayIn(ctx.tenant.timeZone, ctx.now), ENDING_DAYS)],
	)
	return row?.count ?? 0
}

/** The lot that a person means by a code, ours or the supplier's, however written; null when none or several do. */
export async function findLotByCode(ctx: Context, code: string): Promise<{ id: string; code: string } | null> {
	const rows = await ctx.em.execute<{ id: string; code: string }[]>(
		`select id, code from lot where code = ? union select id, code from lot where code_norm = ? union select id, code from lot where supplier_lot_norm = ? limit 2`,
		[code, normaliseCode(code), normaliseCode(code)],
	)
	const [first, second] = rows
	if (!first) return null
	if (!second) return { id: first.id, code: first.code }
	const exact = rows.find((row) => row.code === code)
	return exact ? { id: exact.id, code: exact.code } : null
}

/** Codes of the newest lots that the reader may see, to choose from. */
export async function newestLotCodes(ctx: Context): Promise<string[]> {
	const rows = await ctx.em.execute<{ code: string }[]>('select code from lot order by id desc limit 50')
	return rows.map((row) => row.code)
}

/** A lot's code; null when the reader may not see it. */
export async function codeOfLot(ctx: Context, lotId: string): Promise<string | null> {
	const [row] = await ctx.em.execute<{ code: string }[]>('select code from lot where id = ?', [lotId])
	return row?.code ?? null
}

/** So many documents of a lot stand on its page; the list of documents has them all. */
export const DOCUMENTS_SHOWN = 50

/** Documents about a lot, the first to end first: at most 50, and how many there are. One statement. */
export async function documentsOfLot(ctx: Context, lotId: string): Promise<{ rows: DocumentRow[]; all: number }> {
	const rows = await ctx.em.execute<(Row & { of_all: number })[]>(
		`${select('(count(*) over ())::int as of_all,')} where exists (select 1 from document_link k where k.document_id = d.id and k.subject_id = ?) order by d.valid_until nulls last, d.id limit ${DOCUMENTS_SHOWN}`,
		[lotId],
	)
	return { rows: rows.map((row) => toRow(ctx, row)), all: rows[0]?.of_all ?? 0 }
}

/** One document; null when there is none that the reader may see. */
export async function readDocument(ctx: Context, id: string): Promise<DocumentRow | null> {
	const [row] = await ctx.em.execute<Row[]>(`${SELECT} where d.id = ?`, [id])
	return row ? toRow(ctx, row) : null
}

/** Where a document's file is kept; null when there is none that the reader may see. */
export async function readDocumentFile(
	ctx: Context,
	id: string,
): Promise<{ key: string; fileName: string; contentType: string; size: number } | null> {
	const [row] = await ctx.em.execute<{ file_key: string; file_name: string; content_type: string; size: number }[]>(
		'select file_key, file_name, content_type, size from document where id = ?',
		[id],
	)
	return row ? { key: row.file_key, fileName: row.file_name, contentType: row.content_type, size: row.size } : null
}

const TABLE: Record<DocumentSubject, string> = {
	lot: 'lot',
	item: 'item',
	party: 'party',
	deviation: 'deviation',
	case: 'quality_case',
}

/** Which of these records do not exist for the reader. */
export async function missingSubjects(
	ctx: Context,
	links: readonly { type: DocumentSubject; id: string }[],
): Promise<string[]> {
	const missing: string[] = []
	for (const type of new Set(links.map((link) => link.type))) {
		const ids = links.filter((link) => link.type === type).map((link) => link.id)
		const found = await ctx.em.execute<{ id: string }[]>(`select id from ${TABLE[type]} where id = any(?::uuid[])`, [
			`{${ids.join(',')}}`,
		])
		const known = new Set(found.map((row) => row.id))
		missing.push(...ids.filter((id) => !known.has(id)))
	}
	return missing
}
