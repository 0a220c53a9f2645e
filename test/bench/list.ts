import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { LotSearch } from '#app/features/lots/lot-search.server.ts'
import { listLots } from '#app/features/lots/lots.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { measure, report } from './compare.ts'
import { asPortal } from './portal-connection.ts'
import { startBenchDatabase } from './postgres.ts'
import { idOf, loadWorld } from './world/load-world.ts'
import { makeWorld } from './world/make-world.ts'

/*
 * What a page of a list costs in a large database, whatever it is filtered and sorted by and wherever it begins: against
 * its own statement on a bare connection; and that no page reads a table from end to end.
 */

const LOTS = Number(process.argv.find((argument) => argument.startsWith('--lots='))?.slice(7) ?? 1_000_000)
const tenant = idOf('tenant', 0)
const ROUNDS = 40

const SEARCHES: Record<string, LotSearch> = {
	'no filter': {},
	'oldest first': { direction: 'asc' },
	'by code': { sort: 'code' },
	'by code, downwards': { sort: 'code', direction: 'desc' },
	'one status': { status: ['on_hold'] },
	'two statuses': { status: ['on_hold', 'quarantine'] },
	'one status, by code': { status: ['on_hold'], sort: 'code' },
	'a status that no lot has': { status: ['recalled'] },
	'one item': { item: ['ITEM-7'] },
	'one item, by code': { item: ['ITEM-7'], sort: 'code' },
	'one supplier': { supplier: ['SUP-3'] },
	'supplier and status': { supplier: ['SUP-3'], status: ['released'] },
	'beginning of a code': { q: 'L3-1' },
	'a whole code': { q: 'L0-77' },
	'beginning of a code, by code': { q: 'L11-2', sort: 'code' },
	'supplier’s code': { supplierLot: 'S77' },
	'changed since': { updatedSince: '2026-10-01T00:00:00.000Z' },
}

type Asked = { sql: string; params: unknown[] }

/** A page, and the statement that made it. */
async function pageOf(ctx: Context, search: LotSearch): Promise<{ asked: Asked; next: string | null; rows: number }> {
	let asked: Asked = { sql: '', params: [] }
	const execute = (sql: string, params: unknown[]) => {
		asked = { sql, params }
		return ctx.em.execute(sql, params)
	}
	const watched = {
		...ctx,
		em: new Proxy(ctx.em, { get: (em, key) => (key === 'execute' ? execute : Reflect.get(em, key)) }),
	}
	const page = await listLots(watched, search)
	return { asked, next: page.nextCursor, rows: page.items.length }
}

const prepared = (sql: string): string => {
	let number = 0
	return sql.replaceAll('?', () => `$${++number}`)
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }

const scansOf = (plan: Plan): string[] => [
	...(plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] === 'lot' ? [plan['Relation Name']] : []),
	...(plan.Plans ?? []).flatMap(scansOf),
]

async function readsWhole(client: pg.Client, { sql, params }: Asked): Promise<boolean> {
	const { rows } = await client.query(`explain (format json) ${prepared(sql)}`, params)
	return scansOf(rows[0]['QUERY PLAN'][0].Plan).length > 0
}

const folder = mkdtempSync(join(tmpdir(), 'lotline-bench-'))
const database = await startBenchDatabase(folder)
const client = await asPortal(database.url, tenant)
try {
	await loadWorld(database.owner, makeWorld({ lots: LOTS, tenants: 50, seed: 1 }))
	for (const [name, search] of Object.entries(SEARCHES)) {
		for (const place of ['first page', 'a page far in'] as const) {
			const first = await withTenantContext(tenant, (ctx) => pageOf(ctx, search))
			if (place === 'a page far in' && !first.next) continue
			let at: LotSearch = search
			for (let step = 0; place === 'a page far in' && step < 40; step++) {
				const next: string | null = (await withTenantContext(tenant, (ctx) => pageOf(ctx, { ...at, limit: 500 }))).next
				if (!next) break
				at = { ...at, cursor: next }
			}
			const { asked, rows } = await withTenantContext(tenant, (ctx) => pageOf(ctx, at))
			const text = prepared(asked.sql)
			const whole = await readsWhole(client, asked)
			const times = await measure(
				{
					bare: () => client.query(text, asked.params),
					page: () => withTenantContext(tenant, (ctx) => listLots(ctx, at)),
				},
				{ rounds: ROUNDS },
			)
			report(
				`${name}, ${place}`,
				times.page.p95 / times.bare.p95,
				{ most: 1.5 },
				`p95 ${times.page.p95.toFixed(2)} ms against ${times.bare.p95.toFixed(2)} ms, ${rows} rows${whole ? '; READS THE WHOLE TABLE' : ''}`,
			)
			if (whole) process.exitCode = 1
		}
	}
} finally {
	await client.end()
	await database.stop()
	rmSync(folder, { recursive: true, force: true })
}
