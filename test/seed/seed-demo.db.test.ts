import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect } from 'vitest'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { verifyChain } from '#app/core/hash-chain.server.ts'
import { runScenarios } from '#app/features/workflow/simulate/run-scenario.ts'
import { simulationWorld } from '#app/features/workflow/simulate/simulation-world.server.ts'
import { workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { AuditEntry } from '#app/platform/audit/audit.entity.server.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readGrant, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { seedDemo } from '#app/seed/seed-demo.server.ts'
import { dbTest, hasEngine, useTestPortal } from '../support/test-portal.ts'

const PASSWORD = 'demo-for-this-test'
const API_KEY = 'lot_demo-key-for-this-test-only'
const running = useTestPortal({ env: { DEMO_PASSWORD: PASSWORD, DEMO_API_KEY: API_KEY } })

beforeAll(async () => {
	if (hasEngine()) await seedDemo(running.portal)
})

async function inTenant<T>(key: string, handler: (ctx: Context) => Promise<T>): Promise<T> {
	const [row] = await running.portal.orm.em
		.fork()
		.execute<{ id: string }[]>('select id from tenant where key = ?', [key])
	return withTenantContext(row?.id ?? '', handler)
}

dbTest('brings every workflow into force with test cases that are green', async () => {
	const red = await inTenant('aurora', async (ctx) => {
		const versions = await ctx.em.find(DefinitionVersion, { kind: 'workflow', status: 'active' })
		expect(versions.length).toBeGreaterThanOrEqual(10)
		return versions.flatMap((version) => {
			const workflow = workflowSchema.parse(version.content)
			return runScenarios(workflow, simulationWorld(workflow.subject))
				.filter(({ passed }) => !passed)
				.map(({ name, why }) => `${name.en}: ${why.en}`)
		})
	})
	expect(red).toEqual([])
})

const count = async (ctx: Context, table: string): Promise<number> => {
	const [row] = await ctx.em.execute<{ count: number }[]>(`select count(*)::int as count from ${table}`)
	return row?.count ?? 0
}

const TABLES = [
	'item',
	'site',
	'lot',
	'lot_link',
	'trace_event',
	'workflow_step',
	'test_result',
	'document',
	'shipment',
	'decision',
	'recall_case',
	'notification',
	'audit_entry',
]
const counts = (key: string) =>
	inTenant(key, async (ctx) =>
		Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await count(ctx, table)] as const))),
	)

dbTest('fills a device maker of a realistic size', async () => {
	await inTenant('aurora', async (ctx) => {
		expect(await count(ctx, 'item')).toBeGreaterThanOrEqual(40)
		expect(await count(ctx, 'site')).toBe(4)
		expect(await count(ctx, "party where kind = 'customer'")).toBe(8)
		expect(await count(ctx, "party where kind <> 'customer'")).toBe(16)
		expect(await count(ctx, 'lot')).toBeGreaterThanOrEqual(380)
		expect(await count(ctx, "recall_case where category = 'active'")).toBe(1)
		expect(await count(ctx, "recall_case where status = 'closed'")).toBe(1)
		expect(await count(ctx, "test_result where verdict = 'fail'")).toBeGreaterThanOrEqual(1)
		expect(await count(ctx, "lot where status = 'pending_release'")).toBeGreaterThanOrEqual(5)
		expect(await count(ctx, "production_order where status = 'running'")).toBeGreaterThanOrEqual(1)
		expect(await count(ctx, "production_order where status = 'planned'")).toBeGreaterThanOrEqual(1)
	})
	await inTenant('harvest', async (ctx) => {
		expect(await count(ctx, 'item')).toBe(12)
		expect(await count(ctx, 'lot')).toBeGreaterThanOrEqual(55)
	})
})

dbTest('has the items and approvals that the sample files of suppliers name', async () => {
	const rows = await inTenant('aurora', (ctx) =>
		ctx.em.execute<{ sku: string; code: string }[]>(
			'select i.sku, p.code from approved_supplier a join item i on i.id = a.item_id join party p on p.id = a.party_id',
		),
	)
	const approved = new Set(rows.map((row) => `${row.sku} ${row.code}`))
	const wanted = [
		'PEEK-G20 S-1042',
		'TI-6AL4V-R08 S-1042',
		'TI-6AL4V-R12 S-1042',
		'POUCH-TYVEK-150 S-1055',
		'POUCH-TYVEK-100 S-1055',
		'LABEL-UDI-A6 S-1055',
		'SCREW-M4-TI S-1068',
		'SCREW-M6-TI S-1068',
		'PLATE-08H S-1068',
	]
	expect(wanted.filter((one) => !approved.has(one))).toEqual([])
})

for (const key of ['aurora', 'harvest']) {
	dbTest(`keeps the books of ${key}: on hand is what came in less what went out`, async () => {
		await inTenant(key, async (ctx) => {
			const wrong = await ctx.em.execute(
				`select l.code from lot l left join (
					select lot_id, sum(case role when 'output' then quantity when 'input' then -quantity else 0 end) as stock from trace_event_lot group by lot_id
				) e on e.lot_id = l.id where l.on_hand <> coalesce(e.stock, 0)`,
			)
			expect(wrong).toEqual([])
			const unbalanced = await ctx.em.execute(
				`select e.event_id from trace_event_lot e join lot l on l.id = e.lot_id join trace_event t on t.id = e.event_id
				left join (select event_id, parent_node, sum(quantity) as linked from lot_link group by 1, 2) k on k.event_id = e.event_id and k.parent_node = l.node
				where t.kind = 'produce' and e.role = 'input' and e.quantity <> coalesce(k.linked, 0)`,
			)
			expect(unbalanced).toEqual([])
		})
	})

	dbTest(`keeps every status of ${key} in step with its workflow`, async () => {
		await inTenant(key, async (ctx) => {
			for (const [kind, table] of [
				['lot', 'lot'],
				['delivery', 'shipment'],
				['recall', 'recall_case'],
				['deviation', 'deviation'],
				['order', 'production_order'],
			]) {
				const wrong = await ctx.em.execute(
					`select s.id from ${table} s left join workflow_instance w on w.subject_type = ? and w.subject_id = s.id
					left join workflow_step t on t.instance_id = w.id and t.entry = w.entry
					where ${kind === 'delivery' ? "s.direction = 'inbound' and" : ''} (w.state is distinct from s.status or t.to_state is distinct from s.status)`,
					[kind],
				)
				expect(wrong).toEqual([])
			}
			const broken = await ctx.em.execute(
				`select a.id from workflow_step a join workflow_step b on b.instance_id = a.instance_id and b.entry = a.entry + 1 where a.to_state <> b.from_state or a.at > b.at`,
			)
			expect(broken).toEqual([])
			// Nobody approves what they asked for, nor twice; who approved a signed step signed it.
			const approvals = await ctx.em.execute<{ subject_id: string; fine: boolean }[]>(
				`select a.subject_id, a.approver_id not in (asked.actor_id, taken.actor_id) and (taken.signature_id is null) = (a.signature_id is null) as fine
				from workflow_approval a join workflow_step asked on asked.instance_id = a.instance_id and asked.entry = a.entry
				join workflow_step taken on taken.instance_id = a.instance_id and taken.entry = a.entry + 1`,
			)
			expect(approvals.length).toBeGreaterThan(0)
			expect(approvals.filter(({ fine }) => !fine)).toEqual([])
		})
	})

	dbTest(`chains the audit trail of ${key}`, async () => {
		await inTenant(key, async (ctx) => {
			const entries = await ctx.em.find(AuditEntry, {}, { orderBy: { seq: 'asc' } })
			const chain = entries.map(({ previousHash, hash, at, ...entry }) => ({
				seq: entry.seq,
				previousHash,
				hash,
				content: canonicalJson({
					tenantId: entry.tenantId,
					seq: entry.seq,
					at: at.toISOString(),
					actor: entry.actor,
					action: entry.action,
					subjectType: entry.subjectType,
					subjectId: entry.subjectId,
					subjectLabel: entry.subjectLabel ?? null,
					before: entry.before ?? null,
					after: entry.after ?? null,
					reason: entry.reason ?? null,
					requestId: entry.requestId ?? null,
				}),
			}))
			expect(verifyChain(chain)).toMatchObject({ valid: true, checked: entries.length })
			expect(entries.length).toBeGreaterThan(400)
		})
	})
}

dbTest('makes no lot of itself and reaches six steps back', async () => {
	const links = await inTenant('aurora', (ctx) =>
		ctx.em.execute<{ parent: string; child: string }[]>(
			'select distinct parent_node::text as parent, child_node::text as child from lot_link',
		),
	)
	const parents = new Map<string, string[]>()
	for (const { parent, child } of links) parents.set(child, [...(parents.get(child) ?? []), parent])
	const depths = new Map<string, number>()
	const depthOf = (lot: string, path: ReadonlySet<string>): number => {
		if (path.has(lot)) throw new Error(`Lot ${lot} is made of itself`)
		const known = depths.get(lot)
		if (known !== undefined) return known
		const depth = Math.max(0, ...(parents.get(lot) ?? []).map((parent) => depthOf(parent, new Set([...path, lot])) + 1))
		depths.set(lot, depth)
		return depth
	}
	const deepest = Math.max(...[...parents.keys()].map((lot) => depthOf(lot, new Set())))
	expect(deepest).toBeGreaterThanOrEqual(6)
})

dbTest('gives both companies lots of the same codes', async () => {
	const codes = async (key: string) =>
		new Set(
			(await inTenant(key, (ctx) => ctx.em.execute<{ code: string }[]>('select code from lot'))).map((row) => row.code),
		)
	const [aurora, harvest] = [await codes('aurora'), await codes('harvest')]
	const shared = [...harvest].filter((code) => aurora.has(code))
	expect(shared).toEqual(expect.arrayContaining(['B7741-02', 'PK26-0001']))
	expect(shared.length).toBeGreaterThanOrEqual(10)
})

dbTest('matches the delivery of today with every outcome', async () => {
	const rows = await inTenant('aurora', (ctx) =>
		ctx.em.execute<{ outcome: string }[]>(
			`select d.outcome from shipment s join shipment_line l on l.shipment_id = s.id join decision d on d.id = l.decision_id where s.status = 'checking' order by l.line_number`,
		),
	)
	expect(rows.map((row) => row.outcome)).toEqual(['pass', 'warn', 'block', 'unknown', 'pass'])
})

dbTest('stores decisions that agree with what was done', async () => {
	const rows = await inTenant('aurora', (ctx) =>
		ctx.em.execute(
			`select rule_set, outcome, count(*)::int as count from decision where outcome <> 'pass'
				and rule_set in ('lot_hold', 'receiving_match', 'release_gate', 'shipment_gate', 'line_match') group by 1, 2 order by 1, 2`,
		),
	)
	expect(rows).toEqual([
		{ rule_set: 'lot_hold', outcome: 'hold', count: 1 },
		{ rule_set: 'receiving_match', outcome: 'block', count: 1 },
		{ rule_set: 'receiving_match', outcome: 'unknown', count: 1 },
		{ rule_set: 'receiving_match', outcome: 'warn', count: 1 },
		{ rule_set: 'release_gate', outcome: 'block', count: 1 },
	])
})

dbTest('shows what the rules found of measured values and suppliers', async () => {
	await inTenant('aurora', async (ctx) => {
		expect(await count(ctx, "measurement_finding where outcome = 'warn'")).toBeGreaterThanOrEqual(1)
		expect(await count(ctx, "measurement_finding where outcome = 'deviation'")).toBeGreaterThanOrEqual(1)
		expect(await count(ctx, 'approved_supplier where qualification is null')).toBe(0)
		expect(await count(ctx, "approved_supplier where qualification <> 'approved'")).toBeGreaterThanOrEqual(1)
	})
})

dbTest('answers recall notices with parts that add up to what was shipped', async () => {
	const wrong = await inTenant('aurora', (ctx) =>
		ctx.em.execute(
			`select notice_id from recall_notice_lot where answer is not null and jsonb_typeof(answer) = 'object'
			and (answer->>'returned')::numeric + (answer->>'quarantined')::numeric + (answer->>'used')::numeric + (answer->>'destroyed')::numeric + (answer->>'unknown')::numeric <> shipped`,
		),
	)
	expect(wrong).toEqual([])
})

dbTest('stores certificates that can be opened', async () => {
	const [row] = await inTenant('aurora', (ctx) =>
		ctx.em.execute<{ file_key: string; size: number }[]>('select file_key, size from document limit 1'),
	)
	const bytes = await running.portal.files.bytes(row?.file_key ?? '')
	expect(bytes.length).toBe(row?.size)
	expect(new TextDecoder().decode(bytes)).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/)
})

dbTest('lets people log in with the password of the environment and keeps it for the owner alone', async () => {
	expect((await proveIdentity({ email: 'admin@aurora.example' }, { password: PASSWORD })).ok).toBe(true)
	expect((await readGrant(API_KEY))?.kind).toBe('api-key')
	const file = join(running.dataDir, 'demo-credentials.json')
	expect(existsSync(file)).toBe(true)
	expect(statSync(file).mode & 0o777).toBe(0o600)
	expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ password: PASSWORD, apiKey: API_KEY })
})

dbTest('changes nothing when it is filled again, and follows a new password and key', async () => {
	const before = await counts('aurora')
	await seedDemo(running.portal)
	expect(await counts('aurora')).toEqual(before)
	const other = { password: 'another-demo-password', key: 'lot_another-demo-key-of-the-test' }
	await seedDemo({
		...running.portal,
		env: { ...running.portal.env, DEMO_PASSWORD: other.password, DEMO_API_KEY: other.key },
	})
	expect((await proveIdentity({ email: 'supplier@beiling.example' }, { password: other.password })).ok).toBe(true)
	expect(await readGrant(API_KEY)).toBeNull()
	expect((await readGrant(other.key))?.kind).toBe('api-key')
})
