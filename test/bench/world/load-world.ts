import { once } from 'node:events'
import { chmodSync, createWriteStream, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import type { World } from './make-world.ts'

const ITEMS = 40
const SUPPLIERS = 12
const STATUSES = [
	['released', 'done'],
	['released', 'done'],
	['shipped', 'done'],
	['quarantine', 'initial'],
	['pending_release', 'waiting'],
	['consumed', 'done'],
	['on_hold', 'blocked'],
] as const

const KINDS = { tenant: '1', item: '2', party: '3', lot: '4', event: '5' } as const

/** The id of a thing of the world, the same in every run. */
export const idOf = (kind: keyof typeof KINDS, index: number): string =>
	`0193${KINDS[kind]}000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`

const START = Date.UTC(2026, 0, 1)
/** Each tenant makes its lots in the course of 300 days. */
const timeOf = (place: number, lots: number): string =>
	new Date(START + Math.floor((place / lots) * 300 * 86_400_000)).toISOString()

/** Lines of a file that the database server reads, made as they are written. */
async function copyIn(client: pg.Client, table: string, columns: string, lines: Iterable<string>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'lotline-bench-'))
	const file = join(folder, `${table}.csv`)
	try {
		const out = createWriteStream(file, { mode: 0o644, highWaterMark: 1 << 20 })
		let chunk: string[] = []
		for (const line of lines) {
			chunk.push(line)
			if (chunk.length < 5_000) continue
			if (!out.write(`${chunk.join('\n')}\n`)) await once(out, 'drain')
			chunk = []
		}
		out.end(chunk.length > 0 ? `${chunk.join('\n')}\n` : '')
		await finished(out)
		chmodSync(folder, 0o755)
		await client.query(`copy ${table} (${columns}) from '${file}' with (format csv, null '')`)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

function* lotLines(world: World): Generator<string> {
	for (let tenant = 0; tenant + 1 < world.tenantStart.length; tenant++) {
		const start = world.tenantStart[tenant] ?? 0
		const end = world.tenantStart[tenant + 1] ?? 0
		for (let lot = start; lot < end; lot++) {
			const level = world.level[lot] ?? 0
			const [status, category] = STATUSES[lot % STATUSES.length] ?? STATUSES[0]
			const code = `L${level}-${lot}`
			const at = timeOf(lot - start, end - start)
			const item = idOf('item', tenant * ITEMS + ((level * 3 + (lot % 3)) % ITEMS))
			const supplier = level === 0 ? idOf('party', tenant * SUPPLIERS + (lot % SUPPLIERS)) : ''
			const supplierLot = level === 0 ? `S${lot}` : ''
			yield `${idOf('lot', lot)},${idOf('tenant', tenant)},${at},${at},1,${lot + 1},${item},${code},L${level}${lot},${100 + (lot % 900)},${lot % 100},KGM,${status},${category},${supplier},${supplierLot},${supplierLot},{}`
		}
	}
}

function* linkLines(world: World): Generator<string> {
	for (let tenant = 0; tenant + 1 < world.tenantStart.length; tenant++) {
		const owner = idOf('tenant', tenant)
		const start = world.tenantStart[tenant] ?? 0
		const end = world.tenantStart[tenant + 1] ?? 0
		for (let lot = start; lot < end; lot++) {
			const at = timeOf(lot - start, end - start)
			for (let link = world.first[lot] ?? 0; link < (world.first[lot + 1] ?? 0); link++)
				yield `${(world.parents[link] ?? 0) + 1},${lot + 1},consume,${idOf('event', lot)},${owner},${1 + (link % 50)},KGM,${at}`
		}
	}
}

/**
 * Writes a world into a migrated PostgreSQL by COPY, as its owner: tenants, items, suppliers, lots, links. The server
 * reads the files itself, so it has to run on this machine. Answers what the two COPYs took by `clock`.
 */
export async function loadWorld(
	client: pg.Client,
	world: World,
	clock: () => number = () => performance.now(),
): Promise<{ lotsMs: number; linksMs: number }> {
	const tenants = world.tenantStart.length - 1
	await client.query(
		`insert into tenant (id, created_at, key, name, initials, language, time_zone, theme)
		select ('01931000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), 'bench-' || n, 'Bench ' || n, 'B', 'en', 'UTC', 'aurora'
		from generate_series(0, $1::int - 1) n`,
		[tenants],
	)
	await client.query(
		`insert into item (id, tenant_id, created_at, updated_at, version, sku, name, kind, unit)
		select ('01932000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ('01931000-0000-7000-8000-' || lpad(to_hex(n / ${ITEMS}), 12, '0'))::uuid,
			now(), now(), 1, 'ITEM-' || n, jsonb_build_object('en', 'Item ' || n, 'zh-CN', '物料 ' || n), 'raw_material', 'KGM'
		from generate_series(0, $1::int - 1) n`,
		[tenants * ITEMS],
	)
	await client.query(
		`insert into party (id, tenant_id, created_at, updated_at, version, kind, code, name, country, language)
		select ('01933000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ('01931000-0000-7000-8000-' || lpad(to_hex(n / ${SUPPLIERS}), 12, '0'))::uuid,
			now(), now(), 1, 'supplier', 'SUP-' || n, jsonb_build_object('en', 'Supplier ' || n, 'zh-CN', '供应商 ' || n), 'CN', 'en'
		from generate_series(0, $1::int - 1) n`,
		[tenants * SUPPLIERS],
	)
	const started = clock()
	await copyIn(
		client,
		'lot',
		'id, tenant_id, created_at, updated_at, version, node, item_id, code, code_norm, quantity, on_hand, unit, status, category, supplier_id, supplier_lot, supplier_lot_norm, attributes',
		lotLines(world),
	)
	const lotsDone = clock()
	await copyIn(
		client,
		'lot_link',
		'parent_node, child_node, kind, event_id, tenant_id, quantity, unit, event_time',
		linkLines(world),
	)
	const linksDone = clock()
	await client.query(`select setval(pg_get_serial_sequence('lot', 'node'), $1)`, [world.lots + 1])
	await client.query('vacuum analyze lot')
	await client.query('vacuum analyze lot_link')
	return { lotsMs: lotsDone - started, linksMs: linksDone - lotsDone }
}
