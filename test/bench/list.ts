import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { attributeSchema } from '#app/features/dictionary/attribute.schema.ts'
import { saveAttribute } from '#app/features/dictionary/save-attribute.server.ts'
import { type LotSearch, writeCursor } from '#app/features/lots/lot-search.server.ts'
import { listLots } from '#app/features/lots/lots.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { measure, report } from './compare.ts'
import { asPortal } from './portal-connection.ts'
import { startBenchDatabase } from './postgres.ts'
import { idOf, loadWorld } from './world/load-world.ts'
import { makeWorld } from './world/make-world.ts'

/*
 * What reading a page of a list costs in a large database, whatever it is filtered and sorted by and wherever it begins:
 * with what the reader may see, the names in its filters looked up and its rows made into records, against its own
 * statement on a bare connection; and that no page reads a table from end to end. The unit of work around it costs the
 * same whatever is asked within, and is printed by itself.
 */

const LOTS = Number(process.argv.find((argument) => argument.startsWith('--lots='))?.slice(7) ?? 1_000_000)
const tenant = idOf('tenant', 0)
/** How often a page far in is turned, 500 lots a turn. */
const TURNS = 40
const ROUNDS = 200
/** Pages that are read before anything is measured: the portal's code is compiled by then, as it is in a portal that runs. */
const WARM_UP = 400

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
	'one grade': { attributes: { grade: 'a' } },
	'one grade, by code': { attributes: { grade: 'a' }, sort: 'code' },
	'two grades': { attributes: { grade: 'a,c' } },
	'grade and status': { attributes: { grade: 'b' }, status: ['released'] },
	'a range of thickness': { attributes: { thickness: '10..12' } },
	'beginning of a heat': { attributes: { heat: 'h-77' } },
}

type Asked = { sql: string; params: unknown[] }

/** A page, and the statement that made it. */
async function pageOf(ctx: Context, search: LotSearch): Promise<{ asked: Asked; rows: number }> {
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
	return { asked, rows: page.items.length }
}

/** The data dictionary of the tenant, and a value of each attribute for every lot that it has. */
async function giveAttributes(owner: pg.Client): Promise<void> {
	const words = (...values: string[]) => values.map((value) => ({ value, labelEn: value, labelZh: value }))
	const given = [
		{ key: 'grade', type: 'enum', choices: words('a', 'b', 'c') },
		{ key: 'thickness', type: 'decimal' },
		{ key: 'heat', type: 'text' },
	]
	for (const one of given) {
		const input = attributeSchema.parse({
			subject: 'lot',
			labelEn: one.key,
			labelZh: one.key,
			effectiveFrom: '2020-01-01',
			reason: 'Bench',
			...one,
		})
		const saved = await withTenantContext(tenant, (ctx) => saveAttribute(ctx, null, input))
		if (!saved.ok) throw new Error(JSON.stringify(saved.error))
	}
	await owner.query(
		`update lot set attributes = jsonb_build_object('grade', substr('aaaabbbc', 1 + (node % 8)::int, 1),
			'thickness', ((node % 4000) / 100.0)::text, 'heat', 'H-' || (node % 5000)) where tenant_id = $1`,
		[tenant],
	)
	await owner.query('vacuum analyze lot')
	await owner.query('vacuum analyze lot_attribute')
}

/** Where a page stands: the first, one far in, and the last, reached from the other end. */
const PLACES = ['first page', 'a page far in', 'last page'] as const

/** The search for a page of another place; null where the list has no such page. */
async function searchAt(place: (typeof PLACES)[number], search: LotSearch): Promise<LotSearch | null> {
	if (place === 'first page') return search
	const page = (at: LotSearch) => withTenantContext(tenant, (ctx) => listLots(ctx, at))
	const first = await page(search)
	if (!first.nextCursor) return null
	if (place === 'a page far in') {
		let at = search
		for (let turn = 0; turn < TURNS; turn++) {
			const { nextCursor } = await page({ ...at, limit: 500 })
			if (!nextCursor) break
			at = { ...at, cursor: nextCursor }
		}
		return at
	}
	// What comes before the end of everything: the last page, read backwards.
	const ascending = (search.direction ?? (search.sort === 'code' ? 'asc' : 'desc')) === 'asc'
	const value = search.sort === 'code' ? (ascending ? '\uffff' : '') : ascending ? 'infinity' : '-infinity'
	const id = ascending ? 'ffffffff-ffff-ffff-ffff-ffffffffffff' : '00000000-0000-0000-0000-000000000000'
	return { ...search, cursor: writeCursor({ value, id, back: true }) }
}

const prepared = (sql: string): string => {
	let number = 0
	return sql.replaceAll('?', () => `$${++number}`)
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }

const scansOf = (plan: Plan): string[] => [
	...(plan['Node Type'] === 'Seq Scan' && (plan['Relation Name'] ?? '').startsWith('lot')
		? [plan['Relation Name'] ?? '']
		: []),
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
	await giveAttributes(database.owner)
	const { frame } = await measure(
		{ frame: () => withTenantContext(tenant, (ctx) => ctx.em.execute('select 1')) },
		{ rounds: 400, warmUp: 50 },
	)
	process.stdout.write(
		`what a unit of work costs that asks next to nothing, and comes on top of each page: ${frame.median.toFixed(2)} ms, p95 ${frame.p95.toFixed(2)} ms\n`,
	)
	await withTenantContext(tenant, async (ctx) => {
		for (let page = 0; page < WARM_UP; page++) await listLots(ctx, {})
	})
	for (const [name, search] of Object.entries(SEARCHES)) {
		for (const place of PLACES) {
			const at = await searchAt(place, search)
			if (!at) continue
			const { asked, rows } = await withTenantContext(tenant, (ctx) => pageOf(ctx, at))
			const text = prepared(asked.sql)
			const whole = await readsWhole(client, asked)
			const times = await withTenantContext(tenant, (ctx) =>
				measure({ bare: () => client.query(text, asked.params), page: () => listLots(ctx, at) }, { rounds: ROUNDS }),
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
