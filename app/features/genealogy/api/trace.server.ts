import { z } from 'zod'
import { quantitySchema } from '#app/core/quantity.ts'
import { type ApiApp, answer, mountEndpoint, notFound } from '#app/platform/http/api-app.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { LINK_KINDS } from '../genealogy.model.ts'
import { DIRECTIONS } from '../trace.model.ts'
import { consigneesOf, traceIds, traceLots } from '../trace.queries.server.ts'
import { MOST_VALUES } from '../trace.schema.ts'
import { filterTrace, NO_FILTER } from '../trace-view.model.ts'
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

const filtered = z
	.object({ nodes: z.int(), edges: z.int() })
	.optional()
	.meta({ description: 'With a filter: how many lots and links the whole genealogy has' })

const closureSchema = z.object({
	root: z.uuid(),
	direction: z.enum(DIRECTIONS),
	ids: z.array(z.uuid()),
	complete: z.literal(true),
	all: filtered,
	elapsedMs: z.number(),
})
const traceSchema = z
	.object({
		root: z.uuid(),
		direction: z.enum(DIRECTIONS),
		nodes: z.array(nodeSchema),
		edges: z.array(edgeSchema),
		complete: z.literal(true),
		all: filtered,
		elapsedMs: z.number(),
	})
	.meta({ id: 'Trace' })

const list = (item: z.ZodType<string, string>) =>
	z
		.string()
		.transform((text) => [...new Set(text.split(',').filter(Boolean))])
		.pipe(z.array(item).max(MOST_VALUES))
		.optional()

const querySchema = z.object({
	direction: z.enum(DIRECTIONS).default('both'),
	format: z.enum(['full', 'ids']).default('full'),
	status: list(z.string().max(60)).meta({ description: `Up to ${MOST_VALUES} states, separated by commas` }),
	item: list(z.uuid()).meta({ description: `Up to ${MOST_VALUES} ids of items` }),
	party: list(z.uuid()).meta({ description: `Up to ${MOST_VALUES} ids of suppliers and consignees` }),
})

/** The genealogy that a call asks for: whole, or the lots that its filters let through with the links between them. */
async function readTrace(ctx: Context, lotId: string, query: z.infer<typeof querySchema>) {
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
			'The whole genealogy of a lot, never cut; format=ids for the closure alone, NDJSON with Accept: application/x-ndjson',
		can: ['read', 'TraceEvent'],
		readOnly: true,
		params: z.object({ id: z.uuid() }),
		query: querySchema,
		answer: z.union([traceSchema, closureSchema]),
		alsoAnswers: { 'application/x-ndjson': z.string() },
		handle: async (ctx, { params, query, raw }) => {
			const { direction, format, ...filters } = query
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
			const body = { ...toTraceBody(trace, ctx.language), ...all }
			const wantsLines = raw.headers.get('accept')?.includes('application/x-ndjson') === true
			return answer(wantsLines ? traceStream(body) : body)
		},
	})
}
