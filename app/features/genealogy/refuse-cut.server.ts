import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { MOST_VALUES, type TraceParams } from './trace.schema.ts'

/** What is said of an address with more values than a filter takes, where its answer has to be whole. */
export function cutText(ctx: Context, params: Pick<TraceParams, 'leftOff'>): string {
	const left = Object.values(params.leftOff).reduce((sum, count) => sum + count, 0)
	return serverText(ctx.language, 'genealogy')('leftOff.refused', { count: left, most: MOST_VALUES })
}

/** A file or a report is made of everything that its address asks for, or not at all: 422 with how much is too much. */
export const refuseCut = (ctx: Context, params: Pick<TraceParams, 'leftOff'>): Response =>
	new Response(cutText(ctx, params), {
		status: 422,
		headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
	})
