import type { LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { trainingRecords } from '../procedures.queries.server.ts'

/** Records of one file; a house has a few thousand. */
const MOST = 50_000

/** Every training record as a file, for an inspection. */
export async function loader(args: LoaderFunctionArgs) {
	const { rows, language } = await withContext(args, { can: ['read', 'Procedure'] }, async (ctx) => ({
		rows: await trainingRecords(ctx, { limit: MOST }),
		language: ctx.language,
	}))
	const t = serverText(language, 'governance')
	const heads = ['code', 'version', 'person', 'how', 'at', 'validUntil', 'by', 'note', 'signature', 'counts']
	const lines = rows.map((row) =>
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
		]),
	)
	return new Response(`${CSV_START}${csvLine(heads.map((key) => t(`csv.${key}`)))}${lines.join('')}`, {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': 'attachment; filename="training.csv"',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}
