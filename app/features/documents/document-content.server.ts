import { Readable } from 'node:stream'
import type { Context } from '#app/platform/request/context.server.ts'
import { readDocumentFile } from './documents.queries.server.ts'

/** The file of a document as a download that no browser runs or guesses at; null when the reader may not see it. */
export async function documentContent(ctx: Context, id: string): Promise<Response | null> {
	const file = await readDocumentFile(ctx, id)
	if (!file) return null
	const stream = await ctx.files.stream(file.key)
	return new Response(Readable.toWeb(stream) as ReadableStream, {
		headers: {
			'Content-Type': file.contentType,
			'Content-Length': String(file.size),
			'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
			'X-Content-Type-Options': 'nosniff',
			'Content-Security-Policy': "sandbox; default-src 'none'",
			'Cache-Control': 'private, no-store',
		},
	})
}
