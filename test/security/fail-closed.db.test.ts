import { randomUUID } from 'node:crypto'
import { beforeAll, expect } from 'vitest'
import { checkSafety } from '#app/platform/db/check-safety.server.ts'
import type { Em, Orm } from '#app/platform/db/orm.server.ts'
import { type Column, columnsOf, insertOf } from '../support/any-row.ts'
import { dbTest, hasEngine, useTestPortal } from '../support/test-portal.ts'

/*
 * The database keeps tenants apart by itself. Tables are listed from the database, so that a new one is tried too; each
 * holds one row of any values for two tenants, written as the owner with constraints switched off.
 */

const world = useTestPortal()
const owner = (): Em => world.portal.orm.em.fork()

const A = randomUUID()
const B = randomUUID()

/** Tables with a tenant that are read before the tenant is known; they hold no tenant's records. */
const BEFORE_TENANT = ['public_gtin', 'session']
/** Tables that belong to no tenant. */
const GLOBAL = ['account', 'account_token', 'migration', 'stranger', 'tenant']
/** Tables that more than the tenant opens: an account its memberships, a token its own grant. */
const OPENED_OTHERWISE = ['access_grant', 'membership']

type Table = { name: string; columns: Column[]; ids: Record<string, Record<string, unknown>> }
let tables: Table[] = []

class Undo extends Error {
	readonly answer: unknown
	constructor(answer: unknown) {
		super('undo')
		this.answer = answer
	}
}

/** Runs a part as the owner and undoes it. */
async function undone<T>(part: (em: Em) => Promise<T>): Promise<T> {
	try {
		await owner().transactional(async (em) => {
			throw new Undo(await part(em))
		})
	} catch (error) {
		if (error instanceof Undo) return error.answer as T
		throw error
	}
	throw new Error('Not undone')
}

type Settings = { tenant?: string; party?: string }

/** What a statement gives the portal's role under these settings: rows, or the error's SQL state; undone afterwards. */
const attempt = (
	settings: Settings,
	sql: string,
	params: unknown[] = [],
): Promise<{ rows: Record<string, unknown>[] } | { error: string }> =>
	undone<{ rows: Record<string, unknown>[] }>(async (em) => {
		await em.execute('set local role lotline_app')
		if (settings.tenant) await em.execute("select set_config('app.tenant_id', ?, true)", [settings.tenant])
		if (settings.party) await em.execute("select set_config('app.party_id', ?, true)", [settings.party])
		return { rows: await em.execute<Record<string, unknown>[]>(sql, params) }
	}).catch((error: unknown) => ({ error: String((error as { code?: string }).code ?? error) }))

const rowsOf = (answer: { rows: unknown[] } | { error: string }): number => ('rows' in answer ? answer.rows.length : 0)

beforeAll(async () => {
	if (!hasEngine()) return
	const em = owner()
	const names = await em.execute<{ name: string }[]>(
		`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'tenant_id' and not a.attisdropped order by 1`,
	)
	tables = await Promise.all(names.map(async ({ name }) => ({ name, columns: await columnsOf(em, name), ids: {} })))
	await owner().transactional(async (tx) => {
		await tx.execute("set local session_replication_role = 'replica'")
		for (const table of tables) {
			for (const tenant of [A, B]) {
				const [sql, params] = insertOf(table.name, table.columns, { tenant_id: tenant })
				const [row] = await tx.execute<Record<string, unknown>[]>(`${sql} returning *`, params)
				table.ids[tenant] = row ?? {}
			}
		}
	})
})

const tenantTables = () => tables.filter((table) => !BEFORE_TENANT.includes(table.name))

dbTest('knows of every table whether it belongs to a tenant', async () => {
	const all = await owner().execute<{ name: string }[]>(
		"select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1",
	)
	const known = new Set([...tables.map((table) => table.name), ...GLOBAL])
	expect(all.map((row) => row.name).filter((name) => !known.has(name))).toEqual([])
	expect(tenantTables().length).toBeGreaterThan(40)
})

dbTest('gives no row and takes none where no tenant is set', async () => {
	for (const { name, columns } of tenantTables()) {
		expect(rowsOf(await attempt({}, `select * from "${name}"`)), `select ${name}`).toBe(0)
		expect(rowsOf(await attempt({}, `update "${name}" set tenant_id = tenant_id returning 1`)), `update ${name}`).toBe(
			0,
		)
		expect(rowsOf(await attempt({}, `delete from "${name}" returning 1`)), `delete ${name}`).toBe(0)
		const [sql, params] = insertOf(name, columns, { tenant_id: A })
		expect(await attempt({}, sql, params), `insert ${name}`).toHaveProperty('error')
	}
})

dbTest('shows a tenant its own rows and no other’s', async () => {
	for (const { name, ids } of tenantTables()) {
		const seen = await attempt({ tenant: B }, `select * from "${name}"`)
		expect('rows' in seen ? seen.rows.map((row) => row.tenant_id) : seen, name).toEqual([B])
		expect(rowsOf(await attempt({ tenant: randomUUID() }, `select * from "${name}"`)), name).toBe(0)
		for (const verb of [`update "${name}" set tenant_id = tenant_id`, `delete from "${name}"`]) {
			const [key] = Object.keys(ids[A] ?? {}).filter((column) => column !== 'tenant_id')
			const foreign = await attempt({ tenant: B }, `${verb} where tenant_id = ?::uuid returning "${key}"`, [A])
			expect(rowsOf(foreign), `${verb}`).toBe(0)
		}
	}
})

dbTest('takes no row for another tenant, and gives none away', async () => {
	for (const { name, columns } of tenantTables()) {
		const [sql, params] = insertOf(name, columns, { tenant_id: A })
		expect(await attempt({ tenant: B }, sql, params), `insert ${name}`).toEqual({ error: '42501' })
		const given = await attempt({ tenant: B }, `update "${name}" set tenant_id = ?::uuid returning 1`, [A])
		expect('error' in given ? given.error : 'moved', `move ${name}`).toMatch(/^(42501|23503)$/)
	}
})

dbTest('opens what is read before the tenant is known by its own key alone', async () => {
	for (const name of OPENED_OTHERWISE) expect(tables.map((table) => table.name)).toContain(name)
	const seen = async (setting: string, value: string, table: string) =>
		undone(async (em) => {
			await em.execute('set local role lotline_app')
			await em.execute('select set_config(?, ?, true)', [setting, value])
			return (await em.execute<unknown[]>(`select * from ${table}`)).length
		})
	const membership = tables.find((table) => table.name === 'membership')?.ids[A]
	const grant = tables.find((table) => table.name === 'access_grant')?.ids[A]
	expect(await seen('app.account_id', String(membership?.account_id), 'membership')).toBe(1)
	expect(await seen('app.account_id', randomUUID(), 'membership')).toBe(0)
	expect(await seen('app.grant_hash', String(grant?.token_hash), 'access_grant')).toBe(1)
	expect(await seen('app.grant_hash', 'guess', 'access_grant')).toBe(0)
})

dbTest('shows a partner nothing of others where a table is narrowed by partner', async () => {
	const narrowed = await owner().execute<{ name: string }[]>(
		"select distinct tablename as name from pg_policies where schemaname = 'public' and permissive = 'RESTRICTIVE' order by 1",
	)
	expect(narrowed.map((row) => row.name)).toEqual(
		expect.arrayContaining(['lot', 'document', 'shipment', 'shipment_line', 'recall_notice', 'party']),
	)
	for (const { name } of narrowed) {
		expect(rowsOf(await attempt({ tenant: B, party: randomUUID() }, `select * from "${name}"`)), name).toBe(0)
	}
})

/** SQLSTATE of a check constraint. */
const CHECK_VIOLATION = '23514'

type Reference = { child: string; column: string; parent: string; keyed: boolean }

const references = () =>
	owner().execute<Reference[]>(
		`select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
			(select a.attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname <> 'tenant_id' limit 1) as "column",
			exists (select 1 from generate_subscripts(c.conkey, 1) i
				join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[i] join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[i]
				where a.attname = 'tenant_id' and b.attname = 'tenant_id') as keyed
		from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace order by 1, 3`,
	)

dbTest('cannot refer to another tenant’s row: every key into a tenant’s table carries the tenant', async () => {
	const found = await references()
	const inTenants = found.filter((reference) => tables.some((table) => table.name === reference.parent))
	expect(inTenants.length).toBeGreaterThan(40)
	expect(inTenants.filter((reference) => !reference.keyed)).toEqual([])
	for (const { child, column, parent } of inTenants) {
		const ids = (tenant: string) => String(tables.find((table) => table.name === parent)?.ids[tenant]?.id)
		const refer = (to: string) =>
			undone(async (em) => {
				await em.execute(`alter table "${child}" disable trigger user`)
				await em.execute(`update "${child}" set "${column}" = ?::uuid where tenant_id = ?::uuid`, [to, B])
				return 'taken'
			}).catch((error: unknown) => String((error as { code?: string }).code))
		expect(await refer(ids(A)), `${child}.${column} → another tenant's ${parent}`).toBe('23503')
		// A row of a table that refers to itself may refuse to be its own parent; the key has let it through by then.
		const own = child === parent ? ['taken', CHECK_VIOLATION] : ['taken']
		expect(own, `${child}.${column} → own ${parent}`).toContain(await refer(ids(B)))
	}
})

dbTest('changes nothing that is written once, as nobody', async () => {
	const once = await owner().execute<{ name: string }[]>(
		"select distinct tgrelid::regclass::text as name from pg_trigger where tgname like '%_append_only' order by 1",
	)
	expect(once.map((row) => row.name)).toEqual(
		expect.arrayContaining(['audit_entry', 'decision', 'lot_link', 'signature', 'trace_event', 'workflow_step']),
	)
	for (const { name } of once) {
		for (const sql of [
			`update "${name}" set tenant_id = tenant_id`,
			`delete from "${name}"`,
			`truncate "${name}" cascade`,
		]) {
			expect(await attempt({ tenant: B }, sql), `${sql} by the portal`).toEqual({ error: '42501' })
			const byOwner = await undone((em) => em.execute(sql)).then(
				() => 'done',
				(error: unknown) => String((error as { code?: string }).code),
			)
			expect(byOwner, `${sql} by the owner`).toBe('42501')
		}
	}
})

dbTest('does not start on a database that would not keep tenants apart', async () => {
	await expect(checkSafety(world.portal.orm)).resolves.toBeUndefined()
	const unsafe = (...statements: string[]) =>
		undone(async (em) => {
			for (const statement of statements) await em.execute(statement)
			const seen = { em: { fork: () => em } } as unknown as Orm
			return checkSafety(seen).then(
				() => '',
				(error: unknown) => `${(error as Error).constructor.name}: ${(error as Error).message}`,
			)
		})
	expect(await unsafe('create table loose (tenant_id uuid)')).toMatch(
		/UnsafeDatabaseError: [\s\S]*table loose lacks forced row-level security/,
	)
	expect(await unsafe('create table half (tenant_id uuid)', 'alter table half enable row level security')).toMatch(
		/table half lacks/,
	)
	expect(await unsafe('alter table lot no force row level security')).toMatch(/table lot lacks/)
	expect(await unsafe('alter role lotline_app superuser')).toMatch(/role lotline_app may pass row-level security/)
	expect(await unsafe('alter role lotline_app bypassrls')).toMatch(/may pass row-level security/)
	expect(await unsafe('alter table lot owner to lotline_app')).toMatch(/role lotline_app owns table lot/)
})
