import type { Context } from '#app/platform/request/context.server.ts'
import { type ErrorRow, writeErrorRows } from './error-rows.ts'
import { maskProblem } from './hidden-columns.server.ts'
import { errorRowsAfter } from './import-work.queries.server.ts'
import { readImport } from './intake.queries.server.ts'

async function* pages(ctx: Context, importId: string, hidden: ReadonlySet<number>): AsyncGenerator<ErrorRow> {
	const shown = (row: ErrorRow): ErrorRow => ({
		...row,
		values: row.values.map((value, column) => (hidden.has(column) ? '' : value)),
		problems: row.problems.map((problem) => maskProblem(problem, hidden)),
	})
	let after = 0
	for (;;) {
		const rows = await errorRowsAfter(ctx, importId, after)
		yield* hidden.size > 0 ? rows.map(shown) : rows
		if (rows.length < 1000) return
		after = rows.at(-1)?.rowNumber ?? after
	}
}

/** The bad rows of an import as a CSV to correct and send again, without what columns hold that are hidden from the reader; null when the import is not the reader's. */
export async function errorRowsCsv(ctx: Context, importId: string): Promise<Response | null> {
	const view = await readImport(ctx, importId)
	if (!view) return null
	const headers = view.inspection?.columns.map((column) => column.header) ?? []
	let text = ''
	for await (const line of writeErrorRows({
		headers,
		rows: pages(ctx, importId, new Set(view.hiddenColumns)),
		language: ctx.language,
	}))
		text += line
	const name = `${view.fileName.replace(/\.[^.]*$/, '')}-errors.csv`
	return new Response(text, {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
			'Cache-Control': 'private, no-store',
		},
	})
}
