import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import type { Action, SubjectName } from '#app/core/permission.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type ApiAnswer, withApiContext } from './api-context.server.ts'
import { type Problem, problem, problemResponse } from './problem.ts'

/** The programming interface as features mount it. */
export type ApiApp = OpenAPIHono

type Shape = z.ZodType | undefined
type Parsed<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined

export type EndpointRequest<P extends Shape, Q extends Shape, B extends Shape> = {
	params: Parsed<P>
	query: Parsed<Q>
	body: Parsed<B>
	/** The version named in `If-Match`, or null. */
	ifMatch: number | null
	/** The raw request, for uploads and streams. */
	raw: Request
}

export type Endpoint<P extends Shape, Q extends Shape, B extends Shape> = {
	method: 'get' | 'post' | 'patch' | 'delete'
	/** With `{name}` for parameters, below /api/v1. */
	path: string
	summary: string
	tag: string
	can: readonly [Action, SubjectName]
	params?: P
	query?: Q
	body?: B
	/** Multipart or another content type than JSON: the handler reads `raw` itself. */
	bodyType?: string
	/** The body of a successful answer, for the description. */
	answer: z.ZodType
	status?: 200 | 201 | 202
	/** Content type of the answer where it is not JSON. */
	answerType?: string
	/** What was written stays although the answer is a refusal: a stored decision that blocks. */
	keepOnRefusal?: boolean
	handle: (ctx: Context, request: EndpointRequest<P, Q, B>) => Promise<ApiAnswer>
}

const problemSchema = z
	.object({
		type: z.string(),
		title: z.string(),
		status: z.int(),
		detail: z.string().optional(),
		code: z.string(),
		errors: z.array(z.object({ path: z.string().optional(), code: z.string(), message: z.string(), detail: z.unknown().optional() })).optional(),
	})
	.meta({ id: 'Problem' })

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })
const refusal = (description: string) => ({ description, content: { 'application/problem+json': { schema: problemSchema } } })

const issuesOf = (error: z.ZodError) =>
	error.issues.map((issue) => ({ path: `/${issue.path.map(String).join('/')}`, code: issue.code.replaceAll('_', '-'), message: issue.message }))

function parsePart<S extends Shape>(schema: S, value: unknown, status: 400 | 422, code: string): Parsed<S> {
	if (!schema) return undefined as Parsed<S>
	const parsed = schema.safeParse(value)
	if (!parsed.success) throw new ApiProblem(problem(status, code, 'Some values are not as they must be; see errors.', issuesOf(parsed.error)))
	return parsed.data as Parsed<S>
}

/** Carries a problem out of parsing. */
export class ApiProblem extends Error {
	readonly problem: Problem
	constructor(body: Problem) {
		super(body.code)
		this.problem = body
	}
}

async function readJson(request: Request): Promise<unknown> {
	if (!/^application\/([\w.-]+\+)?json\b/.test(request.headers.get('content-type') ?? '')) {
		throw new ApiProblem(problem(415, 'unsupported-media-type', 'Send JSON with Content-Type: application/json.'))
	}
	try {
		return await request.json()
	} catch {
		throw new ApiProblem(problem(400, 'malformed-json', 'The body is not valid JSON.'))
	}
}

/** The version in `If-Match: "3"`; null without the header. */
function ifMatchOf(request: Request): number | null {
	const header = request.headers.get('if-match')
	if (!header) return null
	const version = Number(/^(?:W\/)?"?(\d+)"?$/.exec(header.trim())?.[1] ?? Number.NaN)
	if (Number.isNaN(version)) throw new ApiProblem(problem(400, 'malformed-if-match', 'If-Match holds the version of the record, like "3".'))
	return version
}

/**
 * Mounts one call: describes it in the OpenAPI document, parses what comes in by the same schemas, opens the unit of
 * work (key, permission, idempotency, transaction) and answers.
 */
export function mountEndpoint<P extends Shape = undefined, Q extends Shape = undefined, B extends Shape = undefined>(
	api: ApiApp,
	endpoint: Endpoint<P, Q, B>,
): void {
	const { method, path } = endpoint
	api.openAPIRegistry.registerPath({
		method,
		path: `/api/v1${path}`,
		summary: endpoint.summary,
		tags: [endpoint.tag],
		security: [{ apiKey: [] }],
		request: {
			...(endpoint.params ? { params: endpoint.params as never } : {}),
			...(endpoint.query ? { query: endpoint.query as never } : {}),
			...(endpoint.body ? { body: { required: true, content: { [endpoint.bodyType ?? 'application/json']: { schema: endpoint.body } } } } : {}),
		} as never,
		responses: {
			[endpoint.status ?? 200]: { description: 'Done', ...(endpoint.answerType ? { content: { [endpoint.answerType]: { schema: endpoint.answer } } } : json(endpoint.answer)) },
			401: refusal('No valid key'),
			403: refusal('The key may not'),
			...(endpoint.params ? { 404: refusal('There is no such record') } : {}),
			...(method === 'get' ? { 400: refusal('Malformed') } : { 400: refusal('Malformed'), 422: refusal('Refused; every reason is listed') }),
			...(method === 'patch' ? { 412: refusal('The record is newer than If-Match says') } : {}),
			429: refusal('Too many requests; wait as Retry-After says'),
		},
	} as never)
	api.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c: HonoContext) => {
		try {
			const request = c.req.raw
			const body = method === 'post' ? new Uint8Array(await request.clone().arrayBuffer()) : null
			return await withApiContext(c, { can: endpoint.can, body, ...(endpoint.keepOnRefusal ? { keepOnRefusal: true } : {}) }, async (ctx) =>
				endpoint.handle(ctx, {
					params: parsePart(endpoint.params as P, c.req.param(), 404 as never, 'not-found'),
					query: parsePart(endpoint.query as Q, c.req.query(), 400, 'invalid-parameter'),
					body: parsePart(endpoint.body && !endpoint.bodyType ? (endpoint.body as B) : (undefined as B), endpoint.body && !endpoint.bodyType ? await readJson(request) : undefined, 422, 'validation'),
					ifMatch: ifMatchOf(request),
					raw: request,
				}),
			)
		} catch (error) {
			if (error instanceof ApiProblem) return problemResponse(error.problem)
			throw error
		}
	})
}

/** An answer with a body; `version` becomes the `ETag`. */
export const answer = (body: unknown, options: { status?: number; version?: number; headers?: Record<string, string> } = {}): ApiAnswer => ({
	status: options.status ?? 200,
	body,
	headers: { ...(options.version === undefined ? {} : { ETag: `"${options.version}"` }), ...options.headers },
})

/** An answer that refuses; the unit of work rolls back. */
export const refuse = (body: Problem): ApiAnswer => ({ status: body.status, body, headers: {} })

/** The record does not exist, or belongs to another tenant: the same answer. */
export const notFound = (): ApiAnswer => refuse(problem(404, 'not-found', 'There is no such record.'))

/** Page of a list, with the cursor of the next. */
export const pageSchema = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** `?limit=` and `?cursor=` of every list. */
export const pageQuery = { limit: z.coerce.number().int().min(1).max(500).default(50), cursor: z.string().max(500).optional() }
