import { expect } from 'vitest'
import type { LotProblemCode, RegisterLot } from '#app/features/lots/lot.model.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeParty, makeRevision, makeSite } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal({ env: { DATABASE_POOL: '50' } })

const kg = (value: string) => ({ value, unit: 'KGM' })

dbTest('registers a lot in quarantine with the next code of its item', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { sku: 'DEX5', codePattern: '{SKU}-{YY}{MM}-{SEQ:4}' })
	const supplier = await makeParty(tenant)
	const site = await makeSite(tenant)
	await makeRevision(tenant, item.id, 'B')
	const person = await makePerson(tenant, ['receiving'])
	const asked: RegisterLot = {
		item: 'DEX5',
		quantity: kg('12.500'),
		manufacturedOn: '2026-10-01',
		expiresOn: '2028-10-01',
		supplierId: supplier.id,
		supplierLot: ' hz-77 ',
		siteId: site.id,
		revision: 'B',
		attributes: { colour: 'white', sterile: true },
	}
	const first = await actAs(tenant, person, (ctx) => registerLot(ctx, asked))
	const second = await actAs(tenant, person, (ctx) => registerLot(ctx, { ...asked, supplierLot: 'hz-78' }))
	expect(first.ok && first.value.code).toBe('DEX5-2611-0001')
	expect(second.ok && second.value.code).toBe('DEX5-2611-0002')
	const lot = await actAs(tenant, person, (ctx) => readLot(ctx, first.ok ? first.value.id : ''))
	expect(lot).toMatchObject({
		code: 'DEX5-2611-0001',
		item: { sku: 'DEX5' },
		revision: 'B',
		quantity: kg('12.5'),
		onHand: kg('12.5'),
		status: 'quarantine',
		category: 'initial',
		manufacturedOn: '2026-10-01',
		expiresOn: '2028-10-01',
		supplier: { id: supplier.id },
		supplierLot: 'hz-77',
		site: { id: site.id },
		attributes: { colour: 'white', sterile: true },
	})
	const traces = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ kind: string; role: string; quantity: string }[]>(
			'select e.kind, p.role, p.quantity::text from trace_event e join trace_event_lot p on p.event_id = e.id where p.lot_id = ?',
			[lot?.id],
		),
	)
	expect(traces).toEqual([{ kind: 'register', role: 'output', quantity: '12.500000' }])
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ subject_label: string }[]>(
			"select subject_label from audit_entry where action = 'lot.register' and subject_id = ?",
			[lot?.id],
		),
	)
	expect(audit).toEqual([{ subject_label: 'DEX5-2611-0001' }])
})

dbTest('lets a supplier announce lots of its own, and of nobody else', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const [own, other] = [await makeParty(tenant), await makeParty(tenant)]
	const supplier = await makePerson(tenant, ['supplier'], { partyId: own.id })
	const result = await actAs(tenant, supplier, (ctx) =>
		registerLot(ctx, { item: item.sku, quantity: kg('5'), supplierId: other.id, state: 'quarantine' }),
	)
	if (!result.ok) throw new Error(result.error.code)
	const lot = await actAs(tenant, supplier, (ctx) => readLot(ctx, result.value.id))
	expect(lot).toMatchObject({ status: 'announced', supplier: { id: own.id }, quantity: kg('5'), onHand: kg('0') })
	const stranger = await makePerson(tenant, ['supplier'], { partyId: other.id })
	expect(await actAs(tenant, stranger, (ctx) => readLot(ctx, result.value.id))).toBeNull()
})

dbTest('tells a supplier that a code is taken by a lot that it cannot see', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	await makeLot(tenant, item, { code: 'TAKEN-1' })
	const supplier = await makePerson(tenant, ['supplier'], { partyId: (await makeParty(tenant)).id })
	const result = await actAs(tenant, supplier, (ctx) =>
		registerLot(ctx, { item: item.sku, code: 'TAKEN-1', quantity: kg('1') }),
	)
	expect(result).toMatchObject({ ok: false, error: { code: 'duplicate-code', path: 'code' } })
})

dbTest('takes the next number when somebody typed the generated code already', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { sku: 'X', codePattern: 'X-{SEQ:2}' })
	await makeLot(tenant, item, { code: 'X-01' })
	await makeLot(tenant, item, { code: 'X-02' })
	expect((await makeLot(tenant, item)).code).toBe('X-03')
})

dbTest('gives equal codes in two tenants their own lots', async () => {
	const [one, two] = [await makeTenant(), await makeTenant()]
	const [a, b] = [
		await makeLot(one, await makeItem(one), { code: 'SAME' }),
		await makeLot(two, await makeItem(two), { code: 'SAME' }),
	]
	expect(a.code).toBe(b.code)
	const person = await makePerson(two, ['auditor'])
	expect(await actAs(two, person, (ctx) => readLot(ctx, a.id))).toBeNull()
})

dbTest('refuses what cannot be right, field by field', async () => {
	const tenant = await makeTenant()
	const foreign = await makeTenant()
	const foreignItem = await makeItem(foreign)
	const udi = { lot: true, serial: false, manufacturedOn: true, expiresOn: true }
	const item = await makeItem(tenant)
	const device = await makeItem(tenant, { unit: 'H87', gtin: '08717648200274', udi })
	const idle = await makeItem(tenant, { active: false })
	const supplier = await makeParty(tenant)
	await makeLot(tenant, item, { code: 'THERE', supplierId: supplier.id, supplierLot: 'S-1' })
	const person = await makePerson(tenant, ['receiving'])
	const base: RegisterLot = { item: item.id, quantity: kg('1') }
	const dated = { manufacturedOn: '2026-01-01', expiresOn: '2028-01-01' }
	const pieces = { item: device.id, quantity: { value: '1', unit: 'H87' }, ...dated }
	const cases: [LotProblemCode, string, Partial<RegisterLot>][] = [
		['unknown-item', 'item', { item: 'NO-SUCH' }],
		['unknown-item', 'item', { item: foreignItem.id }],
		['item-inactive', 'item', { item: idle.id }],
		['unknown-revision', 'revision', { revision: 'Z' }],
		['unknown-supplier', 'supplierId', { supplierId: item.id }],
		['unknown-site', 'siteId', { siteId: item.id }],
		['invalid-code', 'code', { code: '---' }],
		['invalid-code', 'code', { code: 'x'.repeat(65) }],
		['invalid-code', 'supplierLot', { supplierLot: 'a\u0000b' }],
		['duplicate-code', 'code', { code: 'THERE' }],
		['duplicate-supplier-lot', 'supplierLot', { supplierId: supplier.id, supplierLot: 's1' }],
		['not-a-quantity', 'quantity', { quantity: kg('1e3') }],
		['not-a-quantity', 'quantity', { quantity: kg('1.1234567') }],
		['quantity-not-positive', 'quantity', { quantity: kg('0.000') }],
		['quantity-not-positive', 'quantity', { quantity: kg('-1') }],
		['unit-mismatch', 'quantity', { quantity: { value: '1', unit: 'MTR' } }],
		['not-a-date', 'manufacturedOn', { manufacturedOn: '2026-02-30' }],
		['not-a-date', 'expiresOn', { expiresOn: '01.02.2026' }],
		['manufactured-in-future', 'manufacturedOn', { manufacturedOn: '2026-11-23' }],
		['expires-before-manufacture', 'expiresOn', { manufacturedOn: '2026-05-01', expiresOn: '2026-04-30' }],
		['data-required', 'manufacturedOn', { ...pieces, manufacturedOn: null }],
		['data-required', 'expiresOn', { ...pieces, expiresOn: null }],
		['code-not-printable', 'code', { ...pieces, code: 'LONGER-THAN-TWENTY-SIGNS' }],
		['code-not-printable', 'code', { ...pieces, code: '批次一' }],
		['invalid-attributes', 'attributes', { attributes: { '1 bad': 'x' } }],
	]
	for (const [code, path, more] of cases) {
		const result = await actAs(tenant, person, (ctx) => registerLot(ctx, { ...base, ...more }))
		expect(result, JSON.stringify(more)).toMatchObject({ ok: false, error: { code, path } })
	}
	const fine = await actAs(tenant, person, (ctx) => registerLot(ctx, { ...base, ...pieces, code: 'DEX-26/1' }))
	expect(fine.ok).toBe(true)
})

dbTest('names every problem at once', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['receiving'])
	const result = await actAs(tenant, person, (ctx) =>
		registerLot(ctx, { item: '?', quantity: kg('-1'), expiresOn: 'soon' }),
	)
	expect(!result.ok && result.error.problems.map((problem) => problem.code)).toEqual([
		'unknown-item',
		'quantity-not-positive',
		'not-a-date',
	])
})

dbTest('refuses roles that may not register', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	for (const role of ['auditor', 'shipping', 'customer'] as const) {
		const person = await makePerson(tenant, [role])
		const result = await actAs(tenant, person, (ctx) => registerLot(ctx, { item: item.id, quantity: kg('1') }))
		expect(result, role).toMatchObject({ ok: false, error: { code: 'forbidden' } })
	}
})

dbTest('registers a set wholly or not at all, and sees repetitions within it', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const person = await makePerson(tenant, ['receiving'])
	const rows = [
		{ item: item.id, code: 'R-1', quantity: kg('1') },
		{ item: item.id, code: 'R-2', quantity: kg('0') },
		{ item: item.id, code: 'R-1', quantity: kg('1') },
	]
	const refused = await actAs(tenant, person, (ctx) => registerLots(ctx, rows))
	expect(refused).toMatchObject({
		ok: false,
		error: {
			rows: [
				{ index: 1, code: 'quantity-not-positive' },
				{ index: 2, code: 'duplicate-code' },
			],
		},
	})
	const count = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ n: number }[]>('select count(*)::int as n from lot'),
	)
	expect(count[0]?.n).toBe(0)
})

dbTest('gives 50 parallel registrations 50 codes', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const person = await makePerson(tenant, ['receiving'])
	const results = await Promise.all(
		Array.from({ length: 50 }, () =>
			actAs(tenant, person, (ctx) => registerLot(ctx, { item: item.id, quantity: kg('1') })),
		),
	)
	const codes = results.map((result) => (result.ok ? result.value.code : result.error.code))
	expect(new Set(codes).size).toBe(50)
	expect(codes.sort()[49]).toBe(`L-${item.sku}-0050`)
})

dbTest('registers 5,000 lots at once', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const person = await makePerson(tenant, ['receiving'])
	const rows = Array.from({ length: 5_000 }, (_, index) => ({
		item: item.sku,
		code: `B-${index}`,
		quantity: kg('1.5'),
	}))
	const result = await actAs(tenant, person, (ctx) => registerLots(ctx, rows, { audit: 'caller' }))
	expect(result.ok && result.value.length).toBe(5_000)
})
