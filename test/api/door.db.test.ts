import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { callsPerKey } from '#app/platform/http/api-context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { makeTestedLot } from '../factories/quality.ts'
import { makeTenant } from '../factories/tenant.ts'
import { call, openApi, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

const world = useTestPortal()
const app = webApp()
const kg = (value: string) => ({ value, unit: 'KGM' })

async function company() {
	const tenant = await makeTenant()
	return { tenant, key: await makeApiKey(tenant), item: await makeItem(tenant) }
}

const problemOf = ({ status, headers, body }: { status: number; headers: Headers; body: ProblemBody }) => {
	expect(headers.get('content-type')).toBe('application/problem+json')
	expect(body).toMatchObject({
		type: expect.stringMatching(/^https:\/\/.+\/problems\/[a-z-]+$/),
		title: expect.any(String),
		status,
	})
	expect(body.code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
	return [status, body.code]
}

dbTest('says whose key it is', async () => {
	const { tenant } = await company()
	const key = await makeApiKey(tenant, { scopes: ['lots:read'] })
	const me = await call(app, 'get', '/me', { key })
	expect(me.body).toMatchObject({ tenant: { id: tenant.id, key: tenant.key }, scopes: ['lots:read'] })
})

dbTest('lets nobody in without a living key', async () => {
	const { tenant, key } = await company()
	const refusals = []
	for (const given of [null, 'short', 'lotline_0123456789012345678901234567890123456789012']) {
		refusals.push(await call<ProblemBody>(app, 'get', '/lots', { key: given }))
	}
	await withTenantContext(tenant.id, (ctx) => ctx.em.execute('update api_key set revoked_at = now()'))
	refusals.push(await call<ProblemBody>(app, 'get', '/lots', { key }))
	const second = await makeApiKey(tenant)
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update api_key set expires_at = ? where revoked_at is null', [new Date('2026-01-01')]),
	)
	refusals.push(await call<ProblemBody>(app, 'get', '/lots', { key: second }))
	for (const refused of refusals) {
		expect(problemOf(refused)).toEqual([401, 'not-authenticated'])
		expect(refused.headers.get('www-authenticate')).toBe('Bearer')
	}
	const posted = await call<ProblemBody>(app, 'post', '/lots', { key: null, body: {} })
	expect(problemOf(posted)).toEqual([401, 'not-authenticated'])
})

dbTest('refuses a key without the scope, before it looks at the request', async () => {
	const { tenant } = await company()
	const key = await makeApiKey(tenant, { scopes: ['lots:read'] })
	expect(problemOf(await call<ProblemBody>(app, 'post', '/lots', { key, body: '{' }))).toEqual([403, 'not-allowed'])
	expect(problemOf(await call<ProblemBody>(app, 'get', '/audit', { key }))).toEqual([403, 'not-allowed'])
})

dbTest('names what is wrong with a request by its status', async () => {
	const { key } = await company()
	expect(problemOf(await call<ProblemBody>(app, 'post', '/lots', { key, body: '{"item": ' }))).toEqual([
		400,
		'malformed-json',
	])
	expect(
		problemOf(
			await call<ProblemBody>(app, 'post', '/lots', { key, body: 'x', headers: { 'Content-Type': 'text/plain' } }),
		),
	).toEqual([415, 'unsupported-media-type'])
	expect(problemOf(await call<ProblemBody>(app, 'post', '/imports', { key, body: {} }))).toEqual([
		415,
		'unsupported-media-type',
	])
	expect(problemOf(await call<ProblemBody>(app, 'post', '/lots', { key, body: [] }))).toEqual([422, 'validation'])
	expect(
		problemOf(await call<ProblemBody>(app, 'post', '/lots', { key, body: { item: 'x'.repeat(9 * 1024 * 1024) } })),
	).toEqual([413, 'body-too-large'])
	expect(
		problemOf(await call<ProblemBody>(app, 'post', '/lots', { key, body: { item: 'x'.repeat(31 * 1024 * 1024) } })),
	).toEqual([413, 'body-too-large'])
	const nowhere = await app.request('/api/v1/nowhere')
	expect([nowhere.status, ((await nowhere.json()) as ProblemBody).code]).toEqual([404, 'not-found'])
	const wrongMethod = await app.request('/api/v1/lots', { method: 'DELETE' })
	expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST, GET'])
})

dbTest('slows down whoever tries one key after another', async () => {
	const attempt = (address: string) =>
		app.request(
			'/api/v1/me',
			{ headers: { Authorization: `Bearer lotline_${newId()}` } },
			{ incoming: { socket: { remoteAddress: address } } },
		)
	const statuses = []
	for (let n = 0; n < 62; n++) statuses.push((await attempt('192.0.2.7')).status)
	expect(statuses.slice(0, 60)).toEqual(Array(60).fill(401))
	const last = await attempt('192.0.2.7')
	expect([last.status, ((await last.json()) as ProblemBody).code]).toEqual([429, 'too-many-requests'])
	expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
	expect((await attempt('192.0.2.8')).status).toBe(401)
})

dbTest('slows down a key that runs wild', async () => {
	const { tenant, key } = await company()
	const me = await call<{ actor: { id: string } }>(app, 'get', '/me', { key })
	await callsPerKey.penalty(me.body.actor.id, 2_000)
	const refused = await call<ProblemBody>(app, 'get', '/me', { key })
	expect(problemOf(refused)).toEqual([429, 'too-many-requests'])
	expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
	expect((await call(app, 'get', '/me', { key: await makeApiKey(tenant) })).status).toBe(200)
})

dbTest('has one effect for fifty identical posts with one key', async () => {
	const { key, item } = await company()
	const body = { item: item.sku, quantity: kg('7'), code: 'ONCE-1' }
	const answers = await Promise.all(
		Array.from({ length: 50 }, () =>
			call<{ id: string }>(app, 'post', '/lots', { key, body, headers: { 'Idempotency-Key': 'order-4711' } }),
		),
	)
	expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]))
	expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
	expect(new Set(answers.map((answer) => answer.headers.get('etag'))).size).toBe(1)
	expect((await call<{ items: unknown[] }>(app, 'get', '/lots', { key })).body.items).toHaveLength(1)
})

dbTest('refuses an idempotency key with another body, and forgets it after a day', async () => {
	const { tenant, key, item } = await company()
	const post = (quantity: string, by = key) =>
		call<ProblemBody & { id: string }>(app, 'post', '/lots', {
			key: by,
			body: { item: item.sku, quantity: kg(quantity) },
			headers: { 'Idempotency-Key': 'k-1' },
		})
	const first = await post('1')
	expect(problemOf(await post('2'))).toEqual([422, 'idempotency-key-reused'])
	expect((await post('1')).body.id).toBe(first.body.id)
	const otherKey = await post('2', await makeApiKey(tenant))
	expect(otherKey.status).toBe(201)
	world.clock.move(25 * 3600_000)
	const later = await post('2')
	expect(later.status).toBe(201)
	expect(later.body.id).not.toBe(otherKey.body.id)
	const tooLong = await call<ProblemBody>(app, 'post', '/lots', {
		key,
		body: { item: item.sku, quantity: kg('1') },
		headers: { 'Idempotency-Key': 'x'.repeat(201) },
	})
	expect(problemOf(tooLong)).toEqual([422, 'idempotency-key-invalid'])
})

dbTest('gives a refusal again under its idempotency key, though it could succeed by now', async () => {
	const { tenant, key, item } = await company()
	const lot = await makeLot(tenant, item)
	const destroy = () =>
		call<ProblemBody>(app, 'post', '/events', {
			key,
			headers: { 'Idempotency-Key': 'd-1' },
			body: { kind: 'destroy', eventTime: '2026-11-22T08:00:00Z', inputs: [{ lot: lot.id, quantity: kg('101') }] },
		})
	const refused = await destroy()
	expect(problemOf(refused)).toEqual([422, 'insufficient-quantity'])
	await call(app, 'post', '/events', {
		key,
		body: { kind: 'adjust', eventTime: '2026-11-22T08:00:00Z', outputs: [{ lot: lot.id, quantity: kg('50') }] },
	})
	expect((await destroy()).body).toEqual(refused.body)
})

dbTest('needs a signed call’s password once: its repetition gets the same answer', async () => {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const { lot, reviewer } = await makeTestedLot(tenant)
	const release = () =>
		call(app, 'post', `/lots/${lot.id}/transitions`, {
			key,
			headers: { 'Idempotency-Key': 'r-1' },
			body: {
				transition: 'release',
				signature: { email: reviewer.email, password: reviewer.password, reason: 'All within limits' },
			},
		})
	const first = await release()
	const second = await release()
	expect([first.status, second.status]).toEqual([200, 200])
	expect(second.text).toBe(first.text)
})

dbTest('takes an upload again as the same, whatever its boundary', async () => {
	const { tenant, key, item } = await company()
	const lot = await makeLot(tenant, item)
	const upload = (content: string) => {
		const form = new FormData()
		form.set('file', new File([content], 'certificate.pdf', { type: 'application/pdf' }))
		form.set('kind', 'certificate_of_analysis')
		form.set('title', 'Mill certificate')
		form.set('lotId', lot.id)
		return call<ProblemBody & { id: string }>(app, 'post', '/documents', {
			key,
			form,
			headers: { 'Idempotency-Key': 'doc-1' },
		})
	}
	const pdf =
		'%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'
	const first = await upload(pdf)
	expect([first.status, first.text]).toEqual([201, first.text])
	expect((await upload(pdf)).body.id).toBe(first.body.id)
	expect(problemOf(await upload(`${pdf}\n`))).toEqual([422, 'idempotency-key-reused'])
})

dbTest('describes every call with its refusals', async () => {
	const document = await openApi(app)
	for (const [path, methods] of Object.entries(document.paths)) {
		for (const [method, operation] of Object.entries(methods)) {
			expect(Object.keys(operation.responses), `${method} ${path}`).toEqual(
				expect.arrayContaining(['401', '403', '429']),
			)
		}
	}
	expect(Object.keys(document.paths)).toEqual(
		expect.arrayContaining([
			'/api/v1/me',
			'/api/v1/lots',
			'/api/v1/lots/{id}',
			'/api/v1/lots/{id}/transitions',
			'/api/v1/lots/{id}/trace',
			'/api/v1/events',
		]),
	)
	const page = await app.request('/api/docs')
	expect(page.headers.get('content-type')).toContain('text/html')
	expect(await page.text()).toContain('/api/v1/lots/{id}/trace')
})
