import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { localized } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readTrainingLines } from '../training-matrix.queries.server.ts'

/** Who knows which procedure, as a file: a line for each person and procedure that is needed or known, read page by page. */
export async function loader(args: LoaderFunctionArgs) {
	const read = (cursor: string | null) =>
		withContext(args, { can: ['read', 'Member'] }, async (ctx) => ({
			...(await readTrainingLines(ctx, cursor)),
			language: ctx.language,
		}))
	const first = await read(null)
	const { language } = first
	const t = serverText(language, 'governance')
	const heads = ['person', 'roles', 'code', 'inForce', 'needed', 'knowledge', 'version', 'at', 'validUntil'] as const
	const line = (one: (typeof first)['lines'][number]) =>
		csvLine([
			one.name,
			one.roles.map((role) => localized(role, language)).join(', '),
			one.code,
			one.inForce,
			t(one.needed ? 'csv.yes' : 'csv.no'),
			t(`own.${one.knowledge}`),
			one.version,
			one.at,
			one.validUntil,
		])
	async function* lines() {
		yield `${CSV_START}${csvLine(heads.map((key) => t(`csv.${key}`)))}`
		for (let page = first; ; page = await read(page.nextCursor)) {
			yield page.lines.map(line).join('')
			if (page.nextCursor === null) return
		}
	}
	return new Response(createReadableStreamFromReadable(Readable.from(lines())), {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': 'attachment; filename="training-matrix.csv"',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}
