import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { merkleRoot } from '#app/core/hash-chain.server.ts'
import { cancelImport } from '#app/features/intake/cancel-import.server.ts'
import { chooseMapping } from '#app/features/intake/choose-mapping.server.ts'
import { commitImport } from '#app/features/intake/commit-import.server.ts'
import { errorRowsCsv } from '#app/features/intake/error-rows-csv.server.ts'
import { openGoodRows } from '#app/features/intake/good-rows.server.ts'
import { keepImportFile } from '#app/features/intake/import-file.server.ts'
import {
	countProblems,
	listImports,
	listProblems,
	readImport,
	readProgress,
} from '#app/features/intake/intake.queries.server.ts'
import { readImportJob } from '#app/features/intake/read-import.job.server.ts'
import { repairValue } from '#app/features/intake/repair-value.server.ts'
import { rereadFile } from '#app/features/intake/reread-file.server.ts'
import { runImportJob } from '#app/features/intake/run-import.job.server.ts'
import { startImport } from '#app/features/intake/start-import.server.ts'
import { tryImportJob } from '#app/features/intake/try-import.job.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { goodLots, importOf, jobRun, readInFile, runFile, supplierLots, tryFile } from '../../factories/import.ts'
import { makeItem } from '../../factories/item.ts'
import { approveSupplier, makeParty } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, hasEngine, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const SKU = 'TI-BAR-07'

/** A tenant with one item, a supplier approved for it, and somebody of that supplier. */
async function makeSupplier(sku = SKU) {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { sku, codePattern: 'L{YY}-{SEQ:5}' })
	const party = await makeParty(tenant, 'supplier')
	await approveSupplier(tenant, { itemId: item.id, partyId: party.id })
	const person = await makePerson(tenant, ['supplier'], { partyId: party.id })
	return { tenant, item, party, person }
}

const MIXED = `Item code,Lot no,Mfg date,Exp date,Qty,Unit
TI-BAR-07,B-1,2026-10-01,2028-10-01,12.5,kg
TI-BAR-07,B-2,2026-10-01,2028-10-01,twelve,kg
TI-BAR-07,,2026-10-01,2028-10-01,3,kg
TI-BAR-07,B-4,2026-11-01,2026-10-01,3,kg
TI-BAR-07,B-5,2026-10-01,2028-10-01,500,g
NO-SUCH,B-6,2026-10-01,2028-10-01,1,kg
TI-BAR-07,B-7,2026-10-01,2028-10-01,7,kg
`

const auditOf = (tenantId: string, prefix: string) =>
	withTenantContext(tenantId, (ctx) =>
		ctx.em.execute<{ action: string; after: Record<string, unknown> }[]>(
			'select action, after from audit_entry where action like ? order by seq',
			[`${prefix}%`],
		),
	)

dbTest('reads a file, tries it, and imports exactly its good rows as announced lots of the supplier', async () => {
	const { tenant, party, person } = await makeSupplier()
	const tried = await tryFile(tenant, person, { bytes: MIXED })
	expect(tried).toMatchObject({ status: 'ready', rows: 7, good: 3, bad: 4, partyId: party.id })
	expect(await supplierLots(tenant)).toEqual([])
	const done = await runFile(tenant, person, tried.id)
	expect(done).toMatchObject({ status: 'done', created: 3, processed: 3 })
	expect(await supplierLots(tenant)).toEqual(['B-1', 'B-5', 'B-7'])
	const lots = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			"select status, supplier_id, quantity::text, on_hand::text, unit, manufactured_on::text from lot where supplier_lot = 'B-5'",
		),
	)
	expect(lots).toEqual([
		{
			status: 'announced',
			supplier_id: party.id,
			quantity: '500.000000',
			on_hand: '0.000000',
			unit: 'GRM',
			manufactured_on: '2026-10-01',
		},
	])
})

dbTest('names each bad row with its field, value, reason and suggestion, paged and filtered', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: MIXED })
	await actAs(tenant, person, async (ctx) => {
		const first = await listProblems(ctx, id, { limit: 2, severity: 'error' })
		expect(first.items.map((one) => [one.row, one.field, one.value, one.code])).toEqual([
			[3, 'quantity', 'twelve', 'not-a-number'],
			[4, 'supplierLot', '', 'empty-lot-code'],
		])
		expect(first).toMatchObject({ total: 4, before: 0 })
		const second = await listProblems(ctx, id, { limit: 2, severity: 'error', cursor: first.nextCursor ?? '' })
		expect(second).toMatchObject({ before: 2, nextCursor: null })
		expect(second.items.map((one) => one.code)).toEqual(['expires-before-manufactured', 'unknown-item'])
		const items = await listProblems(ctx, id, { limit: 10, severity: 'error', field: 'itemSku' })
		expect(items.items.map((one) => one.value)).toEqual(['NO-SUCH'])
		const counts = await countProblems(ctx, id)
		expect(counts.filter((one) => one.severity === 'error').reduce((sum, one) => sum + one.count, 0)).toBe(4)
	})
})

dbTest('finds in the dry run what would be refused when registering', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, {
		sku: SKU,
		udi: { lot: true, serial: false, manufacturedOn: true, expiresOn: true },
	})
	const party = await makeParty(tenant, 'supplier')
	await approveSupplier(tenant, { itemId: item.id, partyId: party.id })
	const person = await makePerson(tenant, ['supplier'], { partyId: party.id })
	const file = `Item code,Lot no,Mfg date,Exp date,Qty,Unit
${SKU},B-1,2026-10-01,2028-10-01,1,kg
${SKU},B1,2026-10-01,2028-10-01,1,kg
${SKU},B-3,2026-10-01,2028-10-01,5,pcs
${SKU},B-4,,2028-10-01,5,kg
${SKU},---,2026-10-01,2028-10-01,5,kg
`
	const { id, good, bad } = await tryFile(tenant, person, { bytes: file })
	expect([good, bad]).toEqual([1, 4])
	const found = await actAs(tenant, person, (ctx) => listProblems(ctx, id, { limit: 20, severity: 'error' }))
	expect(found.items.map((one) => [one.row, one.code])).toEqual([
		[3, 'same-lot-in-file'],
		[4, 'unit-not-allowed'],
		[5, 'required-empty'],
		[6, 'lot-code-unusable'],
	])
	await runFile(tenant, person, id)
	const again = await tryFile(tenant, person, { bytes: file })
	const later = await actAs(tenant, person, (ctx) => listProblems(ctx, again.id, { limit: 20, severity: 'error' }))
	expect(later.items.filter((one) => one.row < 4).map((one) => one.code)).toEqual(['lot-exists', 'lot-exists'])
})

dbTest('refuses all-or-nothing while rows are bad, and writes nothing', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: MIXED })
	const refused = await actAs(tenant, person, (ctx) => commitImport(ctx, id, 'all-or-nothing'))
	expect(refused).toEqual({ ok: false, error: { code: 'bad-rows', bad: 4 } })
	expect(await supplierLots(tenant)).toEqual([])
	expect((await importOf(tenant, id)).status).toBe('ready')
})

dbTest('imports all or nothing in one piece, also when it is told to run twice', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: goodLots(SKU, 30) })
	const done = await runFile(tenant, person, id, 'all-or-nothing')
	expect(done).toMatchObject({ status: 'done', created: 30 })
	await runImportJob.handle(tenant.id, { importId: id }, jobRun())
	expect(await supplierLots(tenant)).toHaveLength(30)
})

dbTest('ends an all-or-nothing import with nothing written when a row was taken meanwhile', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: goodLots(SKU, 10) })
	const other = await tryFile(tenant, person, { bytes: goodLots(SKU, 3), name: 'other.csv' })
	await runFile(tenant, person, other.id)
	const failed = await runFile(tenant, person, id, 'all-or-nothing')
	expect(failed).toMatchObject({ status: 'failed', created: 0, error: { code: 'rows-refused' } })
	expect(await supplierLots(tenant)).toHaveLength(3)
	const columns = failed.mapping?.columns ?? []
	expect(await actAs(tenant, person, (ctx) => chooseMapping(ctx, id, { columns }))).toMatchObject({ ok: true })
	await tryImportJob.handle(tenant.id, { importId: id }, jobRun())
	expect(await importOf(tenant, id)).toMatchObject({ status: 'ready', good: 7, bad: 3, error: null })
})

dbTest('leaves out and names rows that were taken between dry run and import', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: goodLots(SKU, 10) })
	const other = await tryFile(tenant, person, { bytes: goodLots(SKU, 3), name: 'other.csv' })
	await runFile(tenant, person, other.id)
	const done = await runFile(tenant, person, id)
	expect(done).toMatchObject({ status: 'done', good: 10, created: 7 })
	expect(await supplierLots(tenant)).toHaveLength(10)
	const late = await actAs(tenant, person, (ctx) => listProblems(ctx, id, { limit: 20 }))
	expect(late.items.map((one) => [one.row, one.code])).toEqual([2, 3, 4].map((row) => [row, 'lot-exists']))
})

dbTest(
	'goes on after a stop between two sets: nothing doubled, nothing missing, one audit entry with the root of all rows',
	async () => {
		const { tenant, person } = await makeSupplier()
		const tried = await tryFile(tenant, person, { bytes: goodLots(SKU, 1_600) })
		await expect(runFile(tenant, person, tried.id, 'good-rows', jobRun({ stopAfter: 2 }))).rejects.toThrow(
			'interrupted',
		)
		expect(await importOf(tenant, tried.id)).toMatchObject({ status: 'running', processed: 1_000, created: 1_000 })
		expect(await supplierLots(tenant)).toHaveLength(1_000)
		await runImportJob.handle(tenant.id, { importId: tried.id }, jobRun())
		const done = await importOf(tenant, tried.id)
		expect(done).toMatchObject({ status: 'done', processed: 1_600, created: 1_600 })
		expect(await supplierLots(tenant)).toEqual(
			Array.from({ length: 1_600 }, (_, index) => `B-${String(index + 1).padStart(6, '0')}`),
		)
		const { pieces } = await openGoodRows(tenant.id, done)
		const leaves: string[] = []
		for await (const piece of pieces(700)) leaves.push(...piece.map((row) => canonicalJson(row.lot)))
		const root = merkleRoot(leaves)
		expect(done.merkleRoot).toBe(root)
		expect(await auditOf(tenant.id, 'import.done')).toEqual([
			{ action: 'import.done', after: { created: 1_600, good: 1_600, bad: 0, mode: 'good-rows', merkleRoot: root } },
		])
		expect(await auditOf(tenant.id, 'lot.')).toEqual([])
	},
	120_000,
)

dbTest(
	'counts the same rows after a stop although an item was withdrawn meanwhile',
	async () => {
		const { tenant, item, party, person } = await makeSupplier()
		const other = await makeItem(tenant, { sku: 'TI-OTHER', codePattern: 'O{SEQ:5}' })
		await approveSupplier(tenant, { itemId: other.id, partyId: party.id })
		const lines = Array.from(
			{ length: 1_200 },
			(_, index) => `${index % 2 ? item.sku : other.sku},C-${String(index).padStart(5, '0')},1,kg`,
		)
		const tried = await tryFile(tenant, person, { bytes: `Item code,Lot no,Qty,Unit\n${lines.join('\n')}\n` })
		expect(tried).toMatchObject({ good: 1_200 })
		await expect(runFile(tenant, person, tried.id, 'good-rows', jobRun({ stopAfter: 1 }))).rejects.toThrow(
			'interrupted',
		)
		await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute('update item set active = false where id = ?', [other.id]),
		)
		await runImportJob.handle(tenant.id, { importId: tried.id }, jobRun())
		expect(await importOf(tenant, tried.id)).toMatchObject({ status: 'done', processed: 1_200, created: 850 })
		expect(new Set(await supplierLots(tenant)).size).toBe(850)
	},
	120_000,
)

dbTest(
	'stops between two sets when it is cancelled; what is in stays and is counted',
	async () => {
		const { tenant, person } = await makeSupplier()
		const tried = await tryFile(tenant, person, { bytes: goodLots(SKU, 1_200) })
		await expect(runFile(tenant, person, tried.id, 'good-rows', jobRun({ stopAfter: 1 }))).rejects.toThrow(
			'interrupted',
		)
		expect(await actAs(tenant, person, (ctx) => cancelImport(ctx, tried.id))).toMatchObject({ ok: true })
		await runImportJob.handle(tenant.id, { importId: tried.id }, jobRun())
		expect(await importOf(tenant, tried.id)).toMatchObject({ status: 'cancelled', created: 500 })
		expect(await supplierLots(tenant)).toHaveLength(500)
		expect(await actAs(tenant, person, (ctx) => cancelImport(ctx, tried.id))).toMatchObject({
			ok: false,
			error: { code: 'wrong-status' },
		})
	},
	120_000,
)

dbTest('cancels at once before anything is written', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: MIXED })
	await actAs(tenant, person, (ctx) => cancelImport(ctx, id))
	expect((await importOf(tenant, id)).status).toBe('cancelled')
	expect(await actAs(tenant, person, (ctx) => commitImport(ctx, id, 'good-rows'))).toMatchObject({
		ok: false,
		error: { code: 'wrong-status' },
	})
})

dbTest('remembers for the supplier how its columns were read', async () => {
	const { tenant, person } = await makeSupplier()
	const file = (lot: string) => `Was,Wie,Wann,Viel\n${SKU},${lot},03/04/2026,"1,5"\n`
	const id = await readInFile(tenant, person, { bytes: file('B-1') })
	const columns = [
		{ column: 0, field: 'itemSku' as const },
		{ column: 1, field: 'supplierLot' as const },
		{ column: 2, field: 'manufacturedOn' as const, dayMonth: 'dmy' as const },
		{ column: 3, field: 'quantity' as const, decimals: 'comma' as const, unit: 'KGM' },
	]
	expect(await actAs(tenant, person, (ctx) => chooseMapping(ctx, id, { columns }))).toMatchObject({ ok: true })
	const next = await importOf(tenant, await readInFile(tenant, person, { bytes: file('B-2') }))
	expect(next.mapping?.columns).toEqual(columns)
	expect(next.inspection?.layout?.columns).toBe(4)
	expect(next.inspection?.proposal.every((one) => one.confidence === 0.99)).toBe(true)
	const colleague = await makePerson(tenant, ['compliance_admin'])
	const own = await importOf(tenant, await readInFile(tenant, colleague, { bytes: file('B-3'), partyId: null }))
	expect(own.inspection?.layout).toBeNull()
})

dbTest('refuses columns that lack or double a needed field', async () => {
	const { tenant, person } = await makeSupplier()
	const id = await readInFile(tenant, person, { bytes: MIXED })
	const columns = [
		{ column: 0, field: 'itemSku' as const },
		{ column: 1, field: 'itemSku' as const },
	]
	const refused = await actAs(tenant, person, (ctx) => chooseMapping(ctx, id, { columns }))
	expect(refused).toMatchObject({ ok: false, error: { code: 'mapping-incomplete' } })
})

dbTest('repairs a value in its row for this import alone', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: MIXED })
	expect(await actAs(tenant, person, (ctx) => repairValue(ctx, id, { row: 3, column: 4, value: '12' }))).toMatchObject({
		ok: true,
	})
	await tryImportJob.handle(tenant.id, { importId: id }, jobRun())
	expect(await importOf(tenant, id)).toMatchObject({ status: 'ready', good: 4, bad: 3 })
	await runFile(tenant, person, id)
	expect(await supplierLots(tenant)).toContain('B-2')
})

dbTest('reads the file anew with another row as its header', async () => {
	const { tenant, person } = await makeSupplier()
	const id = await readInFile(tenant, person, {
		bytes: `Item code,Lot no,Qty,Unit\nArtikel,Charge,Menge,ME\n${SKU},B-1,1,kg\n`,
	})
	expect(await actAs(tenant, person, (ctx) => rereadFile(ctx, id, { headerRow: 2 }))).toMatchObject({ ok: true })
	await readImportJob.handle(tenant.id, { importId: id, layout: { headerRow: 2 } }, jobRun())
	const row = await importOf(tenant, id)
	expect(row.inspection?.columns.map((column) => column.header)).toEqual(['Artikel', 'Charge', 'Menge', 'ME'])
	expect(row).toMatchObject({ status: 'mapping', rows: 1 })
})

dbTest('gives the bad rows as a file to correct and send again', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: MIXED, name: 'November.csv' })
	const answer = await actAs(tenant, person, (ctx) => errorRowsCsv(ctx, id))
	expect(answer?.headers.get('content-disposition')).toContain('November-errors.csv')
	const text = (await answer?.text()) ?? ''
	expect(text.split('\r\n').filter(Boolean)).toHaveLength(5)
	expect(text).toContain('twelve')
	expect(text).not.toContain('B-7')
})

dbTest('ends with a notice for the person who began it', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: goodLots(SKU, 2) })
	await runFile(tenant, person, id)
	const notices = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('select account_id, href from notification'),
	)
	expect(notices).toEqual([{ account_id: person.id, href: `/imports/${id}` }])
})

dbTest('says why a file cannot be read', async () => {
	const { tenant, person } = await makeSupplier()
	const row = await importOf(tenant, await readInFile(tenant, person, { bytes: '%PDF-1.7 nothing', name: 'lots.csv' }))
	expect(row.status).toBe('failed')
	expect(row.error?.message['zh-CN']).not.toBe('')
})

dbTest('says on the import itself when its job is given up', async () => {
	const { tenant, person } = await makeSupplier()
	const tried = await tryFile(tenant, person, { bytes: goodLots(SKU, 600) })
	await expect(
		runFile(tenant, person, tried.id, 'good-rows', jobRun({ stopAfter: 1, lastAttempt: true })),
	).rejects.toThrow('interrupted')
	expect(await importOf(tenant, tried.id)).toMatchObject({
		status: 'failed',
		created: 500,
		error: { code: 'interrupted' },
	})
})

dbTest('goes on by itself as far as a program asks', async () => {
	const { tenant, party } = await makeSupplier()
	const key = {
		kind: 'api-key' as const,
		id: '01890000-0000-7000-8000-000000000001',
		name: 'ERP',
		scopes: ['lots:write'],
		partyId: null,
	}
	const drive = async (bytes: string, mode: 'dry-run' | 'all-or-nothing' | 'good-rows') => {
		const id = await readInFile(tenant, key, { bytes, mode, partyId: party.id })
		await tryImportJob.handle(tenant.id, { importId: id }, jobRun())
		await runImportJob.handle(tenant.id, { importId: id }, jobRun())
		return importOf(tenant, id)
	}
	expect(await drive(MIXED, 'dry-run')).toMatchObject({ status: 'ready', good: 3, created: 0 })
	expect(await drive(MIXED, 'all-or-nothing')).toMatchObject({
		status: 'failed',
		error: { code: 'rows-refused' },
		created: 0,
	})
	expect(await drive(MIXED, 'good-rows')).toMatchObject({ status: 'done', created: 3 })
	expect(await drive('a,b\n1,2\n', 'good-rows')).toMatchObject({
		status: 'failed',
		error: { code: 'mapping-incomplete' },
	})
})

dbTest('gives the tenant’s own stock the codes of the file, in quarantine', async () => {
	const { tenant } = await makeSupplier()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const tried = await tryFile(tenant, admin, { bytes: goodLots(SKU, 2, 'OWN'), partyId: null })
	await runFile(tenant, admin, tried.id)
	const lots = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('select code, status, supplier_lot from lot order by code'),
	)
	expect(lots).toEqual([
		{ code: 'OWN-000001', status: 'quarantine', supplier_lot: null },
		{ code: 'OWN-000002', status: 'quarantine', supplier_lot: null },
	])
	expect(await tryFile(tenant, admin, { bytes: goodLots(SKU, 2, 'OWN'), partyId: null })).toMatchObject({
		good: 0,
		bad: 2,
	})
})

dbTest('keeps an import from another supplier, another tenant, and whoever may not import', async () => {
	const { tenant, person } = await makeSupplier()
	const elsewhere = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: MIXED })
	const rival = await makePerson(tenant, ['supplier'], { partyId: (await makeParty(tenant, 'supplier')).id })
	const strangers = [
		[tenant, rival],
		[elsewhere.tenant, elsewhere.person],
		[elsewhere.tenant, await makePerson(elsewhere.tenant, ['compliance_admin'])],
	] as const
	for (const [where, who] of strangers) {
		await actAs(where, who, async (ctx) => {
			expect(await readImport(ctx, id)).toBeNull()
			expect(await readProgress(ctx, id)).toBeNull()
			expect(await errorRowsCsv(ctx, id)).toBeNull()
			expect((await listImports(ctx, { limit: 10 })).items).toEqual([])
			expect((await listProblems(ctx, id, { limit: 10 })).total).toBe(0)
		})
		const unknown = { ok: false, error: { code: 'unknown-import' } }
		expect(await actAs(where, who, (ctx) => cancelImport(ctx, id))).toEqual(unknown)
		expect(await actAs(where, who, (ctx) => commitImport(ctx, id, 'good-rows'))).toEqual(unknown)
		expect(await actAs(where, who, (ctx) => repairValue(ctx, id, { row: 3, column: 4, value: '1' }))).toEqual(unknown)
		expect(await actAs(where, who, (ctx) => rereadFile(ctx, id, {}))).toEqual(unknown)
		expect(await actAs(where, who, (ctx) => chooseMapping(ctx, id, { columns: [] }))).toEqual(unknown)
	}
	const auditor = await makePerson(tenant, ['auditor'])
	expect(await actAs(tenant, auditor, (ctx) => readImport(ctx, id))).not.toBeNull()
	expect(await actAs(tenant, auditor, (ctx) => cancelImport(ctx, id))).toEqual({
		ok: false,
		error: { code: 'forbidden' },
	})
})

dbTest('refuses to start for whoever may not, and for a party that delivers nothing', async () => {
	const { tenant } = await makeSupplier()
	const file = await keepImportFile(tenant.id, new TextEncoder().encode(MIXED), '../../etc/passwd')
	expect(file.name).toBe('passwd')
	const admin = await makePerson(tenant, ['compliance_admin'])
	const customer = await makeParty(tenant, 'customer')
	expect(await actAs(tenant, admin, (ctx) => startImport(ctx, { file, partyId: customer.id }))).toEqual({
		ok: false,
		error: { code: 'unknown-supplier' },
	})
	const operator = await makePerson(tenant, ['operator'])
	expect(await actAs(tenant, operator, (ctx) => startImport(ctx, { file }))).toEqual({
		ok: false,
		error: { code: 'forbidden' },
	})
})

const fixture = (name: string): Uint8Array =>
	readFileSync(join(import.meta.dirname, '../../fixtures/supplier-files', name))

/** A supplier approved for whatever items a file names. */
async function makeSupplierOf(skus: readonly string[], unit: string) {
	const made = await makeSupplier('UNUSED')
	for (const sku of skus) {
		const item = await makeItem(made.tenant, { sku, unit, codePattern: '{SKU}-{SEQ:5}' })
		await approveSupplier(made.tenant, { itemId: item.id, partyId: made.party.id })
	}
	return made
}

/** Item codes of a file, as a dry run without any item finds them. */
async function skusIn(bytes: Uint8Array, name: string): Promise<string[]> {
	const { tenant, person } = await makeSupplier('UNUSED')
	const { id } = await tryFile(tenant, person, { bytes, name })
	const found = await actAs(tenant, person, (ctx) => listProblems(ctx, id, { limit: 10_000, field: 'itemSku' }))
	return [...new Set(found.items.filter((one) => one.code === 'unknown-item').map((one) => one.value.trim()))]
}

for (const [name, unit] of [
	['de-lots.csv', 'KGM'],
	['zh-lots.csv', 'KGM'],
	['title-block-lots.xlsx', 'H87'],
] as const) {
	dbTest(`imports the fixture ${name} from file to lots`, async () => {
		const bytes = fixture(name)
		const { tenant, person } = await makeSupplierOf(await skusIn(bytes, name), unit)
		const tried = await tryFile(tenant, person, { bytes, name })
		expect(tried.good).toBeGreaterThan(0)
		expect(tried.good + tried.bad).toBe(tried.rows)
		const done = await runFile(tenant, person, tried.id)
		expect(done).toMatchObject({ status: 'done', created: tried.good })
		expect(await supplierLots(tenant)).toHaveLength(tried.good)
	})
}

const samples = join(import.meta.dirname, '../../../../shared/samples/supplier-files')

/** In `eu-semicolon.csv` a third of the rows counts in pieces what the others weigh; a lot has one of the two. */
const SAMPLES = [
	['zh-gb18030.csv', 'KGM', 600, 560],
	['eu-semicolon.csv', 'KGM', 5_000, 3_200],
	['title-block.xlsx', 'H87', 1_200, 1_100],
] as const
for (const [name, unit, rows, good] of SAMPLES) {
	const path = join(samples, name)
	const has = existsSync(path)
	test.runIf(hasEngine() && has)(
		`imports the sample ${name} from file to lots`,
		async () => {
			const bytes = readFileSync(path)
			const { tenant, person } = await makeSupplierOf(await skusIn(bytes, name), unit)
			const started = performance.now()
			const tried = await tryFile(tenant, person, { bytes, name })
			const triedMs = performance.now() - started
			const done = await runFile(tenant, person, tried.id)
			const ms = performance.now() - started
			process.stdout.write(
				`${name}: ${tried.rows} rows, ${tried.good} good; dry run ${Math.round(triedMs)} ms, all ${Math.round(ms)} ms\n`,
			)
			expect(tried.rows).toBeGreaterThan(rows * 0.95)
			expect(tried.good).toBeGreaterThan(good)
			expect(done).toMatchObject({ status: 'done', created: tried.good })
			expect(await supplierLots(tenant)).toHaveLength(tried.good)
		},
		120_000,
	)
	if (!has) process.stdout.write(`Skipped: import of the sample ${name}, which is not here.\n`)
}
