import { expect } from 'vitest'
import { api } from '#app/api.server.ts'
import { newId } from '#app/core/ids.ts'
import { callsPerKey, wrongKeysPerAddress } from '#app/platform/http/api-context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { makeTenant } from '../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'
import type { ContractCase, Given, Method } from './contract-case.ts'
import { deliveryCases } from './delivery-cases.ts'
import { lotCases } from './lot-cases.ts'
import { masterCases } from './master-cases.ts'
import { paperCases } from './paper-cases.ts'
import { qualityCases } from './quality-cases.ts'
import { ruleCases } from './rule-cases.ts'
import { webhookCases } from './webhook-cases.ts'
import { workflowCases } from './workflow-cases.ts'

/*
 * Every operation of the OpenAPI document is called with success and with every refusal that the document promises, and
 * each answer is what the document says (`call` checks it). What a body holds beyond its description is refused. An operation without a case fails, and so does a promised
 * status that no call brings about.
 */

useTestPortal()
const app = webApp()

const CASES: Record<string, ContractCase> = {
	...deliveryCases,
	...lotCases,
	...masterCases,
	...paperCases,
	...qualityCases,
	...ruleCases,
	...webhookCases,
	...workflowCases,
}

type JsonSchema = { [key: string]: unknown }
type Operation = { requestBody?: { content: Record<string, unknown> }; responses: Record<string, unknown> }
const document = (await (await api.request('/v1/openapi.json')).json()) as {
	paths: Record<string, Record<Method, Operation>>
	components: { schemas: Record<string, JsonSchema> }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({
		name: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
		template: path.replace('/api/v1', ''),
		method: method as Method,
		operation,
	})),
)

/** The same call with a field that nobody knows; null where it has no body of fields. */
function withMore({ body, form, ...rest }: Given): Given | null {
	if (form) {
		const more = new FormData()
		for (const [name, value] of [...form, ['nobodyKnowsThis', '1'] as const]) more.append(name, value)
		return { ...rest, form: more }
	}
	const isPlain = typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
	return isPlain ? { ...rest, body: { ...body, nobodyKnowsThis: 1 } } : null
}

/** Statuses, with the codes that came with them. */
type Seen = Map<number, string[]>

/** Answers that every operation gives alike, by what is wrong with an otherwise good call. */
function commonFaults(
	{ template, method, operation }: (typeof operations)[number],
	{ takesAnything = false }: ContractCase,
	good: Given,
): Record<string, Partial<Given>> {
	const isUpload = 'multipart/form-data' in (operation.requestBody?.content ?? {})
	const nowhere = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'n' ? '999' : newId()))
	const wantsBody = operation.requestBody !== undefined
	const refused = isUpload
		? { form: new FormData() }
		: wantsBody && !takesAnything
			? { body: [] }
			: { headers: { 'Idempotency-Key': 'x'.repeat(201) } }
	return {
		400: { headers: { ...good.headers, 'If-Match': 'abc' } },
		401: { key: null },
		...(template.includes('{') ? { 404: { path: nowhere } } : {}),
		...(method === 'get' ? {} : { 413: { body: 'x'.repeat(31 * 1024 * 1024), form: undefined } }),
		...(wantsBody ? { 415: { body: 'x', form: undefined, headers: { 'Content-Type': 'text/plain' } } } : {}),
		...(method === 'get' ? {} : { 422: refused }),
	}
}

dbTest('has a case for every operation, and none for what is gone', () => {
	expect(Object.keys(CASES).sort()).toEqual(operations.map(({ name }) => name).sort())
})

/** Places in a schema where an object says neither what it may hold nor that it may hold anything. */
function openPlaces(schema: unknown, place: string, among = new Set<unknown>()): string[] {
	if (typeof schema !== 'object' || schema === null || among.has(schema)) return []
	among.add(schema)
	if (Array.isArray(schema)) return schema.flatMap((part, index) => openPlaces(part, `${place}/${index}`, among))
	const { $ref, properties, additionalProperties, ...rest } = schema as JsonSchema
	const named = typeof $ref === 'string' ? document.components.schemas[$ref.split('/').at(-1) ?? ''] : undefined
	return [
		...(properties && additionalProperties === undefined ? [place] : []),
		...openPlaces(named, place, among),
		...Object.entries((properties ?? {}) as JsonSchema).flatMap(([key, part]) =>
			openPlaces(part, `${place}/${key}`, among),
		),
		...openPlaces(additionalProperties, `${place}/*`, among),
		...openPlaces(Object.values(rest), place, among),
	]
}

dbTest('says of every object in the body of a call that it holds nothing else, or that it may', () => {
	for (const { name, operation } of operations) {
		expect(openPlaces(operation.requestBody?.content, name)).toEqual([])
	}
})

for (const one of operations) {
	const { name, method, operation } = one
	const given = CASES[name]
	if (!given) continue
	dbTest(`${name} answers as it is described`, async () => {
		// Each operation is called once with a wrong key: more operations than wrong keys an address may try.
		await wrongKeysPerAddress.delete('unknown')
		const tenant = await makeTenant()
		const key = await makeApiKey(tenant)
		const world = { app, tenant, key }
		const seen: Seen = new Map()
		const probe = async (request: Given) => {
			const { path, key: by = key, ...rest } = request
			const answered = await call<ProblemBody>(app, method, path, {
				key: by,
				...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
			})
			if (answered.status >= 400) expect(answered.body.code, answered.text).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
			seen.set(answered.status, [...(seen.get(answered.status) ?? []), answered.body?.code ?? ''])
			return answered
		}
		const good = await given.succeed(world)
		const weak = await makeApiKey(tenant, { scopes: given.otherScopes ?? ['provenance:read'] })
		const refusals: [string, Given][] = [
			...Object.entries(commonFaults(one, given, good)).map(([status, fault]): [string, Given] => [
				status,
				{ ...good, ...fault },
			]),
			['403', { ...good, key: weak }],
		]
		for (const [status, request] of refusals)
			expect([name, String((await probe(request)).status)], status).toEqual([name, status])
		const more = given.takesAnything ? null : withMore(good)
		if (more) {
			const unknown = await probe(more)
			expect([unknown.status, unknown.body.errors?.map(({ path }) => path)], unknown.text).toEqual([
				422,
				['/nobodyKnowsThis'],
			])
		}
		const done = await probe(good)
		expect([200, 201, 202], done.text).toContain(done.status)
		for (const [status, make] of Object.entries(given.also ?? {}))
			expect([name, String((await probe(await make(world, done))).status)], status).toEqual([name, status])
		const me = await call<{ actor: { id: string } }>(app, 'get', '/me', { key })
		await callsPerKey.penalty(me.body.actor.id, 2_000)
		expect((await probe(good)).status).toBe(429)
		expect([...seen.keys()].map(String).sort()).toEqual(Object.keys(operation.responses).sort())
	})
}
