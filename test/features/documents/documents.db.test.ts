import { expect } from 'vitest'
import { addDays, todayIn } from '#app/core/local-date.ts'
import { addDocument } from '#app/features/documents/add-document.server.ts'
import { changeVisibility } from '#app/features/documents/change-visibility.server.ts'
import { documentContent } from '#app/features/documents/document-content.server.ts'
import {
	countEnding,
	documentsOfLot,
	findLotByCode,
	listDocuments,
	readDocument,
} from '#app/features/documents/documents.queries.server.ts'
import { storeFile } from '#app/features/documents/store-file.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeDocument, PDF } from '../../factories/document.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { makeParty } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const holder = useTestPortal()

/** A tenant with a lot of a supplier, shipped to a customer, and somebody of each. */
async function makeScene() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const supplier = await makeParty(tenant, 'supplier')
	const customer = await makeParty(tenant, 'customer')
	const lot = await makeLot(tenant, item, { supplierId: supplier.id, supplierLot: 'B7741-02' })
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			'insert into lot_party (tenant_id, lot_id, party_id, since) values (?, ?, ?, now()) on conflict do nothing',
			[tenant.id, lot.id, customer.id],
		),
	)
	return {
		tenant,
		lot,
		supplierParty: supplier,
		admin: await makePerson(tenant, ['compliance_admin']),
		auditor: await makePerson(tenant, ['auditor']),
		supplier: await makePerson(tenant, ['supplier'], { partyId: supplier.id }),
		rival: await makePerson(tenant, ['supplier'], { partyId: (await makeParty(tenant, 'supplier')).id }),
		customer: await makePerson(tenant, ['customer'], { partyId: customer.id }),
		otherCustomer: await makePerson(tenant, ['customer'], { partyId: (await makeParty(tenant, 'customer')).id }),
	}
}

const about = (lot: { id: string }) => ({ links: [{ type: 'lot' as const, id: lot.id }] })

dbTest('a supplier’s certificate is internal and its own until somebody of the tenant shows it', async () => {
	const scene = await makeScene()
	const { tenant, lot, supplier, admin, customer, otherCustomer, rival, supplierParty } = scene
	const id = await makeDocument(tenant, supplier, { ...about(lot), visibility: 'public' })
	const seen = (who: typeof admin) => actAs(tenant, who, (ctx) => readDocument(ctx, id))
	expect(await seen(admin)).toMatchObject({
		visibility: 'internal',
		party: { id: supplierParty.id },
		lots: [{ id: lot.id, code: lot.code }],
	})
	expect(await seen(supplier)).not.toBeNull()
	for (const who of [rival, customer, otherCustomer]) expect(await seen(who)).toBeNull()
	for (const who of [supplier, scene.auditor]) {
		expect(await actAs(tenant, who, (ctx) => changeVisibility(ctx, id, 'customer'))).toEqual({
			ok: false,
			error: { code: 'forbidden' },
		})
	}
	expect(await actAs(tenant, admin, (ctx) => changeVisibility(ctx, id, 'customer'))).toMatchObject({ ok: true })
	expect(await seen(customer)).not.toBeNull()
	for (const who of [rival, otherCustomer]) expect(await seen(who)).toBeNull()
	expect(await actAs(tenant, rival, (ctx) => changeVisibility(ctx, id, 'public'))).toEqual({
		ok: false,
		error: { code: 'unknown-document' },
	})
})

dbTest('hands the file out as a download that no browser runs, to whoever may see it and nobody else', async () => {
	const { tenant, lot, supplier, admin, rival, customer } = await makeScene()
	const id = await makeDocument(tenant, supplier, { ...about(lot), fileName: '质保书"1".pdf' })
	const answer = await actAs(tenant, admin, (ctx) => documentContent(ctx, id))
	expect(new Uint8Array((await answer?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(PDF)
	expect(answer?.headers.get('content-disposition')).toBe(
		`attachment; filename*=UTF-8''${encodeURIComponent('质保书1.pdf')}`,
	)
	expect(answer?.headers.get('x-content-type-options')).toBe('nosniff')
	expect(answer?.headers.get('content-security-policy')).toContain('sandbox')
	for (const who of [rival, customer]) expect(await actAs(tenant, who, (ctx) => documentContent(ctx, id))).toBeNull()
	const elsewhere = await makeScene()
	expect(await actAs(elsewhere.tenant, elsewhere.admin, (ctx) => documentContent(ctx, id))).toBeNull()
})

dbTest('is never about a record that its author may not see', async () => {
	const { tenant, lot, rival, customer, auditor } = await makeScene()
	const elsewhere = await makeScene()
	const file = await storeFile(tenant.id, PDF, 'a.pdf')
	if (!file.ok) throw new Error(file.error.code)
	const document = { kind: 'other' as const, title: 'A paper', file: file.value }
	const unknown = { ok: false, error: { code: 'unknown-subject' } }
	expect(await actAs(tenant, rival, (ctx) => addDocument(ctx, { ...document, ...about(lot) }))).toEqual(unknown)
	expect(
		await actAs(elsewhere.tenant, elsewhere.admin, (ctx) => addDocument(ctx, { ...document, ...about(lot) })),
	).toEqual(unknown)
	for (const who of [customer, auditor]) {
		expect(await actAs(tenant, who, (ctx) => addDocument(ctx, { ...document, links: [] }))).toEqual({
			ok: false,
			error: { code: 'forbidden' },
		})
	}
})

dbTest('a supplier adds for itself, whatever party it names', async () => {
	const { tenant, supplier, supplierParty, rival } = await makeScene()
	const id = await makeDocument(tenant, supplier, { partyId: rival.partyId ?? '' })
	expect(await actAs(tenant, supplier, (ctx) => readDocument(ctx, id))).toMatchObject({
		party: { id: supplierParty.id },
	})
	expect(await actAs(tenant, rival, (ctx) => readDocument(ctx, id))).toBeNull()
})

dbTest('lists by words, kind and nearing end, a page at a time', async () => {
	const { tenant, admin, lot } = await makeScene()
	const today = todayIn(tenant.timeZone, holder.clock.now())
	const add = (title: string, days: number | null, kind: 'drawing' | 'mill_certificate' = 'mill_certificate') =>
		makeDocument(tenant, admin, {
			title,
			kind,
			number: `N-${title}`,
			...about(lot),
			...(days === null ? {} : { validUntil: addDays(today, days) }),
		})
	await add('alpha 100%', 10)
	await add('beta', -5)
	await add('gamma', 61)
	await add('delta', null, 'drawing')
	const list = (filter: object) => actAs(tenant, admin, (ctx) => listDocuments(ctx, { limit: 10, ...filter }))
	expect((await list({})).items.map((one) => one.title)).toEqual(['delta', 'gamma', 'beta', 'alpha 100%'])
	expect((await list({ ending: true })).items.map((one) => [one.title, one.daysLeft])).toEqual([
		['beta', -5],
		['alpha 100%', 10],
	])
	expect((await list({ q: '100%' })).items).toHaveLength(1)
	expect((await list({ q: '_' })).items).toHaveLength(0)
	expect((await list({ kind: 'drawing' })).items.map((one) => one.title)).toEqual(['delta'])
	expect(await actAs(tenant, admin, countEnding)).toBe(2)
	for (const ending of [false, true]) {
		const titles: string[] = []
		let cursor: string | undefined
		do {
			const page = await list({ limit: 1, ending, cursor })
			titles.push(...page.items.map((one) => one.title))
			cursor = page.nextCursor ?? undefined
		} while (cursor)
		expect(titles).toEqual(ending ? ['beta', 'alpha 100%'] : ['delta', 'gamma', 'beta', 'alpha 100%'])
	}
	expect(await actAs(tenant, admin, (ctx) => documentsOfLot(ctx, lot.id))).toMatchObject({ all: 4 })
})

dbTest('finds the lot that a code means, however it is written', async () => {
	const { tenant, admin, lot, rival } = await makeScene()
	const find = (code: string, who = admin) => actAs(tenant, who, (ctx) => findLotByCode(ctx, code))
	expect(await find(lot.code)).toEqual({ id: lot.id, code: lot.code })
	expect(await find(lot.code.toLowerCase())).toEqual({ id: lot.id, code: lot.code })
	expect(await find('b7741 02')).toEqual({ id: lot.id, code: lot.code })
	expect(await find('nothing')).toBeNull()
	expect(await find(lot.code, rival)).toBeNull()
})

dbTest('leaves an audit entry with the hash of the file', async () => {
	const { tenant, admin, lot } = await makeScene()
	const id = await makeDocument(tenant, admin, about(lot))
	const [entry] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ after: { sha256: string } }[]>(
			"select after from audit_entry where action = 'document.add' and subject_id = ?",
			[id],
		),
	)
	expect(entry?.after.sha256).toMatch(/^[0-9a-f]{64}$/)
})
