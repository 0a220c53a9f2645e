import { expect } from 'vitest'
import { listPatterns, readEditor } from '#app/features/lot-codes/lot-codes.queries.server.ts'
import type { PatternForm } from '#app/features/lot-codes/lot-codes.schema.ts'
import { removePattern } from '#app/features/lot-codes/remove-pattern.server.ts'
import { savePattern } from '#app/features/lot-codes/save-pattern.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { findByCode } from '#app/features/search/find-by-code.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeParty, makeSite } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal({ env: { DATABASE_POOL: '50' } })

const form = (appliesTo: string, pattern: string, more: Partial<PatternForm> = {}): PatternForm => ({
	appliesTo,
	pattern,
	typedCodes: 'off',
	...more,
})
const compose = (tenant: TenantInfo, given: PatternForm) =>
	withTenantContext(tenant.id, (ctx) => savePattern(ctx, given))
const register = (tenant: TenantInfo, item: string, more: { code?: string; siteId?: string; line?: string } = {}) =>
	withTenantContext(tenant.id, (ctx) => registerLot(ctx, { item, quantity: { value: '1', unit: 'KGM' }, ...more }))

dbTest('an item is numbered by its own pattern, else by its group, else by the tenant', async () => {
	const tenant = await makeTenant()
	const [one, other] = [await makeItem(tenant, { sku: 'AA' }), await makeItem(tenant, { sku: 'BB' })]
	expect(await register(tenant, one.id)).toMatchObject({ value: { code: 'L-AA-0001' } })
	await compose(tenant, form('tenant', 'T-{SEQ:3}'))
	expect(await register(tenant, one.id)).toMatchObject({ value: { code: 'T-001' } })
	await compose(tenant, form('kind:raw_material', 'R-{SKU}-{SEQ:2}'))
	expect(await register(tenant, one.id)).toMatchObject({ value: { code: 'R-AA-01' } })
	await compose(tenant, form(`item:${one.id}`, 'I{SEQ:2}{CHECK:mod37}'))
	expect(await register(tenant, one.id)).toMatchObject({ value: { code: expect.stringMatching(/^I01[0-9A-Z]$/) } })
	expect(await register(tenant, other.id)).toMatchObject({ value: { code: 'R-BB-01' } })
})

dbTest('50 registrations at once get 50 codes, of items that count together and apart', async () => {
	const tenant = await makeTenant()
	const items = [await makeItem(tenant, { sku: 'P1' }), await makeItem(tenant, { sku: 'P2' })]
	await compose(tenant, form('tenant', 'X{YY}-{SEQ:4,year}{CHECK:mod10}'))
	const answers = await Promise.all(
		Array.from({ length: 50 }, (_, index) => register(tenant, items[index % 2]?.id ?? '')),
	)
	const codes = answers.map((answer) => (answer.ok ? answer.value.code : answer.error.code))
	expect(new Set(codes).size).toBe(50)
	const numbers = codes.map((code) => Number(code.slice(4, 8))).toSorted((a, b) => a - b)
	expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
})

dbTest('a set of lots takes its numbers in one block', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { sku: 'BLOCK' })
	await compose(tenant, form('tenant', '{SKU}-{SEQ:5,base36}'))
	const rows = Array.from({ length: 1_200 }, () => ({ item: item.id, quantity: { value: '1', unit: 'KGM' } }))
	const lots = await withTenantContext(tenant.id, (ctx) => registerLots(ctx, rows))
	if (!lots.ok) throw new Error(JSON.stringify(lots.error.rows[0]))
	expect(new Set(lots.value.map((lot) => lot.code)).size).toBe(1_200)
	expect(lots.value[0]?.code).toBe('BLOCK-00001')
	expect(lots.value.at(-1)?.code).toBe('BLOCK-0011A')
})

dbTest('numbers that were given by a pattern of the same look before are passed over', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { sku: 'OVER' })
	const typed = Array.from({ length: 120 }, (_, index) => ({
		item: item.id,
		code: `N${String(index + 1).padStart(3, '0')}`,
		quantity: { value: '1', unit: 'KGM' },
	}))
	await withTenantContext(tenant.id, (ctx) => registerLots(ctx, typed))
	await compose(tenant, form('tenant', 'N{SEQ:3,never}'))
	const lot = await register(tenant, item.id)
	expect(lot.ok && Number(lot.value.code.slice(1))).toBeGreaterThan(120)
})

dbTest('a typed code is taken, taken with a warning or refused, as the pattern says', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { sku: 'TYP' })
	const scope = `item:${item.id}`
	await compose(tenant, form(scope, '{SKU}-{SEQ:3}', { typedCodes: 'warn' }))
	expect(await register(tenant, item.id, { code: 'ANY' })).toMatchObject({ ok: true, value: { offPattern: true } })
	expect(await register(tenant, item.id, { code: 'TYP-777' })).toMatchObject({ ok: true, value: { offPattern: false } })
	await compose(tenant, form(scope, '{SKU}-{SEQ:3}', { typedCodes: 'refuse', version: 1 }))
	expect(await register(tenant, item.id, { code: 'ANY2' })).toMatchObject({
		error: { code: 'data-required', path: 'code' },
	})
	expect(await register(tenant, item.id, { code: 'TYP-778' })).toMatchObject({ ok: true })
})

dbTest('a code that carries site and line needs both', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { sku: 'SL' })
	const site = await makeSite(tenant)
	await compose(tenant, form('tenant', '{SITE}-{LINE}-{SEQ:2}'))
	const refused = await register(tenant, item.id)
	expect(refused).toMatchObject({ error: { code: 'site-required' } })
	expect(!refused.ok && refused.error.problems.map((one) => one.code)).toEqual(['site-required', 'line-required'])
	expect(await register(tenant, item.id, { siteId: site.id, line: 'L7' })).toMatchObject({
		value: { code: `${site.code}-L7-01` },
	})
})

dbTest('a pattern that could give one code twice is refused with every reason', async () => {
	const tenant = await makeTenant()
	expect(await compose(tenant, form('tenant', '{SKU}-{YY}{MM}{DD}'))).toMatchObject({
		error: { code: 'pattern-refused', problems: ['no-sequence'] },
	})
	const labelled = await makeItem(tenant, {
		sku: 'DEVICE-LONG-NUMBER',
		gtin: '09521234567899',
		udi: { lot: true, serial: false, manufacturedOn: false, expiresOn: false },
	})
	expect(await compose(tenant, form(`item:${labelled.id}`, '{SKU}-{SEQ:4}'))).toMatchObject({
		error: { code: 'pattern-refused', problems: ['too-long-for-label'] },
	})
})

dbTest('keeps every version in the audit trail, and refuses whoever looked at an older one', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const save = (given: PatternForm) => actAs(tenant, admin, (ctx) => savePattern(ctx, given))
	expect(await save(form('tenant', 'A{SEQ:3}'))).toMatchObject({ ok: true })
	expect(await save(form('tenant', 'B{SEQ:3}'))).toMatchObject({ error: { code: 'stale' } })
	expect(await save(form('tenant', 'A{SEQ:3}', { version: 1 }))).toMatchObject({ error: { code: 'nothing-changed' } })
	expect(await save(form('tenant', 'B{SEQ:3}', { version: 1, reason: 'New label' }))).toMatchObject({ ok: true })
	const remove = (version: number) =>
		actAs(tenant, admin, (ctx) => removePattern(ctx, { appliesTo: 'tenant', version }))
	expect(await remove(1)).toMatchObject({ error: { code: 'stale' } })
	expect(await remove(2)).toMatchObject({ ok: true })
	expect(await remove(2)).toMatchObject({ error: { code: 'unknown-pattern' } })
	const entries = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			"select action, before->>'pattern' as before, after->>'pattern' as after, reason from audit_entry where subject_id = 'tenant' and action like 'lot-code.%' order by seq",
		),
	)
	expect(entries).toEqual([
		{ action: 'lot-code.compose', before: null, after: 'A{SEQ:3}', reason: null },
		{ action: 'lot-code.change', before: 'A{SEQ:3}', after: 'B{SEQ:3}', reason: 'New label' },
		{ action: 'lot-code.remove', before: 'B{SEQ:3}', after: null, reason: null },
	])
})

dbTest('only a compliance admin composes, and only for items of the own tenant', async () => {
	const [tenant, other] = [await makeTenant(), await makeTenant()]
	const theirs = await makeItem(other)
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const admin = await makePerson(tenant, ['compliance_admin'])
	expect(await actAs(tenant, reviewer, (ctx) => savePattern(ctx, form('tenant', 'A{SEQ:3}')))).toMatchObject({
		error: { code: 'forbidden' },
	})
	expect(await actAs(tenant, reviewer, (ctx) => removePattern(ctx, { appliesTo: 'tenant', version: 1 }))).toMatchObject(
		{ error: { code: 'forbidden' } },
	)
	expect(await actAs(tenant, admin, (ctx) => savePattern(ctx, form(`item:${theirs.id}`, 'A{SEQ:3}')))).toMatchObject({
		error: { code: 'unknown-scope' },
	})
	await compose(other, form('tenant', 'OTHER{SEQ:3}'))
	await actAs(tenant, admin, async (ctx) => {
		expect((await listPatterns(ctx, undefined)).rows).toEqual([])
		expect(await readEditor(ctx, { of: 'item', itemId: theirs.id })).toBeNull()
		expect(await readEditor(ctx, { of: 'tenant' })).toMatchObject({ stored: null, inherited: { appliesTo: null } })
	})
})

dbTest('shows how far the counter has come', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { sku: 'CNT' })
	await compose(tenant, form(`item:${item.id}`, '{SKU}-{SEQ:3}'))
	await register(tenant, item.id)
	await register(tenant, item.id)
	await withTenantContext(tenant.id, async (ctx) => {
		expect((await readEditor(ctx, { of: 'item', itemId: item.id }))?.counters).toEqual({ 'CNT-#': 2 })
		expect((await listPatterns(ctx, undefined)).rows).toMatchObject([{ example: 'CNT-001', items: 1 }])
	})
})

dbTest('a lot is found by the container and the SSCC that it came in, however they are written', async () => {
	const [tenant, other] = [await makeTenant(), await makeTenant()]
	const item = await makeItem(tenant)
	const supplier = await makeParty(tenant)
	const references = [
		{ kind: 'container' as const, value: ' Drum-17/b ' },
		{ kind: 'sscc' as const, value: '1 0614141 234567890 8' },
	]
	const lot = await withTenantContext(tenant.id, (ctx) =>
		registerLot(ctx, {
			item: item.id,
			quantity: { value: '1', unit: 'KGM' },
			supplierId: supplier.id,
			supplierLot: 'S-1',
			references,
		}),
	)
	if (!lot.ok) throw new Error(lot.error.code)
	for (const text of ['drum 17B', '106141412345678908', '(00)106141412345678908', 'SSCC 1 0614141 234567890 8', 's1']) {
		const found = await withTenantContext(tenant.id, (ctx) => findByCode(ctx, text))
		expect(found[0], text).toMatchObject({ kind: 'lot', to: `/lots/${lot.value.id}`, exact: true })
		expect(await withTenantContext(other.id, (ctx) => findByCode(ctx, text))).toEqual([])
	}
})

dbTest('an SSCC with a mistyped digit and an empty container are refused', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const refused = await withTenantContext(tenant.id, (ctx) =>
		registerLot(ctx, {
			item: item.id,
			quantity: { value: '1', unit: 'KGM' },
			references: [
				{ kind: 'sscc', value: '106141412345678901' },
				{ kind: 'sscc', value: '12' },
				{ kind: 'container', value: ' - ' },
			],
		}),
	)
	expect(!refused.ok && refused.error.problems.map(({ code, path }) => `${path} ${code}`)).toEqual([
		'references.0 wrong-check-digit',
		'references.1 invalid-sscc',
		'references.2 invalid-reference',
	])
})
