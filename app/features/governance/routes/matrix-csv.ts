import type { LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { localized } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readTrainingMatrix } from '../training-matrix.queries.server.ts'

/** Who knows which procedure, as a file: a line for each person and procedure that is needed or known. */
export async function loader(args: LoaderFunctionArgs) {
	const { matrix, language } = await withContext(args, { can: ['read', 'Member'] }, async (ctx) => ({
		matrix: await readTrainingMatrix(ctx),
		language: ctx.language,
	}))
	const t = serverText(language, 'governance')
	const heads = ['person', 'roles', 'code', 'inForce', 'needed', 'knowledge', 'version', 'at', 'validUntil'] as const
	const lines = matrix.rows.flatMap((row) =>
		row.cells.flatMap((cell, index) => {
			if (!cell.needed && cell.version === null) return []
			return csvLine([
				row.name,
				row.roles.map((role) => localized(role, language)).join(', '),
				cell.code,
				matrix.procedures[index]?.version ?? null,
				t(cell.needed ? 'csv.yes' : 'csv.no'),
				t(`own.${cell.knowledge}`),
				cell.version,
				cell.at,
				cell.validUntil,
			])
		}),
	)
	return new Response(`${CSV_START}${csvLine(heads.map((key) => t(`csv.${key}`)))}${lines.join('')}`, {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': 'attachment; filename="training-matrix.csv"',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}
