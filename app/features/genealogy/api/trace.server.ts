import { z } from 'zod'
import { type ApiApp, answer, mountEndpoint, notFound } from '#app/platform/http/api-app.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { consigneesOf, traceIds, traceLots } from '../trace.queries.server.ts'
import { pageOfTrace } from '../trace-pages.model.ts'
import { filterTrace, NO_FILTER } from '../trace-view.model.ts'
import { toTraceBody } from './trace-body.ts'
import { closureSchema, traceQuery, traceSchema } from './trace-schemas.ts'
import { traceStream } from './trace-stream.ts'

/** The genealogy that a call asks for: whole, or the lots that its filters let through with the links between them. */
async function readTrace(ctx: Context, lotId: string, query: z.infer<typeof traceQuery>) {
	const trace = await traceLots(ctx, lotId, query.direction)
	const { status = [], item = [], party = [] } = query
	if (!trace || status.length + item.length + party.length === 0) return trace && { trace, all: null }
	const ids = trace.nodes.map(({ id }) => id)
	const nodes = filterTrace(
		trace,
		{ ...NO_FILTER, status, item, party },
		party.length > 0 ? await consigneesOf(ctx, ids) : [],
	)
	const shown = new Set(nodes.map(({ id }) => id))
	const edges = trace.edges.filter((edge) => shown.has(edge.parent) && shown.has(edge.child))
	return { trace: { ...trace, nodes, edges }, all: { nodes: trace.nodes.length, edges: trace.edges.length } }
}

/** `GET /lots/{id}/trace`. */
export function mountTrace(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/lots/{id}/trace',
		tag: 'Lots',
		summary:
			'The whole genealogy of a lot, never cut; format=ids for the closure alone, NDJSON with Accept: application/x-ndjson, pages with limit',
		can: ['read', 'TraceEvent'],
		readOnly: true,
		params: z.object({ id: z.uuid() }),
		query: traceQuery,
		answer: z.union([traceSchema, closureSchema]),
		alsoAnswers: { 'application/x-ndjson': z.string() },
		handle: async (ctx, { params, query, raw }) => {
			const { direction, format, limit, cursor, ...filters } = query
			const started = performance.now()
			const elapsedMs = () => Math.round((performance.now() - started) * 10) / 10
			if (format === 'ids' && Object.values(filters).every((values) => !values?.length)) {
				const ids = await traceIds(ctx, params.id, direction)
				if (ids.length === 0) return notFound()
				return answer({ root: params.id, direction, ids, complete: true, elapsedMs: elapsedMs() })
			}
			const read = await readTrace(ctx, params.id, query)
			if (!read) return notFound()
			const { trace } = read
			const all = read.all ? { all: read.all } : {}
			if (format === 'ids') {
				const ids = trace.nodes.map(({ id }) => id)
				return answer({ root: params.id, direction, ids, complete: true, ...all, elapsedMs: elapsedMs() })
			}
			const wantsLines = raw.headers.get('accept')?.includes('application/x-ndjson') === true
			if (wantsLines) return answer(traceStream({ ...toTraceBody(trace, ctx.language), ...all }))
			if (limit === undefined) return answer({ ...toTraceBody(trace, ctx.language), ...all })
			const { page, total, nextCursor } = pageOfTrace(trace, { limit, after: cursor ?? null })
			const body = { ...toTraceBody(page, ctx.language), complete: nextCursor === null }
			return answer({ ...body, ...all, total, nextCursor })
		},
	})
}
