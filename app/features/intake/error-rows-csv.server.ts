import type { Context } from '#app/platform/request/context.server.ts'
import { type ErrorRow, writeErrorRows } from './error-rows.ts'
import { errorRowsAfter } from './import-work.queries.server.ts'
import { readImport } from './intake.queries.server.ts'

async function* pages(ctx: Context, importId: string): AsyncGenerator<ErrorRow> {
	let after = 0
	for (;;) {
		const rows = await errorRowsAfter(ctx, importId, after)
		yield* rows
		if (rows.length < 1000) return
		after = rows.at(-1)?.rowNumber ?? after
	}
}

/** The bad rows of an import as a CSV to correct and send again; null when the import is not the reader's. */
export async function errorRowsCsv(ctx: Context, importId: string): Promise<Response | null> {
	const view = await readImport(ctx, importId)
	if (!view) return null
	const headers = view.inspection?.columns.map((column) => column.header) ?? []
	let text = ''
	for await (const line of writeErrorRows({ headers, rows: pages(ctx, importId), language: ctx.language })) text += line
	const name = `${view.fileName.replace(/\.[^.]*$/, '')}-errors.csv`
	return new Response(text, {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
			'Cache-Control': 'private, no-store',
		},
	})
}
