import type { OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Endpoint, Shape } from './endpoint.ts'

const problemSchema = z
	.looseObject({
		type: z.string(),
		title: z.string(),
		status: z.int(),
		detail: z.string().optional(),
		code: z.string(),
		errors: z
			.array(
				z.object({
					path: z.string().optional(),
					code: z.string(),
					message: z.string(),
					detail: z.unknown().optional(),
				}),
			)
			.optional(),
	})
	.meta({ id: 'Problem', description: 'RFC 9457; `code` is stable' })

const refusal = (description: string) => ({
	description,
	content: { 'application/problem+json': { schema: problemSchema } },
})

const NAMES = {
	'Idempotency-Key': 'The effect happens once; the same key and body get the same answer for 24 hours',
	'If-Match': 'The version of the record that the change is meant for, as its ETag gives it',
}

function headersOf({ method, versioned }: { method: string; versioned?: boolean }) {
	const names: (keyof typeof NAMES)[] = []
	if (method === 'post') names.push('Idempotency-Key')
	if (versioned) names.push('If-Match')
	return names.map((name) => ({
		name,
		in: 'header',
		required: false,
		description: NAMES[name],
		schema: { type: 'string' },
	}))
}

const changes = { 413: refusal('The body is too large'), 422: refusal('Refused; every reason is listed') }

function responsesOf<P extends Shape, Q extends Shape, B extends Shape, X>(endpoint: Endpoint<P, Q, B, X>) {
	const { method, answer, answerType = 'application/json', alsoAnswers = {} } = endpoint
	const content = Object.fromEntries(
		Object.entries({ [answerType]: answer, ...alsoAnswers }).map(([type, schema]) => [type, { schema }]),
	)
	return {
		[endpoint.status ?? 200]: { description: 'Done', content },
		...(endpoint.alsoStatus
			? {
					[endpoint.alsoStatus]: {
						description: endpoint.alsoStatus === 202 ? 'Taken, not complete yet' : 'Gone on with',
						content,
					},
				}
			: {}),
		400: refusal('Malformed'),
		401: refusal('No valid key'),
		403: refusal('The key may not'),
		...(endpoint.params || endpoint.searches ? { 404: refusal('There is no such record') } : {}),
		...(endpoint.conflicts ? { 409: refusal('The record is not in a state for this') } : {}),
		...(endpoint.versioned ? { 412: refusal('The record is newer than If-Match says') } : {}),
		...(method === 'get' ? {} : changes),
		...(endpoint.body ? { 415: refusal('Another content type is needed') } : {}),
		429: refusal('Too many requests; wait as Retry-After says'),
	}
}

/** Writes a call into the OpenAPI document, from the schemas that validate it. */
export function describeEndpoint<P extends Shape, Q extends Shape, B extends Shape, X>(
	api: OpenAPIHono,
	endpoint: Endpoint<P, Q, B, X>,
): void {
	const { method, path, params, query, body, bodyType = 'application/json' } = endpoint
	api.openAPIRegistry.registerPath({
		method,
		path: `/api/v1${path}`,
		summary: endpoint.summary,
		tags: [endpoint.tag],
		security: [{ apiKey: [] }],
		parameters: headersOf(endpoint),
		request: {
			...(params ? { params } : {}),
			...(query ? { query } : {}),
			...(body ? { body: { required: true, content: { [bodyType]: { schema: body } } } } : {}),
		},
		responses: responsesOf(endpoint),
		// The library's types want its own copies of zod's; the schemas are the same objects.
	} as never)
}
