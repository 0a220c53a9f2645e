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
 * each answer is what the document says (`call` checks it). An operation without a case fails, and so does a promised
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

type Operation = { requestBody?: { content: Record<string, unknown> }; responses: Record<string, unknown> }
const document = (await (await api.request('/v1/openapi.json')).json()) as {
	paths: Record<string, Record<Method, Operation>>
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({
		name: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
		template: path.replace('/api/v1', ''),
		method: method as Method,
		operation,
	})),
)

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
