import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { demandScope, identifyCaller, runCall } from './api-context.server.ts'
import { describeEndpoint } from './describe-endpoint.ts'
import type { ApiAnswer, Endpoint, Shape } from './endpoint.ts'
import { ApiProblem, type Problem, problem, problemResponse } from './problem.ts'
import { readRequest } from './read-request.ts'
import { strictBody } from './strict-body.ts'

/** The programming interface as features mount it. */
export type ApiApp = OpenAPIHono

const send = (given: ApiAnswer): Response => {
	if (given.body instanceof Response) return given.body
	const type = given.status >= 400 ? 'application/problem+json' : 'application/json'
	return new Response(JSON.stringify(given.body), {
		status: given.status,
		headers: { 'Content-Type': type, ...given.headers },
	})
}

/**
 * Mounts one call, whose body may hold nothing that its schema does not know: describes it in the OpenAPI document, and
 * answers it in this order: key (401, 429), scope (403), request by the same schemas (400, 404, 415, 422), what runs
 * before, then the unit of work.
 */
export function mountEndpoint<
	P extends Shape = undefined,
	Q extends Shape = undefined,
	B extends Shape = undefined,
	X = undefined,
>(api: ApiApp, given: Endpoint<P, Q, B, X>): void {
	const endpoint = given.body ? { ...given, body: strictBody(given.body) as B } : given
	describeEndpoint(api, endpoint)
	const { method, path } = endpoint
	api.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c: HonoContext) => {
		try {
			const caller = await identifyCaller(c)
			demandScope(caller, endpoint.can)
			const bytes = method === 'get' ? null : new Uint8Array(await c.req.raw.clone().arrayBuffer())
			const request = readRequest(c, endpoint, bytes)
			const requestId = String(c.get('requestId') ?? '') || null
			return send(await runCall(endpoint, { caller, request, bytes, requestId }))
		} catch (error) {
			if (error instanceof ApiProblem) return problemResponse(error.problem, error.headers)
			throw error
		}
	})
}

type Documented = { paths?: Record<string, unknown> }

/** What no call answers: 405 naming the methods where the address is one of ours, else 404. */
export function refuseUnknownCall(document: Documented, path: string): Response {
	for (const [template, methods] of Object.entries(document.paths ?? {})) {
		const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
		if (!pattern.test(path)) continue
		const allow = Object.keys(methods as object).map((method) => method.toUpperCase())
		return problemResponse(problem(405, 'method-not-allowed', `Here you can ${allow.join(', ')}.`), {
			Allow: allow.join(', '),
		})
	}
	return problemResponse(problem(404, 'not-found', 'There is no such call. See /api/docs.'))
}

/** An answer with a body; `version` becomes the `ETag`. */
export const answer = (
	body: unknown,
	options: { status?: number; version?: number; headers?: Record<string, string> } = {},
): ApiAnswer => ({
	status: options.status ?? 200,
	body,
	headers: { ...(options.version === undefined ? {} : { ETag: `"${options.version}"` }), ...options.headers },
})

/** An answer that refuses; the unit of work rolls back. */
export const refuse = (body: Problem, headers: Record<string, string> = {}): ApiAnswer => ({
	status: body.status,
	body,
	headers,
})

/** The record does not exist, or belongs to another tenant: the same answer. */
export const notFound = (): ApiAnswer => refuse(problem(404, 'not-found', 'There is no such record.'))

/** Page of a list, with the cursor of the next. */
export const pageSchema = <T extends z.ZodType>(item: T) =>
	z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** `?limit=` and `?cursor=` of every list. */
export const pageQuery = {
	limit: z.coerce.number().int().min(1).max(500).default(50),
	cursor: z.string().max(500).optional(),
}
