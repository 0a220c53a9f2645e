import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect } from 'vitest'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { merkleRoot } from '#app/core/hash-chain.server.ts'
import { openGoodRows } from '#app/features/intake/good-rows.server.ts'
import { runImportJob } from '#app/features/intake/run-import.job.server.ts'
import { tryImportJob } from '#app/features/intake/try-import.job.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { goodLots, importOf, jobRun, runFile, supplierLots, tryFile } from '../../factories/import.ts'
import { makeItem } from '../../factories/item.ts'
import { approveSupplier, makeParty } from '../../factories/party.ts'
import { makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

/*
 * Files of more rows than are registered at once (1,000), all or nothing: one transaction of several pieces.
 */

const holder = useTestPortal()

const HEADER = 'Item code,Lot no,Mfg date,Exp date,Qty,Unit\n'
const lines = (sku: string, rows: number, prefix: string) => goodLots(sku, rows, prefix).replace(HEADER, '')

async function makeSupplier() {
	const tenant = await makeTenant()
	const party = await makeParty(tenant, 'supplier')
	for (const sku of ['A', 'B']) {
		const item = await makeItem(tenant, { sku, codePattern: `${sku}{YY}-{SEQ:5}` })
		await approveSupplier(tenant, { itemId: item.id, partyId: party.id })
	}
	return { tenant, person: await makePerson(tenant, ['supplier'], { partyId: party.id }) }
}

dbTest('two large files that need the counters of the same items in another order both end', async () => {
	const { tenant, person } = await makeSupplier()
	const [one, two] = [
		await tryFile(tenant, person, { bytes: HEADER + lines('A', 1_000, 'P') + lines('B', 60, 'Q') }),
		await tryFile(tenant, person, { bytes: HEADER + lines('B', 1_000, 'R') + lines('A', 60, 'S') }),
	]
	const done = await Promise.all([one, two].map(({ id }) => runFile(tenant, person, id, 'all-or-nothing')))
	expect(done.map(({ status, created }) => [status, created])).toEqual([
		['done', 1_060],
		['done', 1_060],
	])
	const codes = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ code: string }[]>('select distinct code from lot'),
	)
	expect(codes).toHaveLength(2_120)
})

dbTest('a row of a later piece that was taken meanwhile keeps every row out, and is named', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: HEADER + lines('A', 1_000, 'P') + lines('B', 20, 'Q') })
	const other = await tryFile(tenant, person, { bytes: HEADER + lines('B', 1, 'Q'), name: 'other.csv' })
	await runFile(tenant, person, other.id)
	const failed = await runFile(tenant, person, id, 'all-or-nothing')
	expect(failed).toMatchObject({ status: 'failed', created: 0, processed: 0, error: { code: 'rows-refused' } })
	expect(failed.error?.message.en).toContain('Rows concerned: 1002.')
	expect(await supplierLots(tenant)).toEqual(['Q-000001'])
})

dbTest('a stop between two pieces leaves nothing; the next run writes all, with the root of all rows', async () => {
	const { tenant, person } = await makeSupplier()
	const { id } = await tryFile(tenant, person, { bytes: HEADER + lines('A', 1_000, 'P') + lines('B', 20, 'Q') })
	const stopped = runFile(tenant, person, id, 'all-or-nothing', jobRun({ stopAfter: 1 }))
	await expect(stopped).rejects.toThrow('interrupted')
	expect(await supplierLots(tenant)).toEqual([])
	await runImportJob.handle(tenant.id, { importId: id }, jobRun())
	const done = await importOf(tenant, id)
	expect(done).toMatchObject({ status: 'done', created: 1_020, processed: 1_020 })
	const leaves: string[] = []
	const { pieces } = await openGoodRows(tenant.id, done)
	for await (const piece of pieces(300)) leaves.push(...piece.map((row) => canonicalJson(row.lot)))
	expect(leaves).toHaveLength(1_020)
	expect(done.merkleRoot).toBe(merkleRoot(leaves))
})

dbTest('many problems of a dry run are kept in place of those of the one before', async () => {
	const { tenant, person } = await makeSupplier()
	const bad = Array.from({ length: 1_100 }, (_, index) => `A,X-${index},2026-10-01,2028-10-01,many,kg\n`).join('')
	const tried = await tryFile(tenant, person, { bytes: HEADER + bad + lines('A', 5, 'P') })
	expect(tried).toMatchObject({ status: 'ready', rows: 1_105, good: 5, bad: 1_100 })
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("update lot_import set status = 'dry-run' where id = ?", [tried.id]),
	)
	await tryImportJob.handle(tenant.id, { importId: tried.id }, jobRun())
	expect(await importOf(tenant, tried.id)).toMatchObject({ status: 'ready', good: 5, bad: 1_100 })
	const [kept] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ rows: number }[]>('select count(distinct row_number)::int as rows from lot_import_problem'),
	)
	expect(kept?.rows).toBe(1_100)
})

dbTest(
	'references to lots, events and workflows are checked by their keys also while the tables are empty',
	async () => {
		const client = new pg.Client({ connectionString: holder.databaseUrl ?? '' })
		await client.connect()
		try {
			for (const table of ['lot', 'trace_event', 'workflow_instance']) {
				// What is written once refuses to be emptied, by a trigger.
				await client.query(`begin; set local session_replication_role = replica; truncate ${table} cascade`)
				const { rows } = await client.query<{ 'QUERY PLAN': string }>(
					`explain select 1 from only ${table} x where tenant_id = '${randomUUID()}' and id = '${randomUUID()}' for key share of x`,
				)
				expect(rows.map((row) => row['QUERY PLAN']).join(), table).toMatch(
					new RegExp(`${table}_(tenant_id_id_key|pkey) `),
				)
				await client.query('rollback')
			}
		} finally {
			await client.end()
		}
	},
)
