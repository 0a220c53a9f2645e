import { z } from 'zod'
import { quantitySchema } from '#app/core/quantity.ts'
import { type ApiApp, answer, mountEndpoint, notFound } from '#app/platform/http/api-app.server.ts'
import { LINK_KINDS } from '../genealogy.model.ts'
import { DIRECTIONS } from '../trace.model.ts'
import { traceIds, traceLots } from '../trace.queries.server.ts'
import { toTraceBody } from './trace-body.ts'
import { traceStream } from './trace-stream.ts'

const named = z.object({ id: z.uuid(), name: z.string() })

const nodeSchema = z.object({
	id: z.uuid(),
	code: z.string(),
	item: named.extend({ sku: z.string() }),
	status: z.string(),
	category: z.string(),
	depth: z.int().meta({ description: 'Fewest steps from the root' }),
	side: z.enum(['root', 'backward', 'forward']),
	supplier: named.optional(),
	quantity: quantitySchema,
	onHand: quantitySchema,
	expiresOn: z.iso.date().optional(),
})

const edgeSchema = z.object({
	parent: z.uuid(),
	child: z.uuid(),
	kind: z.enum(LINK_KINDS),
	quantity: quantitySchema,
	eventTime: z.iso.datetime(),
	reconstructed: z
		.literal(true)
		.optional()
		.meta({ description: 'Put together afterwards, by a signed statement; absent where it was recorded' }),
})

const closureSchema = z.object({
	root: z.uuid(),
	direction: z.enum(DIRECTIONS),
	ids: z.array(z.uuid()),
	complete: z.literal(true),
	elapsedMs: z.number(),
})
const traceSchema = z
	.object({
		root: z.uuid(),
		direction: z.enum(DIRECTIONS),
		nodes: z.array(nodeSchema),
		edges: z.array(edgeSchema),
		complete: z.literal(true),
		elapsedMs: z.number(),
	})
	.meta({ id: 'Trace' })

/** `GET /lots/{id}/trace`. */
export function mountTrace(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/lots/{id}/trace',
		tag: 'Lots',
		summary:
			'The whole genealogy of a lot, never cut; format=ids for the closure alone, NDJSON with Accept: application/x-ndjson',
		can: ['read', 'TraceEvent'],
		readOnly: true,
		params: z.object({ id: z.uuid() }),
		query: z.object({ direction: z.enum(DIRECTIONS).default('both'), format: z.enum(['full', 'ids']).default('full') }),
		answer: z.union([traceSchema, closureSchema]),
		alsoAnswers: { 'application/x-ndjson': z.string() },
		handle: async (ctx, { params, query, raw }) => {
			const { direction } = query
			if (query.format === 'ids') {
				const started = performance.now()
				const ids = await traceIds(ctx, params.id, direction)
				if (ids.length === 0) return notFound()
				return answer({
					root: params.id,
					direction,
					ids,
					complete: true,
					elapsedMs: Math.round((performance.now() - started) * 10) / 10,
				})
			}
			const trace = await traceLots(ctx, params.id, direction)
			if (!trace) return notFound()
			const body = toTraceBody(trace, ctx.language)
			const wantsLines = raw.headers.get('accept')?.includes('application/x-ndjson') === true
			return answer(wantsLines ? traceStream(body) : body)
		},
	})
}
