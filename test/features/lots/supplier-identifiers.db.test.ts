import { expect } from 'vitest'
import { readSupplierRequests } from '#app/features/home/supplier-home.queries.server.ts'
import { addIdentifiers } from '#app/features/lots/add-identifiers.server.ts'
import { readLotPage } from '#app/features/lots/lot-page.server.ts'
import { listLots } from '#app/features/lots/lots.queries.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeParty } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** A supplier's two announced lots of a device: one lacks dates and serial numbers, the other nothing. */
async function scene() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { unit: 'H87' })
	const party = await makeParty(tenant)
	const supplier = await makePerson(tenant, ['supplier'], { partyId: party.id })
	const announced = { supplierId: party.id, state: 'announced' as const, quantity: { value: '2', unit: 'H87' } }
	const lot = await makeLot(tenant, item, { ...announced, supplierLot: 'MM-1' })
	await makeLot(tenant, item, {
		...announced,
		supplierLot: 'MM-2',
		manufacturedOn: '2026-10-01',
		expiresOn: '2028-10-01',
		references: [
			{ kind: 'serial', value: 'Z1' },
			{ kind: 'serial', value: 'Z2' },
		],
	})
	const received = await makeLot(tenant, item, { ...announced, supplierLot: 'MM-3', state: 'quarantine' })
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update item set udi = ?::jsonb where id = ?', [
			JSON.stringify({ lot: true, serial: true, manufacturedOn: true, expiresOn: true }),
			item.id,
		]),
	)
	return { tenant, supplier, lot, received: received.id }
}

const GIVEN = {
	manufacturedOn: '2026-11-02',
	expiresOn: '2028-11-02',
	serials: ['A1', 'A2'],
	reason: 'Read off the label',
}

dbTest('a supplier finds what its lot lacks, gives it, and is asked no more', async () => {
	const { tenant, supplier, lot } = await scene()
	const asked = await actAs(tenant, supplier, async (ctx) => ({
		requests: await readSupplierRequests(ctx),
		list: await listLots(ctx, { lacking: '1', status: ['announced'] }),
		page: await readLotPage(ctx, lot.id),
	}))
	expect(asked.requests.filter(({ kind }) => kind === 'identifiers')).toMatchObject([
		{ id: lot.id, label: 'MM-1', count: 1 },
	])
	expect(asked.list.items.map(({ id }) => id)).toEqual([lot.id])
	expect(asked.page).toMatchObject({ lacks: ['manufacturedOn', 'expiresOn', 'serial'], mayAmend: true })
	expect(
		await actAs(tenant, supplier, (ctx) => addIdentifiers(ctx, { ...GIVEN, lotId: lot.id, serials: ['A1'] })),
	).toMatchObject({ error: { code: 'serial-count' } })
	const added = await actAs(tenant, supplier, (ctx) => addIdentifiers(ctx, { ...GIVEN, lotId: lot.id }))
	expect(added.ok).toBe(true)
	const after = await actAs(tenant, supplier, async (ctx) => ({
		requests: await readSupplierRequests(ctx),
		list: await listLots(ctx, { lacking: '1', status: ['announced'] }),
		page: await readLotPage(ctx, lot.id),
	}))
	expect(after.requests.filter(({ kind }) => kind === 'identifiers')).toEqual([])
	expect(after.list.items).toEqual([])
	expect(after.page).toMatchObject({ lacks: [], lot: { manufacturedOn: '2026-11-02', expiresOn: '2028-11-02' } })
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ actor: string; reason: string }[]>(
			"select actor->>'name' as actor, reason from audit_entry where action = 'lot.amend' and subject_id = ?",
			[lot.id],
		),
	)
	expect(audit).toEqual([{ actor: supplier.name, reason: 'Read off the label' }])
})

dbTest(
	'nobody else gives identifiers: not another supplier or tenant, no role without the right, none after receipt',
	async () => {
		const { tenant, supplier, lot, received } = await scene()
		const request = { ...GIVEN, lotId: lot.id }
		const rival = await makePerson(tenant, ['supplier'], { partyId: (await makeParty(tenant)).id })
		const auditor = await makePerson(tenant, ['auditor'])
		const other = await makeTenant()
		const stranger = await makePerson(other, ['compliance_admin'])
		for (const [of, person, code] of [
			[tenant, rival, 'unknown-lot'],
			[tenant, auditor, 'forbidden'],
			[other, stranger, 'unknown-lot'],
		] as const) {
			expect(await actAs(of, person, (ctx) => addIdentifiers(ctx, request))).toMatchObject({ error: { code } })
			expect((await actAs(of, person, (ctx) => readLotPage(ctx, lot.id)))?.mayAmend ?? false).toBe(false)
		}
		expect(await actAs(tenant, rival, readSupplierRequests)).toEqual([])
		expect(await actAs(tenant, supplier, (ctx) => addIdentifiers(ctx, { ...request, lotId: received }))).toMatchObject({
			error: { code: 'forbidden' },
		})
		expect(await actAs(tenant, supplier, (ctx) => readLotPage(ctx, received))).toMatchObject({
			lacks: ['manufacturedOn', 'expiresOn', 'serial'],
			mayAmend: false,
		})
	},
)
