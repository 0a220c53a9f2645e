import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { languageFromHeader } from '../request/language.server.ts'
import type { Endpoint, EndpointRequest, Parsed, Shape } from './endpoint.ts'
import { ApiProblem, type ProblemItem, problem } from './problem.ts'

/** JSON beyond this is not one call's worth; files come as multipart. */
const MAX_JSON_BYTES = 8 * 1024 * 1024

/** What zod found, as `errors` of a problem with JSON pointers; a field that nobody knows is pointed at itself. */
export const issuesOf = (error: z.ZodError): ProblemItem[] =>
	error.issues.flatMap((issue) => {
		const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
		return places.map((place) => ({
			path: `/${place.map(String).join('/')}`,
			code: issue.code.replaceAll('_', '-'),
			message: issue.message,
		}))
	})

const CHINESE = z.locales.zhCN().localeError

/** A schema's verdict on one part of a request, in the language that the caller asks for. @throws ApiProblem */
function parsePart<S extends Shape>(
	headers: Headers,
	schema: S,
	value: unknown,
	refusal: (error: z.ZodError) => ApiProblem,
): Parsed<S> {
	if (!schema) return undefined as Parsed<S>
	const inChinese = languageFromHeader(headers.get('accept-language')) === 'zh-CN'
	const parsed = schema.safeParse(value, inChinese ? { error: CHINESE } : {})
	if (!parsed.success) throw refusal(parsed.error)
	return parsed.data as Parsed<S>
}

const SEE_ERRORS = 'Some values are not as they must be; see errors.'
const malformedQuery = (error: z.ZodError) =>
	new ApiProblem(problem(400, 'invalid-parameter', SEE_ERRORS, issuesOf(error)))
const invalidBody = (error: z.ZodError) => new ApiProblem(problem(422, 'validation', SEE_ERRORS, issuesOf(error)))
/** An id that cannot be one answers like one that nobody has. */
const noSuchRecord = () => new ApiProblem(problem(404, 'not-found', 'There is no such record.'))

function readJson(headers: Headers, bytes: Uint8Array): unknown {
	if (!/^application\/([\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) {
		throw new ApiProblem(problem(415, 'unsupported-media-type', 'Send JSON with Content-Type: application/json.'))
	}
	if (bytes.byteLength > MAX_JSON_BYTES)
		throw new ApiProblem(problem(413, 'body-too-large', 'A JSON body may have 8 MB at most.'))
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
	} catch {
		throw new ApiProblem(problem(400, 'malformed-json', 'The body is not valid JSON in UTF-8.'))
	}
}

/** The version in `If-Match: "3"`; null without the header or with `*`. A tag that is not ours fits no version. */
function ifMatchOf(headers: Headers): number | null {
	const header = headers.get('if-match')?.trim()
	if (!header || header === '*') return null
	const tag = /^(?:W\/)?"([^"]*)"$|^(\d+)$/.exec(header)
	if (!tag)
		throw new ApiProblem(problem(400, 'malformed-if-match', 'If-Match holds the version of the record, like "3".'))
	const version = Number(tag[1] ?? tag[2])
	return Number.isSafeInteger(version) ? version : -1
}

/**
 * Reads a request by the schemas of its endpoint; `bytes` is its body.
 * @throws ApiProblem 400 (query, JSON, If-Match), 404 (parameters of the address), 413, 415, 422 (body).
 */
export function readRequest<P extends Shape, Q extends Shape, B extends Shape, X>(
	c: HonoContext,
	endpoint: Endpoint<P, Q, B, X>,
	bytes: Uint8Array<ArrayBuffer> | null,
): EndpointRequest<P, Q, B> {
	const { headers } = c.req.raw
	const wantsJson = endpoint.body !== undefined && !endpoint.bodyType
	return {
		params: parsePart(headers, endpoint.params as P, c.req.param(), noSuchRecord),
		query: parsePart(headers, endpoint.query as Q, c.req.query(), malformedQuery),
		body: wantsJson
			? parsePart(headers, endpoint.body as B, readJson(headers, bytes ?? new Uint8Array()), invalidBody)
			: (undefined as Parsed<B>),
		ifMatch: ifMatchOf(headers),
		raw: c.req.raw,
	}
}
