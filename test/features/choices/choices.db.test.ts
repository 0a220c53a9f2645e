import { expect } from 'vitest'
import { FOUND_MOST, SENT_MOST } from '#app/core/choice.ts'
import { choiceList, findChoices, namedChoices } from '#app/features/choices/choices.queries.server.ts'
import { loader } from '#app/features/choices/routes/choices.ts'
import { readRegisterOptions } from '#app/features/lots/register-options.queries.server.ts'
import { loader as registerItem } from '#app/features/lots/routes/register-item.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeRevision } from '../../factories/item.ts'
import { approveSupplier, makeCustomer, makeSite, makeSupplier } from '../../factories/party.ts'
import { requestOf } from '../../factories/request.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** Items BULK-0001 and so on, as an import of master data leaves them. */
const makeMany = (tenant: TenantInfo, count: number) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into item (id, tenant_id, version, sku, name, kind, unit, certificate_required, incoming_inspection, active, created_at, updated_at)
			select gen_random_uuid(), ?, 1, 'BULK-' || lpad(n::text, 4, '0'), jsonb_build_object('en', 'Rod ' || n, 'zh-CN', '杆 ' || n), 'component', 'H87', false, false, true, now(), now()
			from generate_series(1, ?) n`,
			[tenant.id, count],
		),
	)

async function asked(tenant: TenantInfo, person: TestPerson, path: string) {
	const [, kind = ''] = /^\/choices\/([^?]+)/.exec(path) ?? []
	const request = await requestOf(tenant, person, path)
	const response = await loader({ request, params: { kind }, context: {} }).catch((thrown: unknown) => {
		if (thrown instanceof Response) return thrown
		throw thrown
	})
	return { status: response.status, body: response.status === 200 ? await response.json() : null }
}

dbTest('finds item number 1,500 among 2,000 by number, by name in either language and by its GTIN', async () => {
	const tenant = await makeTenant()
	const operator = await makePerson(tenant, ['operator'])
	await makeMany(tenant, 2_000)
	const first = await asked(tenant, operator, '/choices/items?q=')
	expect(first.body.total).toBe(2_000)
	expect(first.body.options).toHaveLength(FOUND_MOST)
	expect(first.body.options[0]).toMatchObject({ code: 'BULK-0001', name: 'Rod 1', unit: 'H87', detail: 'pcs' })
	const { body } = await asked(tenant, operator, '/choices/items?q=bulk-1500')
	expect(body).toMatchObject({ total: 1, options: [{ code: 'BULK-1500', name: 'Rod 1500' }] })
	for (const typed of ['rod 1500', '杆 1500', 'BULK-1500 · Rod 1500'])
		expect((await asked(tenant, operator, `/choices/items?q=${encodeURIComponent(typed)}`)).body.options).toEqual(
			body.options,
		)
	await makeItem(tenant, { sku: 'Z-1', gtin: '04012345678901' })
	const byGtin = await asked(tenant, operator, '/choices/items?q=04012345678901')
	expect(byGtin.body.options).toMatchObject([{ code: 'Z-1' }])
	// The form of a page gets the address alone, and the name of what is chosen already.
	const [value = ''] = body.options.map((one: { value: string }) => one.value)
	const list = await actAs(tenant, operator, (ctx) => choiceList(ctx, 'items', {}, [value]))
	expect(list).toMatchObject({ from: '/choices/items?', all: null, chosen: [{ code: 'BULK-1500' }] })
})

dbTest('what begins with the text comes first, and signs of a search are only signs', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	for (const sku of ['A-ROD', 'ROD', 'ROD-2', '100%']) await makeItem(tenant, { sku, name: { en: 'x', 'zh-CN': 'x' } })
	const found = async (q: string) =>
		(await asked(tenant, admin, `/choices/items?q=${encodeURIComponent(q)}`)).body.options.map(
			(one: { code: string }) => one.code,
		)
	expect(await found('rod')).toEqual(['ROD', 'ROD-2', 'A-ROD'])
	expect(await found('%')).toEqual(['100%'])
	expect(await found('_')).toEqual([])
	expect(await found('\\')).toEqual([])
})

dbTest('a list of up to 50 is sent with the page, a longer one is asked for', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	await makeMany(tenant, SENT_MOST)
	const list = () => actAs(tenant, admin, (ctx) => choiceList(ctx, 'items', {}))
	expect((await list()).all).toHaveLength(SENT_MOST)
	await makeItem(tenant)
	expect((await list()).all).toBeNull()
})

dbTest('what can no longer be chosen is still named, and not offered', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const party = await makeSupplier(tenant, { code: 'S-OLD', active: false })
	const list = await actAs(tenant, admin, (ctx) => choiceList(ctx, 'parties', {}, [party.id]))
	expect(list).toMatchObject({ all: [], chosen: [{ value: party.id, code: 'S-OLD' }] })
	const named = await asked(tenant, admin, `/choices/parties?chosen=${party.id}`)
	expect(named.body.options).toMatchObject([{ code: 'S-OLD' }])
})

dbTest('another company’s records are neither found nor named', async () => {
	const [tenant, other] = [await makeTenant(), await makeTenant()]
	const [own, stranger] = [
		await makePerson(tenant, ['compliance_admin']),
		await makePerson(other, ['compliance_admin']),
	]
	const item = await makeItem(tenant, { sku: 'OURS' })
	const [party, site] = [await makeCustomer(tenant), await makeSite(tenant)]
	for (const [kind, id, code] of [
		['items', item.id, 'OURS'],
		['parties', party.id, party.code],
		['sites', site.id, site.code],
		['people', own.id, own.name],
	]) {
		const none = { total: 0, options: [] }
		expect((await asked(tenant, own, `/choices/${kind}?q=${code}`)).body.total).toBe(1)
		expect((await asked(other, stranger, `/choices/${kind}?q=${code}`)).body).toEqual(none)
		expect((await asked(other, stranger, `/choices/${kind}?chosen=${id}`)).body).toEqual(none)
	}
	const revision = await makeRevision(tenant, item)
	const revisions = `/choices/revisions?item=${item.id}&by=code&chosen=${revision.code}`
	expect((await asked(tenant, own, revisions)).body.total).toBe(1)
	expect((await asked(other, stranger, revisions)).body.total).toBe(0)
})

dbTest('a partner finds what it supplies and where it delivers, and nothing else of the house', async () => {
	const tenant = await makeTenant()
	const [supplier, rival] = [await makeSupplier(tenant), await makeSupplier(tenant)]
	const person = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const colleague = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const [known, secret] = [await makeItem(tenant, { sku: 'KNOWN' }), await makeItem(tenant, { sku: 'SECRET' })]
	await approveSupplier(tenant, { partyId: supplier.id, itemId: known.id })
	const [plant, own] = [await makeSite(tenant), await makeSite(tenant, { partyId: supplier.id })]
	const codes = async (path: string) => {
		const { status, body } = await asked(tenant, person, path)
		return status === 200
			? body.options.map((one: { code: string | null; name: string }) => one.code ?? one.name)
			: status
	}
	expect(await codes('/choices/items?for=lots&q=')).toEqual(['KNOWN'])
	expect(await codes('/choices/items?q=')).toBe(403)
	expect(await codes('/choices/sites?q=')).toEqual([plant.code])
	expect(await codes('/choices/sites?whose=reader&q=')).toEqual([own.code])
	expect(await codes('/choices/parties?q=')).toEqual([supplier.code])
	expect(await codes(`/choices/parties?chosen=${rival.id}`)).toEqual([])
	expect(await codes('/choices/people?q=')).toBe(403)
	expect(await codes('/choices/people?who=delegates&q=')).toEqual([colleague.name])
	for (const kind of ['documents', 'procedures', 'versions?key=release_gate&', `revisions?item=${known.id}&`])
		expect(await codes(`/choices/${kind}${kind.includes('?') ? '' : '?'}q=`), kind).toBe(403)
	// What a new lot asks for is told of the same items alone.
	const asks = async (id: string) => {
		const request = await requestOf(tenant, person, `/register-item?id=${id}`)
		return (await (await registerItem({ request, params: {}, context: {} })).json()).item?.sku ?? null
	}
	expect([await asks(known.id), await asks(secret.id)]).toEqual(['KNOWN', null])
})

dbTest('a role finds what its forms name: an operator no people with roles, a customer no sites', async () => {
	const tenant = await makeTenant()
	const operator = await makePerson(tenant, ['operator'])
	const customer = await makePerson(tenant, ['customer'], { partyId: (await makeCustomer(tenant)).id })
	expect((await asked(tenant, operator, '/choices/people?who=all&q=')).status).toBe(403)
	expect((await asked(tenant, operator, '/choices/people?who=audited&q=')).status).toBe(403)
	expect((await asked(tenant, operator, '/choices/people?q=')).body.total).toBe(1)
	expect((await asked(tenant, customer, '/choices/sites?q=')).status).toBe(403)
	expect(await actAs(tenant, customer, (ctx) => findChoices(ctx, 'procedures', {}, ''))).toBeNull()
	expect(await actAs(tenant, customer, (ctx) => namedChoices(ctx, 'documents', {}, ['x']))).toBeNull()
	expect(await actAs(tenant, customer, (ctx) => choiceList(ctx, 'documents', {}))).toMatchObject({ all: [] })
})

dbTest('an unknown kind is not there, and a filter that cannot be is refused', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	expect((await asked(tenant, admin, '/choices/secrets?q=')).status).toBe(404)
	expect((await asked(tenant, admin, '/choices/toString?q=')).status).toBe(404)
	expect((await asked(tenant, admin, '/choices/items?but=nothing&q=')).status).toBe(400)
})

dbTest('every kind with every filter is a statement that runs', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin', 'shipping', 'receiving'])
	const item = await makeItem(tenant, { sku: 'PLAIN' })
	await makeSupplier(tenant)
	for (const path of [
		'items?without=code&having=recipe',
		`items?but=${item.id}`,
		'items?having=lots',
		'items?for=lots',
		'sites?with=closed',
		'sites?whose=reader',
		'parties?kinds=supplier,customer&to=connect',
		'parties?having=lots',
		'people?who=house',
		'people?who=all',
		'people?who=delegates',
		'people?who=audited',
		'documents?',
		'procedures?',
		'lots?to=ship',
		'lots?to=announce',
		`revisions?item=${item.id}`,
		'versions?key=release_gate',
	])
		expect((await asked(tenant, admin, `/choices/${path}&q=a`)).status, path).toBe(200)
	const others = await asked(tenant, admin, `/choices/items?but=${item.id}&q=`)
	expect(others.body.total).toBe(0)
})

dbTest('the form of a new lot knows what is asked of a few items, and of many asks for each', async () => {
	const tenant = await makeTenant()
	const receiving = await makePerson(tenant, ['receiving'])
	const item = await makeItem(tenant, { sku: 'FIRST' })
	const options = (start: string | null) => actAs(tenant, receiving, (ctx) => readRegisterOptions(ctx, start))
	expect(await options(null)).toMatchObject({ items: [{ sku: 'FIRST' }], choices: { all: [{ code: 'FIRST' }] } })
	await makeMany(tenant, 60)
	expect(await options(null)).toMatchObject({ items: [], choices: { all: null, chosen: [] } })
	for (const start of [item.id, 'FIRST'])
		expect(await options(start)).toMatchObject({ items: [{ sku: 'FIRST' }], choices: { chosen: [{ code: 'FIRST' }] } })
})
