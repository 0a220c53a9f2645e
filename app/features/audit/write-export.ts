import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import type { AuditRow } from './audit.queries.server.ts'
import type { AuditFilter } from './audit.schema.ts'

/** What stands above the entries, so that the file says by itself what it is. */
export type ExportHead = {
	tenant: { key: string; name: string }
	filter: AuditFilter
	exportedAt: string
	/** The chain's head when the export began: entries after it are not in the file. */
	head: { seq: number; hash: string } | null
}

type Pages = AsyncIterable<readonly AuditRow[]>

const COLUMNS = [
	'seq',
	'at',
	'actorKind',
	'actorId',
	'actorName',
	'action',
	'subjectType',
	'subjectId',
	'subjectLabel',
	'before',
	'after',
	'reason',
	'requestId',
	'previousHash',
	'hash',
	'withheld',
	'signedBy',
	'signedAt',
	'meaning',
	'signatureReason',
	'signatureStanding',
	'signedInNameOf',
] as const

const cells = ({ actor, subject, ...row }: AuditRow): (string | number | null)[] => [
	row.seq,
	row.at,
	actor.kind,
	actor.id,
	actor.name,
	row.action,
	subject.type,
	subject.id,
	subject.label,
	row.before ? JSON.stringify(row.before) : null,
	row.after ? JSON.stringify(row.after) : null,
	row.reason,
	row.requestId,
	row.previousHash,
	row.hash,
	row.withheld?.join(' ') ?? null,
	row.signature?.printedName ?? null,
	row.signature?.signedAt ?? null,
	row.signature?.meaning ?? null,
	row.signature?.reason ?? null,
	row.signature?.standing ?? null,
	row.signature?.inNameOf ?? null,
]

/** Entries as CSV for a spreadsheet, oldest first, a page of text at a time. */
export async function* auditAsCsv(pages: Pages): AsyncGenerator<string> {
	yield `${CSV_START}${csvLine(COLUMNS)}`
	for await (const rows of pages) yield rows.map((row) => csvLine(cells(row))).join('')
}

/** Entries as JSON with all that their hashes cover, so that anybody can recompute the chain, oldest first. */
export async function* auditAsJson(head: ExportHead, pages: Pages): AsyncGenerator<string> {
	yield `${JSON.stringify(head, null, '\t').slice(0, -2)},\n\t"entries": [`
	let before = '\n'
	for await (const rows of pages) {
		if (rows.length === 0) continue
		yield `${before}${rows.map((row) => JSON.stringify(row)).join(',\n')}`
		before = ',\n'
	}
	yield '\n]}\n'
}
