import { expect } from 'vitest'
import { findStart } from '#app/features/genealogy/find-start.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { findByCode } from '#app/features/search/find-by-code.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { cloneRows } from '../../factories/clone-rows.ts'
import { makeDelivery } from '../../factories/delivery.ts'
import { makeDocument } from '../../factories/document.ts'
import { makeItem, makeLot, makeParty } from '../../factories/lot.ts'
import { makeShipment } from '../../factories/shipment.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const found = async (tenant: TenantInfo, person: TestPerson, text: string) =>
	(await actAs(tenant, person, (ctx) => findByCode(ctx, text))).map(
		(one) => `${one.kind} ${one.label}${one.exact ? ' !' : ''}`,
	)

dbTest('finds a lot by whatever stands on its label', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { sku: 'DEX5', unit: 'H87', gtin: '08717648200274' })
	const supplier = await makeParty(tenant)
	await makeLot(tenant, item, { code: 'DEX-26/001', supplierId: supplier.id, supplierLot: 'hz 77' })
	const person = await makePerson(tenant, ['auditor'])
	for (const text of [
		'DEX-26/001',
		' dex 26 001 ',
		'HZ-77',
		'(01)08717648200274(10)DEX-26/001',
		'010871764820027410DEX-26/001',
		'https://id.gs1.org/01/08717648200274/10/DEX-26%2F001',
		'08717648200274 DEX-26/001',
		'8717648200274+hz77',
	]) {
		expect(await found(tenant, person, text), text).toContain('lot DEX-26/001 !')
	}
	expect(await found(tenant, person, 'dex-2')).toEqual(['lot DEX-26/001'])
	for (const text of ['08717648200274', '(01)08717648200274', 'https://id.gs1.org/01/08717648200274'])
		expect(await found(tenant, person, text), text).toEqual(['item DEX5 !', 'more DEX5'])
})

dbTest(
	'a GTIN or item number alone leads a trace to the newest lots of the item, and says how many there are',
	async () => {
		const tenant = await makeTenant()
		const item = await makeItem(tenant, { sku: 'DEX5', unit: 'H87', gtin: '08717648200274' })
		const lot = await makeLot(tenant, item, { code: 'DEX5-1' })
		await makeItem(tenant, { sku: 'BARE', gtin: '09529876000019' })
		const person = await makePerson(tenant, ['auditor'])
		const start = (q: string) => actAs(tenant, person, (ctx) => findStart(ctx, { q }))
		// Other than a code that only begins so, an item is never taken for its only lot unasked.
		expect(await start('DEX5')).toMatchObject({ lotId: null, all: 1, choices: [{ id: lot.id }], item: { sku: 'DEX5' } })
		await cloneRows(
			tenant,
			'lot',
			lot,
			60,
			`jsonb_build_object('code', 'L-' || n, 'code_norm', 'L' || n, 'node', 900000 + n, 'updated_at', '2026-01-01T00:00:00Z')`,
		)
		const newest = await makeLot(tenant, item, { code: 'NEWEST' })
		for (const q of ['8717648200274', '(01)08717648200274', 'https://id.gs1.org/01/08717648200274', 'dex5']) {
			const found = await start(q)
			expect(found, q).toMatchObject({ lotId: null, all: 62, item: { id: item.id, sku: 'DEX5' } })
			expect(found.choices, q).toHaveLength(50)
			expect(found.choices[0]?.id, q).toBe(newest.id)
		}
		expect(await start('09529876000019')).toMatchObject({ lotId: null, choices: [], all: 0, item: { sku: 'BARE' } })
		expect((await start('(01)08717648200274(10)NEWEST')).lotId).toBe(newest.id)
		expect((await start('(01)08717648200274(10)NOSUCH')).item?.lotUnknown).toBe(true)
		expect((await start('(01)08717648200274')).item?.lotUnknown).toBe(false)
		const rival = await makePerson(tenant, ['supplier'], { partyId: (await makeParty(tenant)).id })
		expect(await actAs(tenant, rival, (ctx) => findStart(ctx, { q: '08717648200274' }))).toMatchObject({
			choices: [],
			item: null,
		})
	},
)

dbTest(
	'a label of another product, or misread, is not our lot of the same code; a supplier’s own GTIN may stand on it',
	async () => {
		const tenant = await makeTenant()
		const item = await makeItem(tenant, { sku: 'DEX5', unit: 'H87', gtin: '08717648200274' })
		const supplier = await makeParty(tenant)
		await makeLot(tenant, item, { code: 'PK26-0011', supplierId: supplier.id, supplierLot: 'HZ-77' })
		await makeLot(tenant, await makeItem(tenant), { code: 'BAR-9' })
		const person = await makePerson(tenant, ['auditor'])
		expect(await found(tenant, person, '(01)08717648200274(10)PK26-0011')).toEqual(['lot PK26-0011 !', 'item DEX5'])
		for (const other of [
			'(01)09529876000019(10)PK26-0011',
			'09529876000019 PK26-0011',
			'(01)08717648200275(10)PK26-0011',
			'https://id.gs1.org/01/09529876000019/10/PK26-0011',
		])
			expect(await found(tenant, person, other), other).toEqual([])
		expect(await found(tenant, person, '(01)09529876000019(10)HZ-77')).toEqual(['lot PK26-0011 !'])
		expect(await found(tenant, person, '(01)09529876000019(10)BAR-9')).toEqual(['lot BAR-9 !'])
	},
)

dbTest('finds items and parties by number and name, in either language', async () => {
	const tenant = await makeTenant()
	await makeItem(tenant, { sku: 'ROD-7' })
	const party = await makeParty(tenant)
	const person = await makePerson(tenant, ['auditor'])
	expect(await found(tenant, person, 'rod-7')).toEqual(['item ROD-7 !'])
	expect(await found(tenant, person, '物料 ROD')).toEqual(['item ROD-7'])
	expect(await found(tenant, person, party.code)).toEqual([`party ${party.code} !`])
})

dbTest('finds deliveries, shipments, documents and events by the numbers of others that stand on them', async () => {
	const [tenant, other] = [await makeTenant(), await makeTenant()]
	const delivery = await makeDelivery(tenant)
	const shipment = await makeShipment(tenant)
	const [line] = delivery.lines
	if (!line) throw new Error('A delivery has lines.')
	const person = await makePerson(tenant, ['auditor'])
	const writer = await makePerson(tenant, ['compliance_admin'])
	await makeDocument(tenant, writer, { number: 'COA-77', links: [{ type: 'lot', id: line.lotId }] })
	await makeDocument(tenant, writer, { number: 'COA-ALONE' })
	await withTenantContext(tenant.id, async (ctx) => {
		for (const reference of ['LAB-2026-9', delivery.number])
			await recordEvent(ctx, {
				kind: 'inspect',
				eventTime: ctx.now.toISOString(),
				reference,
				inputs: [{ lotId: shipment.lot.id, quantity: { value: '1', unit: 'H87' } }],
			})
	})
	expect(await found(tenant, person, 'po-44817')).toEqual([`delivery ${delivery.number} !`])
	expect(await found(tenant, person, 'SO-81000')).toEqual([`shipment ${shipment.number} !`])
	expect(await found(tenant, person, 'coa-77')).toEqual(['document COA-77 !'])
	expect(await found(tenant, person, 'LAB-2026-9')).toEqual(['event LAB-2026-9 !'])
	expect(await found(tenant, person, delivery.number)).toEqual([`delivery ${delivery.number} !`])
	await actAs(tenant, person, async (ctx) => {
		for (const [q, lotId] of [
			['PO-44817', line.lotId],
			['COA-77', line.lotId],
			['SO-81000', shipment.lot.id],
			['lab-2026-9', shipment.lot.id],
			[delivery.number, line.lotId],
		] as const)
			expect((await findStart(ctx, { q })).lotId, q).toBe(lotId)
		// A number that is known but stands for no lot is not taken for a mistyped one.
		expect(await findStart(ctx, { q: 'COA-ALONE' })).toMatchObject({
			lotId: null,
			choices: [],
			record: { kind: 'document', label: 'COA-ALONE' },
		})
		expect(await findStart(ctx, { q: 'COA-NOWHERE' })).toMatchObject({ lotId: null, choices: [], record: null })
	})
	const stranger = await makePerson(other, ['auditor'])
	const rival = await makePerson(tenant, ['supplier'], { partyId: (await makeParty(tenant)).id })
	for (const q of ['PO-44817', 'SO-81000', 'COA-77', 'LAB-2026-9']) {
		expect(await found(other, stranger, q), q).toEqual([])
		expect(await found(tenant, rival, q), q).toEqual([])
	}
})

dbTest('takes no sign of a pattern for one', async () => {
	const tenant = await makeTenant()
	await makeItem(tenant, { sku: 'ROD-7' })
	const person = await makePerson(tenant, ['auditor'])
	expect(await found(tenant, person, '%%')).toEqual([])
	expect(await found(tenant, person, '___')).toEqual([])
	expect(await found(tenant, person, '')).toEqual([])
	expect(await found(tenant, person, 'x'.repeat(3_000))).toEqual([])
})

dbTest('shows nobody what is not theirs', async () => {
	const [tenant, other] = [await makeTenant(), await makeTenant()]
	const item = await makeItem(tenant)
	const [mine, theirs] = [await makeParty(tenant), await makeParty(tenant)]
	await makeLot(tenant, item, { code: 'OWN-1', supplierId: mine.id })
	await makeLot(tenant, item, { code: 'OWN-2', supplierId: theirs.id })
	const supplier = await makePerson(tenant, ['supplier'], { partyId: mine.id })
	expect(await found(tenant, supplier, 'own')).toEqual(['lot OWN-1'])
	expect(await found(tenant, supplier, item.sku)).toEqual([])
	const stranger = await makePerson(other, ['auditor'])
	expect(await found(other, stranger, 'OWN-1')).toEqual([])
	const customer = await makePerson(tenant, ['customer'], { partyId: theirs.id })
	expect(await found(tenant, customer, 'OWN-2')).toEqual(['lookup OWN-2'])
})
