import { expect } from 'vitest'
import { z } from 'zod'
import { api } from '#app/api.server.ts'
import { createWebApp, type WebApp } from '#app/platform/http/app.server.ts'

/** The portal's web application without its pages, as the server makes it. */
export const webApp = (): WebApp =>
	createWebApp({
		dev: false,
		api,
		pages: async () => new Response('', { status: 404 }),
		accepting: () => true,
		ready: async () => true,
	})

type Operation = {
	responses: Record<string, { content?: Record<string, { schema: Record<string, unknown> }> }>
}
type OpenApi = {
	paths: Record<string, Record<string, Operation>>
	components: { schemas: Record<string, unknown> }
}

let described: OpenApi | null = null

/** The OpenAPI document as clients get it. */
export async function openApi(app: WebApp): Promise<OpenApi> {
	described ??= (await (await app.request('/api/v1/openapi.json')).json()) as OpenApi
	return described
}

const asDefinitions = (schema: unknown): unknown =>
	JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/'))

/** Checks an answer against what the document promises for its call, status and content type. */
export async function expectDescribed(
	app: WebApp,
	method: string,
	path: string,
	answer: { status: number; type: string; body: unknown },
): Promise<void> {
	const document = await openApi(app)
	const { pathname } = new URL(path, 'http://portal.test')
	const template = Object.keys(document.paths).find(
		(one) =>
			new RegExp(`^${one.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname) &&
			method in (document.paths[one] ?? {}),
	)
	if (!template) throw new Error(`${method} ${path} is not described`)
	const response = document.paths[template]?.[method]?.responses[String(answer.status)]
	if (!response)
		throw new Error(`${method} ${template} does not promise a ${answer.status}: ${JSON.stringify(answer.body)}`)
	// A file has the type of its content; the document can only say that it is one.
	const schema = (response.content?.[answer.type] ?? response.content?.['application/octet-stream'])?.schema
	if (!schema) throw new Error(`${method} ${template} ${answer.status} is not described as ${answer.type}`)
	const whole = asDefinitions({ ...schema, $defs: document.components.schemas }) as z.core.JSONSchema.JSONSchema
	const checked = z.fromJSONSchema(whole).safeParse(answer.body)
	expect(
		checked.success ? [] : checked.error.issues,
		`${method} ${template} ${answer.status}: ${JSON.stringify(answer.body)}`,
	).toEqual([])
}

export type CallOptions = { key?: string | null; body?: unknown; form?: FormData; headers?: Record<string, string> }
export type Called = {
	status: number
	headers: Headers
	body: Record<string, unknown> & { [key: string]: never }
	text: string
}

/** Calls the interface; every answer is checked against what the OpenAPI document says of it. */
export async function call<T = Record<string, unknown>>(
	app: WebApp,
	method: 'get' | 'post' | 'patch',
	path: string,
	options: CallOptions = {},
) {
	const headers = new Headers(options.headers)
	if (options.key) headers.set('Authorization', `Bearer ${options.key}`)
	if (options.body !== undefined && !headers.has('content-type')) headers.set('Content-Type', 'application/json')
	const body =
		options.form ??
		(options.body === undefined
			? undefined
			: typeof options.body === 'string'
				? options.body
				: JSON.stringify(options.body))
	const response = await app.request(`/api/v1${path}`, {
		method: method.toUpperCase(),
		headers,
		...(body === undefined ? {} : { body }),
	})
	const text = await response.text()
	const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? ''
	const json: unknown = /[/+]json$/.test(type) ? JSON.parse(text) : text
	await expectDescribed(app, method, `/api/v1${path}`, { status: response.status, type, body: json })
	return { status: response.status, headers: response.headers, body: json as T, text }
}

/** Any refusal. */
export type ProblemBody = {
	type: string
	title: string
	status: number
	code: string
	detail?: string
	errors?: { path?: string; code: string; message: string; detail?: unknown }[]
}
