import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { newId } from '#app/core/ids.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { makeTenant } from '../factories/tenant.ts'
import { measure, report } from './compare.ts'
import { asPortal } from './portal-connection.ts'
import { startBenchDatabase } from './postgres.ts'

/*
 * How fast events are written: with every check, the workflow, links and audit, against the same rows by prepared
 * statements in one transaction without any of them. One event of few lots, and one of many.
 */

const ROUNDS = 60
const LOTS = 400

type BenchLot = { id: string; node: string }

const folder = mkdtempSync(join(tmpdir(), 'lotline-bench-'))
const database = await startBenchDatabase(folder)
let client: pg.Client | null = null

const at = (lots: readonly BenchLot[], index: number): BenchLot => lots[index % lots.length] as BenchLot

/** The rows of an event that takes a little of each parent into one child. */
async function bareEvent(sql: pg.Client, tenant: string, parents: readonly BenchLot[], child: BenchLot): Promise<void> {
	const now = new Date()
	const id = newId()
	const ids = [...parents.map((one) => one.id), child.id].sort()
	const total = (parents.length * 0.001).toFixed(3)
	const run = (name: string, text: string, values: unknown[]) => sql.query({ name, text, values })
	await sql.query('begin')
	await run('lock', 'select id, on_hand from lot where id = any($1::uuid[]) order by id for update', [ids])
	await run(
		'take',
		'update lot set on_hand = on_hand - 0.001, version = version + 1, updated_at = $2 where id = any($1::uuid[])',
		[parents.map((one) => one.id), now],
	)
	await run(
		'give',
		'update lot set on_hand = on_hand + $2::numeric, quantity = quantity + $2::numeric, version = version + 1, updated_at = $3 where id = $1',
		[child.id, total, now],
	)
	await run(
		'event',
		"insert into trace_event (id, tenant_id, kind, event_time, time_zone_offset, recorded_at, actor_name) values ($1, $2, 'merge', $3, '+00:00', $3, 'Bench')",
		[id, tenant, now],
	)
	await run(
		'parts',
		`insert into trace_event_lot (tenant_id, event_id, lot_id, role, quantity, unit)
		select $1::uuid, $2::uuid, l, 'input', 0.001, 'KGM' from unnest($3::uuid[]) l union all select $1::uuid, $2::uuid, $4::uuid, 'output', $5::numeric, 'KGM'`,
		[tenant, id, parents.map((one) => one.id), child.id, total],
	)
	await run(
		'links',
		`insert into lot_link (tenant_id, parent_node, child_node, kind, event_id, quantity, unit, event_time)
		select $1::uuid, n, $3::bigint, 'merge', $4::uuid, 0.001, 'KGM', $5::timestamptz from unnest($2::bigint[]) n`,
		[tenant, parents.map((one) => one.node), child.node, id, now],
	)
	await sql.query('commit')
}

const fullEvent = (tenant: string, parents: readonly BenchLot[], child: BenchLot) =>
	withTenantContext(tenant, async (ctx) => {
		const result = await recordEvent(ctx, {
			kind: 'merge',
			inputs: parents.map((one) => ({ lotId: one.id, quantity: { value: '0.001', unit: 'KGM' } })),
			outputs: [{ lotId: child.id, quantity: { value: (parents.length * 0.001).toFixed(3), unit: 'KGM' } }],
		})
		if (!result.ok) throw new Error(JSON.stringify(result.error))
	})

try {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	for (let index = 0; index < LOTS; index++) await makeLot(tenant, item)
	client = await asPortal(database.url, tenant.id)
	const sql = client
	const lots = (await sql.query<BenchLot>('select id, node::text from lot order by node')).rows
	// Parents come before their children everywhere, so that no circle is ever asked for.
	const [parents, children] = [lots.slice(0, LOTS / 2), lots.slice(LOTS / 2)]
	for (const size of [1, 10, 100]) {
		const some = (round: number) => Array.from({ length: size }, (_, index) => at(parents, round * size + index))
		const times = await measure(
			{
				bare: (round) => bareEvent(sql, tenant.id, some(round), at(children, round)),
				full: (round) => fullEvent(tenant.id, some(round), at(children, round)),
			},
			{ rounds: ROUNDS, warmUp: 8 },
		)
		report(
			`events of ${size + 1} lots, written with checks, workflow and audit against prepared statements without`,
			times.bare.median / times.full.median,
			{ least: 0.25 },
			`${times.full.median.toFixed(2)} ms against ${times.bare.median.toFixed(2)} ms, ${ROUNDS} runs`,
		)
	}
} finally {
	await client?.end()
	await database.stop()
	rmSync(folder, { recursive: true, force: true })
}
