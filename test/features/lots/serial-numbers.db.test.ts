import { expect } from 'vitest'
import { attributeSchema } from '#app/features/dictionary/attribute.schema.ts'
import { attributeImpact } from '#app/features/dictionary/attribute-impact.queries.server.ts'
import { readAttribute } from '#app/features/dictionary/dictionary.queries.server.ts'
import { saveAttribute } from '#app/features/dictionary/save-attribute.server.ts'
import { lotsByReference, readLot } from '#app/features/lots/lots.queries.server.ts'
import { missingIdentifiers } from '#app/features/lots/missing-identifiers.queries.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { tryFile } from '../../factories/import.ts'
import { makeItem } from '../../factories/item.ts'
import { approveSupplier, makeParty } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const FLAGS = { lot: true, serial: true, manufacturedOn: false, expiresOn: true }

async function scene() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { unit: 'H87', udi: FLAGS })
	return { tenant, item, receiving: await makePerson(tenant, ['receiving']) }
}
type Scene = Awaited<ReturnType<typeof scene>>

const register = (
	{ tenant, item, receiving }: Scene,
	serials: string[],
	more: Partial<Parameters<typeof registerLot>[1]> = {},
) =>
	actAs(tenant, receiving, (ctx) =>
		registerLot(ctx, {
			item: item.sku,
			quantity: { value: '2', unit: 'H87' },
			expiresOn: '2099-01-01',
			references: serials.map((value) => ({ kind: 'serial' as const, value })),
			...more,
		}),
	)

const problemsOf = (made: Awaited<ReturnType<typeof register>>) =>
	made.ok ? [] : made.error.problems.map(({ code, path }) => [code, path])

dbTest('a device that carries serial numbers is registered with one for each piece', async () => {
	const given = await scene()
	expect(problemsOf(await register(given, []))).toEqual([['serial-required', 'serials']])
	expect(problemsOf(await register(given, ['A1']))).toEqual([['serial-count', 'serials']])
	expect(problemsOf(await register(given, ['A1', 'x'.repeat(21)]))).toEqual([['invalid-serial', 'references.1']])
	expect(problemsOf(await register(given, ['A1', 'A2'], { expiresOn: null }))).toEqual([['data-required', 'expiresOn']])
	const made = await register(given, ['A1', 'A2'])
	if (!made.ok) throw new Error(made.error.code)
	const lot = await actAs(given.tenant, given.receiving, (ctx) => readLot(ctx, made.value.id))
	expect(lot?.references).toEqual([
		{ kind: 'serial', value: 'A1' },
		{ kind: 'serial', value: 'A2' },
	])
})

dbTest('a serial number finds its lot, and is given once for an item, not once for the tenant', async () => {
	const given = await scene()
	const made = await register(given, ['A1', 'A2'])
	if (!made.ok) throw new Error(made.error.code)
	const found = await actAs(given.tenant, given.receiving, (ctx) => lotsByReference(ctx, 'a-1'))
	expect(found.map((lot) => lot.id)).toEqual([made.value.id])
	expect(problemsOf(await register(given, ['A2', 'A3']))).toEqual([['serial-taken', 'serials']])
	const other = { ...given, item: await makeItem(given.tenant, { unit: 'H87', udi: FLAGS }) }
	expect((await register(other, ['A1', 'A2'])).ok).toBe(true)
	const foreign = await scene()
	expect((await register(foreign, ['A1', 'A2'])).ok).toBe(true)
})

dbTest('a lot in production may get its identifiers later; what it lacks is told before it leaves', async () => {
	const given = await scene()
	const made = await register(given, [], { state: 'in_production', expiresOn: null })
	if (!made.ok) throw new Error(made.error.code)
	const missing = await withTenantContext(given.tenant.id, (ctx) => missingIdentifiers(ctx, [made.value.id]))
	expect(missing.get(made.value.id)?.map((refusal) => refusal.detail)).toMatchObject([
		{ field: 'expiresOn' },
		{ field: 'serial' },
	])
	const whole = await register(given, ['B1', 'B2'])
	if (!whole.ok) throw new Error(whole.error.code)
	expect((await withTenantContext(given.tenant.id, (ctx) => missingIdentifiers(ctx, [whole.value.id]))).size).toBe(0)
})

dbTest('a file cannot bring in a device without its serial numbers', async () => {
	const given = await scene()
	const party = await makeParty(given.tenant, 'supplier')
	await approveSupplier(given.tenant, { itemId: given.item.id, partyId: party.id })
	const person = await makePerson(given.tenant, ['supplier'], { partyId: party.id })
	const file = `Item code,Lot no,Qty,Exp date\n${given.item.sku},Z-1,2,2099-01-01\n`
	expect(await tryFile(given.tenant, person, { bytes: file })).toMatchObject({ good: 0, bad: 1 })
})

dbTest('deprecating tells of imports whose columns lead into the attribute', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const item = await makeItem(tenant)
	const party = await makeParty(tenant, 'supplier')
	await approveSupplier(tenant, { itemId: item.id, partyId: party.id })
	const person = await makePerson(tenant, ['supplier'], { partyId: party.id })
	const input = attributeSchema.parse({
		subject: 'lot',
		key: 'heat',
		type: 'text',
		labelEn: 'Melt mark',
		labelZh: '熔炼标记',
		partner: true,
		effectiveFrom: '2020-01-01',
		reason: 'Asked for',
	})
	const made = await actAs(tenant, admin, (ctx) => saveAttribute(ctx, null, input))
	if (!made.ok) throw new Error(made.error.code)
	await tryFile(tenant, person, { bytes: `Item code,Lot no,Qty,Melt mark\n${item.sku},Z-1,2,M1\n` })
	await actAs(tenant, admin, async (ctx) => {
		const attribute = await readAttribute(ctx, made.value.id)
		if (!attribute) throw new Error('The attribute is gone')
		expect((await attributeImpact(ctx, attribute)).imports).toBe(2)
	})
})
