import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { decisionsOfLot } from '#app/features/rules/decision.queries.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { makeItem, makeLot, makeParty, makeSite } from '../factories/lot.ts'
import { makeTestedLot } from '../factories/quality.ts'
import { makePerson, makeTenant } from '../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

useTestPortal()
const app = webApp()

type LotBody = {
	id: string
	code: string
	status: string
	category: string
	version: number
	quantity: { value: string; unit: string }
	onHand: { value: string; unit: string }
	item: { id: string; sku: string; name: string }
	supplier?: { id: string; name: string; code: string }
	supplierLot?: string
	site?: string
	expiresOn?: string
	attributes: Record<string, unknown>
}

async function company() {
	const tenant = await makeTenant()
	return { tenant, key: await makeApiKey(tenant), item: await makeItem(tenant) }
}

dbTest('registers a lot, answers it and reads it back', async () => {
	const { tenant, key, item } = await company()
	const supplier = await makeParty(tenant)
	const site = await makeSite(tenant)
	const made = await call<LotBody>(app, 'post', '/lots', {
		key,
		body: {
			item: item.sku,
			quantity: { value: '12.500', unit: 'KGM' },
			manufacturedOn: '2026-10-01',
			expiresOn: '2028-10-01',
			supplier: supplier.code,
			supplierLot: 'HEAT 7',
			site: site.code,
			attributes: { heat: 'A7', grade: 23, tested: true },
		},
	})
	expect(made.status).toBe(201)
	expect(made.headers.get('location')).toBe(`/api/v1/lots/${made.body.id}`)
	expect(made.headers.get('etag')).toBe(`"${made.body.version}"`)
	expect(made.body).toMatchObject({
		code: `L-${item.sku}-0001`,
		item: { id: item.id, sku: item.sku },
		quantity: { value: '12.5', unit: 'KGM' },
		onHand: { value: '12.5', unit: 'KGM' },
		status: 'quarantine',
		category: 'initial',
		supplier: { id: supplier.id, code: supplier.code },
		supplierLot: 'HEAT 7',
		site: site.code,
		attributes: { heat: 'A7', grade: 23, tested: true },
	})
	const read = await call<LotBody>(app, 'get', `/lots/${made.body.id}`, { key })
	expect(read.status).toBe(200)
	expect(read.body).toEqual(made.body)
})

dbTest('takes back a lot as it was answered, save what is the tenant’s to give', async () => {
	const { key, item } = await company()
	const first = await call<LotBody>(app, 'post', '/lots', {
		key,
		body: { item: item.id, quantity: { value: '1', unit: 'KGM' } },
	})
	const { code: _code, ...rest } = first.body
	const again = await call<LotBody>(app, 'post', '/lots', { key, body: rest })
	expect(again.status).toBe(201)
	expect(again.body.code).not.toBe(first.body.code)
})

dbTest('refuses a lot with every problem, each with its path', async () => {
	const { key, item } = await company()
	const refused = await call<ProblemBody>(app, 'post', '/lots', {
		key,
		body: {
			item: item.sku,
			quantity: { value: '0', unit: 'MTR' },
			supplier: 'nobody',
			expiresOn: '2020-01-01',
			manufacturedOn: '2026-01-01',
		},
	})
	expect(refused.status).toBe(422)
	expect(refused.headers.get('content-type')).toBe('application/problem+json')
	const errors = (refused.body.errors ?? []).map((error) => `${error.path} ${error.code}`)
	expect(errors).toEqual([
		'/quantity quantity-not-positive',
		'/expiresOn expires-before-manufacture',
		'/supplier unknown-supplier',
	])
	const other = await call<ProblemBody>(app, 'post', '/lots', {
		key,
		body: { item: item.sku, quantity: { value: 1.5, unit: 'KGM' } },
	})
	expect([other.status, other.body.code, other.body.errors?.[0]?.path]).toEqual([422, 'validation', '/quantity/value'])
	const gtin = await call<ProblemBody>(app, 'post', '/lots', {
		key,
		body: { item: item.sku, gtin: '04012345678901', quantity: { value: '1', unit: 'KGM' } },
	})
	expect([gtin.status, gtin.body.code]).toEqual([422, 'gtin-mismatch'])
})

dbTest('lists by filters, page after page, and refuses a limit or cursor that is none', async () => {
	const { tenant, key, item } = await company()
	const other = await makeItem(tenant)
	const supplier = await makeParty(tenant)
	const made = []
	for (let n = 0; n < 7; n++) made.push(await makeLot(tenant, item, { supplierId: supplier.id, supplierLot: `H-${n}` }))
	await makeLot(tenant, other, { state: 'quarantine' })
	const seen: string[] = []
	let cursor: string | null = ''
	while (cursor !== null) {
		const query = `/lots?limit=3&item=${item.sku}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
		const page: { status: number; body: { items: LotBody[]; nextCursor: string | null } } = await call(
			app,
			'get',
			query,
			{ key },
		)
		expect(page.status).toBe(200)
		expect(page.body.items.length).toBeLessThanOrEqual(3)
		seen.push(...page.body.items.map((lot) => lot.id))
		cursor = page.body.nextCursor
	}
	expect([...seen].sort()).toEqual(made.map((lot) => lot.id).sort())
	const count = async (query: string) =>
		(await call<{ items: unknown[] }>(app, 'get', `/lots?${query}`, { key })).body.items.length
	expect(await count(`code=${made[2]?.code}`)).toBe(1)
	expect(await count('status=quarantine')).toBe(1)
	expect(await count('status=quarantine,in_production')).toBe(8)
	expect(await count(`supplier=${supplier.id}`)).toBe(7)
	expect(await count('supplierLot=h%203')).toBe(1)
	expect(await count('updatedSince=2099-01-01T00:00:00Z')).toBe(0)
	expect(await count('updatedSince=2026-11-22T16:00:00%2B08:00')).toBe(8)
	for (const bad of ['limit=0', 'limit=501', 'limit=x', 'cursor=nonsense', 'updatedSince=yesterday']) {
		expect((await call(app, 'get', `/lots?${bad}`, { key })).status, bad).toBe(400)
	}
})

dbTest('amends with a reason and If-Match, refuses a stale one and knows no change as none', async () => {
	const { key, tenant, item } = await company()
	const lot = await makeLot(tenant, item)
	const before = await call<LotBody>(app, 'get', `/lots/${lot.id}`, { key })
	const etag = before.headers.get('etag') ?? ''
	const amended = await call<LotBody>(app, 'patch', `/lots/${lot.id}`, {
		key,
		headers: { 'If-Match': etag },
		body: { reason: 'Label read again', expiresOn: '2029-01-31', attributes: { shelf: 'B2' } },
	})
	expect(amended.status).toBe(200)
	expect(amended.body).toMatchObject({ expiresOn: '2029-01-31', attributes: { shelf: 'B2' } })
	expect(amended.headers.get('etag')).not.toBe(etag)
	const stale = await call<ProblemBody>(app, 'patch', `/lots/${lot.id}`, {
		key,
		headers: { 'If-Match': etag },
		body: { reason: 'Once more', expiresOn: '2030-01-31' },
	})
	expect([stale.status, stale.body.code]).toEqual([412, 'stale'])
	const foreign = await call<ProblemBody>(app, 'patch', `/lots/${lot.id}`, {
		key,
		headers: { 'If-Match': '"abc"' },
		body: { reason: 'Once more', expiresOn: '2030-01-31' },
	})
	expect(foreign.status).toBe(412)
	const malformed = await call<ProblemBody>(app, 'patch', `/lots/${lot.id}`, {
		key,
		headers: { 'If-Match': 'abc' },
		body: { reason: 'Once more' },
	})
	expect([malformed.status, malformed.body.code]).toEqual([400, 'malformed-if-match'])
	const same = await call<LotBody>(app, 'patch', `/lots/${lot.id}`, {
		key,
		body: { reason: 'Again the same', expiresOn: '2029-01-31' },
	})
	expect([same.status, same.body.version]).toEqual([200, amended.body.version])
	const silent = await call<ProblemBody>(app, 'patch', `/lots/${lot.id}`, { key, body: { expiresOn: '2030-01-31' } })
	expect([silent.status, silent.body.errors?.[0]?.path]).toEqual([422, '/reason'])
	const fixed = await call<ProblemBody>(app, 'patch', `/lots/${lot.id}`, {
		key,
		body: { reason: 'Weighed', quantity: { value: '3', unit: 'KGM' } },
	})
	expect([fixed.status, fixed.body.code]).toEqual([409, 'quantity-fixed'])
})

dbTest('answers 404 alike for another tenant’s lot, a random id and no id at all', async () => {
	const { key } = await company()
	const other = await company()
	const theirs = await makeLot(other.tenant, other.item)
	const ids = [theirs.id, newId(), 'not-an-id', '%00']
	for (const [method, path, body] of [
		['get', '', undefined],
		['get', '/trace', undefined],
		['patch', '', { reason: 'Looking around', expiresOn: '2030-01-01' }],
		['post', '/transitions', { transition: 'submit' }],
	] as const) {
		const answers = []
		for (const id of ids) {
			const answered = await call(app, method, `/lots/${id}${path}`, { key, ...(body ? { body } : {}) })
			answers.push({ status: answered.status, body: answered.text })
		}
		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size, `${method} ${path}`).toBe(1)
		expect(answers[0]?.status).toBe(404)
	}
})

dbTest('fires a transition and answers the lot', async () => {
	const { tenant, key, item } = await company()
	const lot = await makeLot(tenant, item, { state: 'quarantine' })
	const moved = await call<LotBody>(app, 'post', `/lots/${lot.id}/transitions`, { key, body: { transition: 'submit' } })
	expect([moved.status, moved.body.status, moved.body.category]).toEqual([200, 'pending_release', 'waiting'])
	const held = await call<LotBody>(app, 'post', `/lots/${lot.id}/transitions`, {
		key,
		body: { transition: 'hold', reason: 'Torn bag' },
	})
	expect([held.status, held.body.status]).toEqual([200, 'on_hold'])
	const stale = await call<ProblemBody>(app, 'post', `/lots/${lot.id}/transitions`, {
		key,
		headers: { 'If-Match': '"1"' },
		body: { transition: 'lift_hold' },
	})
	expect([stale.status, stale.body.code]).toEqual([412, 'stale'])
})

dbTest('refuses a transition with everything that is missing', async () => {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const { lot } = await makeTestedLot(tenant, { results: false })
	const refused = await call<ProblemBody>(app, 'post', `/lots/${lot.id}/transitions`, {
		key,
		body: { transition: 'release' },
	})
	expect([refused.status, refused.body.code]).toEqual([422, 'transition-refused'])
	expect(refused.body.errors?.map((error) => error.code)).toEqual(['guard', 'signature'])
	const reader = await makeApiKey(tenant, { scopes: ['lots:read'] })
	const more = await call<ProblemBody>(app, 'post', `/lots/${lot.id}/transitions`, {
		key: reader,
		body: { transition: 'hold' },
	})
	expect(more.body.errors?.map((error) => error.code)).toEqual(['permission', 'field'])
	const unknown = await call<ProblemBody>(app, 'post', `/lots/${lot.id}/transitions`, {
		key,
		body: { transition: 'evaporate' },
	})
	expect(unknown.body.errors?.map((error) => error.code)).toEqual(['state'])
})

dbTest('releases with the signature of a person of the tenant, and no other', async () => {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const { lot, reviewer } = await makeTestedLot(tenant)
	const stranger = await makePerson(await makeTenant(), ['quality_reviewer'])
	const operator = await makePerson(tenant, ['operator'])
	const release = (person: { email: string; password: string }, by = key) =>
		call<LotBody & ProblemBody>(app, 'post', `/lots/${lot.id}/transitions`, {
			key: by,
			body: {
				transition: 'release',
				signature: { email: person.email, password: person.password, reason: 'All results within limits' },
			},
		})
	const wrong = await release({ email: reviewer.email, password: 'not it at all' })
	expect([wrong.status, wrong.body.code, wrong.body.errors?.map((error) => error.code)]).toEqual([
		422,
		'transition-refused',
		['signature'],
	])
	const foreign = await release(stranger)
	expect(foreign.body.errors).toEqual(wrong.body.errors)
	const unfit = await release(operator)
	expect(unfit.body.errors?.map((error) => error.code)).toEqual(['permission'])
	const weakKey = await release(reviewer, await makeApiKey(tenant, { scopes: ['lots:read'] }))
	expect(weakKey.body.errors?.map((error) => error.code)).toEqual(['permission'])
	const released = await release(reviewer)
	expect([released.status, released.body.status]).toEqual([200, 'released'])
	const signed = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ printed_name: string; meaning: string; account_id: string }[]>(
			'select printed_name, meaning, account_id from signature where subject_id = ?',
			[lot.id],
		),
	)
	expect(signed).toEqual([{ printed_name: reviewer.name, meaning: 'approved', account_id: reviewer.id }])
	const [entry] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ name: string }[]>("select actor ->> 'name' as name from audit_entry where action = 'lot.release'"),
	)
	expect(entry?.name).toBe(reviewer.name)
	const again = await release(reviewer)
	expect([again.status, again.body.errors?.[0]?.code]).toEqual([422, 'state'])
})

dbTest('keeps the decision of a release that its gate refused', async () => {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const { lot, reviewer } = await makeTestedLot(tenant, { results: false })
	const refused = await call<ProblemBody>(app, 'post', `/lots/${lot.id}/transitions`, {
		key,
		headers: { 'Idempotency-Key': 'release-1' },
		body: {
			transition: 'release',
			signature: { email: reviewer.email, password: reviewer.password, reason: 'Looks fine to me' },
		},
	})
	expect([refused.status, refused.body.errors?.map((error) => error.code)]).toEqual([422, ['guard']])
	const decisions = await withTenantContext(tenant.id, (ctx) => decisionsOfLot(ctx, lot.id))
	expect(decisions).toHaveLength(1)
	const again = await call<ProblemBody>(app, 'post', `/lots/${lot.id}/transitions`, {
		key,
		headers: { 'Idempotency-Key': 'release-1' },
		body: {
			transition: 'release',
			signature: { email: reviewer.email, password: reviewer.password, reason: 'Looks fine to me' },
		},
	})
	expect(again.body).toEqual(refused.body)
	expect(await withTenantContext(tenant.id, (ctx) => decisionsOfLot(ctx, lot.id))).toHaveLength(1)
})

dbTest('an answered lot may be sent back as a new one; what nobody knows is refused where it stands', async () => {
	const { tenant, key, item } = await company()
	const supplier = await makeParty(tenant)
	const lot = { item: item.id, quantity: { value: '5', unit: item.unit }, supplier: supplier.id }
	const made = await call<LotBody>(app, 'post', '/lots', { key, body: lot })
	const again = await call<LotBody>(app, 'post', '/lots', { key, body: { ...made.body, code: 'AGAIN-1' } })
	expect([again.status, again.body.code, again.body.version], again.text).toEqual([201, 'AGAIN-1', made.body.version])
	const wrong = await call<ProblemBody>(app, 'post', '/lots', {
		key,
		body: { ...lot, quantity: { ...lot.quantity, packs: 3 }, expiry: '2027-01-01' },
	})
	expect([wrong.status, wrong.body.errors?.map(({ path }) => path).sort()]).toEqual([
		422,
		['/expiry', '/quantity/packs'],
	])
	const amended = await call<ProblemBody>(app, 'patch', `/lots/${made.body.id}`, {
		key,
		body: { reason: 'Typed wrong', suplierLot: 'S-1' },
	})
	expect([amended.status, amended.body.errors?.map(({ path }) => path)]).toEqual([422, ['/suplierLot']])
})
