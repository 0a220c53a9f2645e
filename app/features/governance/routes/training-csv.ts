import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { type TrainingRow, trainingRecords } from '../procedures.queries.server.ts'

/** Records that are read at once. */
const PAGE = 2_000

/** Every training record as a file, for an inspection, however many there are: read page by page while it is sent. */
export async function loader(args: LoaderFunctionArgs) {
	const read = (after?: { at: string; id: string }) =>
		withContext(args, { can: ['read', 'Procedure'] }, async (ctx) => ({
			rows: await trainingRecords(ctx, { limit: PAGE, after }),
			language: ctx.language,
		}))
	const first = await read()
	const t = serverText(first.language, 'governance')
	const heads = ['code', 'version', 'person', 'how', 'at', 'validUntil', 'by', 'note', 'signature', 'counts']
	const line = (row: TrainingRow) =>
		csvLine([
			row.code,
			row.version,
			row.person,
			t(`kind.${row.kind}`),
			row.at,
			row.validUntil,
			row.by,
			row.note,
			row.signatureId,
			t(row.counts ? 'record.counts' : 'record.countsNot'),
		])
	async function* lines() {
		yield `${CSV_START}${csvLine(heads.map((key) => t(`csv.${key}`)))}`
		let rows = first.rows
		while (rows.length > 0) {
			yield rows.map(line).join('')
			const last = rows.at(-1)
			rows = last && rows.length === PAGE ? (await read({ at: last.at, id: last.id })).rows : []
		}
	}
	return new Response(createReadableStreamFromReadable(Readable.from(lines())), {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': 'attachment; filename="training.csv"',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}
