import { expect } from 'vitest'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { entryHash } from '#app/core/hash-chain.server.ts'
import { listAudit, readAuditEntry } from '#app/features/audit/audit.queries.server.ts'
import { verifyAudit } from '#app/features/audit/verify-chain.server.ts'
import { makeCheckpoint } from '#app/platform/audit/checkpoints.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const holder = useTestPortal()

/** A chain of at least 20 entries with a checkpoint in the middle. */
async function makeChain(): Promise<{ tenant: TenantInfo; length: number; middle: number }> {
	const tenant = await makeTenant()
	const add = async (count: number) => {
		for (let n = 0; n < count; n++) {
			await withTenantContext(tenant.id, async (ctx) => {
				const subject = { type: 'lot', id: `lot-${n}`, label: `L-${n}` }
				ctx.audit.record({
					action: 'lot.amend',
					subject,
					before: { site: 'A', ratio: 1.5 },
					after: { site: '苏州', ratio: 2e-7 },
					reason: 'moved',
				})
			})
			holder.clock.move(1_000)
		}
	}
	await add(10)
	await makeCheckpoint(tenant.id)
	const middle = await lengthOf(tenant)
	await add(10)
	return { tenant, length: await lengthOf(tenant), middle }
}

const verify = (tenant: TenantInfo) => withTenantContext(tenant.id, verifyAudit)
const lengthOf = async (tenant: TenantInfo): Promise<number> => (await verify(tenant)).checked

const TABLES = ['audit_entry', 'audit_head', 'audit_checkpoint']

/** Raw SQL as the owner, row-level security and triggers off: what somebody with the database in hand can do. */
async function tamper(...statements: [sql: string, values?: unknown[]][]): Promise<void> {
	await getPortal()
		.orm.em.fork()
		.transactional(async (em) => {
			for (const table of TABLES) {
				await em.execute(`alter table ${table} disable trigger user`)
				await em.execute(`alter table ${table} no force row level security`)
			}
			for (const [sql, values] of statements) await em.execute(sql, values ?? [])
			for (const table of TABLES) {
				await em.execute(`alter table ${table} enable trigger user`)
				await em.execute(`alter table ${table} force row level security`)
			}
		})
}

type Raw = {
	seq: string
	at: Date | string
	actor: never
	action: string
	subject_type: string
	subject_id: string
	subject_label: string | null
	before: null
	after: null
	reason: string | null
	request_id: string | null
	previous_hash: string
	hash: string
}

const rowsOf = (tenant: TenantInfo): Promise<Raw[]> =>
	withTenantContext(tenant.id, (ctx) => ctx.em.execute<Raw[]>('select * from audit_entry order by seq'))

const contentOf = (tenant: TenantInfo, row: Raw): string =>
	canonicalJson({
		tenantId: tenant.id,
		seq: Number(row.seq),
		at: new Date(row.at).toISOString(),
		actor: row.actor,
		action: row.action,
		subjectType: row.subject_type,
		subjectId: row.subject_id,
		subjectLabel: row.subject_label,
		before: row.before,
		after: row.after,
		reason: row.reason,
		requestId: row.request_id,
	})

/** Statements that rewrite the chain from an entry on, every hash recomputed, head included. */
async function rewriteFrom(tenant: TenantInfo, seq: number, reason: string): Promise<[string, unknown[]][]> {
	const rows = await rowsOf(tenant)
	let previous = rows[seq - 2]?.hash ?? ''
	const statements: [string, unknown[]][] = []
	for (const row of rows.slice(seq - 1)) {
		if (Number(row.seq) === seq) row.reason = reason
		const hash = entryHash(previous, contentOf(tenant, row))
		statements.push([
			'update audit_entry set reason = ?, previous_hash = ?, hash = ? where tenant_id = ? and seq = ?',
			[row.reason, previous, hash, tenant.id, row.seq],
		])
		previous = hash
	}
	statements.push(['update audit_head set hash = ? where tenant_id = ?', [previous, tenant.id]])
	return statements
}

dbTest('finds a chain that nobody touched valid, with every entry checked', async () => {
	const { tenant, length } = await makeChain()
	const verdict = await verify(tenant)
	expect(verdict).toMatchObject({ valid: true, checked: length, firstBad: null, checkpoint: { signed: true } })
})

const edits: [what: string, sql: string][] = [
	['the reason', "reason = 'another'"],
	['who did it', `actor = '{"kind":"person","id":null,"name":"Somebody else"}'`],
	['the action', "action = 'lot.release'"],
	['what it was before', `before = '{"site":"B","ratio":1.5}'`],
	['what it was after', 'after = null'],
	['the record', "subject_id = 'lot-99'"],
	['its label', "subject_label = 'L-99'"],
	['the time', "at = at - interval '1 millisecond'"],
	['the request', "request_id = 'r'"],
]
for (const [what, change] of edits) {
	dbTest(`finds and names an entry in which ${what} was edited`, async () => {
		const { tenant } = await makeChain()
		await tamper([`update audit_entry set ${change} where tenant_id = ? and seq = 7`, [tenant.id]])
		expect(await verify(tenant)).toMatchObject({ valid: false, firstBad: { seq: 7, reason: 'altered' } })
	})
}

dbTest('finds and names an entry whose hash was recomputed after an edit', async () => {
	const { tenant } = await makeChain()
	const row = (await rowsOf(tenant))[6] as Raw
	row.reason = 'another'
	const hash = entryHash(row.previous_hash, contentOf(tenant, row))
	await tamper([
		'update audit_entry set reason = ?, hash = ? where tenant_id = ? and seq = 7',
		['another', hash, tenant.id],
	])
	expect(await verify(tenant)).toMatchObject({ valid: false, firstBad: { seq: 8, reason: 'broken-link' } })
})

dbTest('finds a deletion in the middle', async () => {
	const { tenant } = await makeChain()
	await tamper(['delete from audit_entry where tenant_id = ? and seq = 5', [tenant.id]])
	expect(await verify(tenant)).toMatchObject({ valid: false, firstBad: { seq: 5, reason: 'missing' } })
})

dbTest('finds a deletion in the middle whose gap was closed by renumbering', async () => {
	const { tenant, length } = await makeChain()
	const moves = Array.from({ length: length - 5 }, (_, index): [string, unknown[]] => [
		'update audit_entry set seq = ? where tenant_id = ? and seq = ?',
		[5 + index, tenant.id, 6 + index],
	])
	await tamper(['delete from audit_entry where tenant_id = ? and seq = 5', [tenant.id]], ...moves)
	expect(await verify(tenant)).toMatchObject({ valid: false, firstBad: { seq: 5, reason: 'broken-link' } })
})

dbTest('finds a deleted tail, with the head left, moved back, or gone', async () => {
	for (const head of ['left', 'moved back', 'gone']) {
		const { tenant, middle, length } = await makeChain()
		const last = (await rowsOf(tenant))[middle - 3] as Raw
		const more: [string, unknown[]][] =
			head === 'left'
				? []
				: head === 'gone'
					? [['delete from audit_head where tenant_id = ?', [tenant.id]]]
					: [['update audit_head set seq = ?, hash = ? where tenant_id = ?', [middle - 2, last.hash, tenant.id]]]
		await tamper(['delete from audit_entry where tenant_id = ? and seq > ?', [tenant.id, middle - 2]], ...more)
		expect(await verify(tenant), head).toMatchObject({ valid: false, firstBad: { seq: middle - 1, reason: 'missing' } })
		expect(length).toBeGreaterThan(middle)
	}
})

dbTest('finds a head that was taken away', async () => {
	const { tenant } = await makeChain()
	await tamper(['delete from audit_head where tenant_id = ?', [tenant.id]])
	expect(await verify(tenant)).toMatchObject({ valid: false })
})

dbTest('finds two entries that changed places', async () => {
	const { tenant } = await makeChain()
	const swap = (from: number, to: number): [string, unknown[]] => [
		'update audit_entry set seq = ? where tenant_id = ? and seq = ?',
		[to, tenant.id, from],
	]
	await tamper(swap(6, -1), swap(9, 6), swap(-1, 9))
	expect(await verify(tenant)).toMatchObject({ valid: false, firstBad: { seq: 6 } })
})

dbTest('finds an entry that was put in, in the middle or behind the head', async () => {
	const insert =
		'insert into audit_entry (tenant_id, seq, at, actor, action, subject_type, subject_id, previous_hash, hash) values (?, ?, now(), ?, ?, ?, ?, ?, ?)'
	const between = await makeChain()
	await tamper([insert, [between.tenant.id, 0, '{}', 'x', 'lot', 'x', 'p', 'h']])
	expect(await verify(between.tenant)).toMatchObject({ valid: false, firstBad: { seq: 0, reason: 'out-of-order' } })
	const { tenant, length } = await makeChain()
	const last = (await rowsOf(tenant)).at(-1) as Raw
	const added: Raw = { ...last, seq: String(length + 1), action: 'lot.release' }
	const hash = entryHash(last.hash, contentOf(tenant, added))
	await tamper([
		`insert into audit_entry (tenant_id, seq, at, actor, action, subject_type, subject_id, subject_label, before, after, reason, request_id, previous_hash, hash)
		select tenant_id, seq + 1, at, actor, 'lot.release', subject_type, subject_id, subject_label, before, after, reason, request_id, hash, ? from audit_entry where tenant_id = ? and seq = ?`,
		[hash, tenant.id, length],
	])
	expect(await verify(tenant)).toMatchObject({ valid: false, firstBad: { seq: length + 1, reason: 'out-of-order' } })
})

dbTest('finds entries that came from, or went to, another tenant', async () => {
	const one = await makeChain()
	const two = await makeChain()
	await tamper(
		['delete from audit_entry where tenant_id = ? and seq = 4', [two.tenant.id]],
		['update audit_entry set tenant_id = ? where tenant_id = ? and seq = 4', [two.tenant.id, one.tenant.id]],
	)
	expect(await verify(one.tenant)).toMatchObject({ valid: false, firstBad: { seq: 4, reason: 'missing' } })
	expect(await verify(two.tenant)).toMatchObject({ valid: false, firstBad: { seq: 4 } })
})

dbTest('finds a whole chain that changed places with another tenant’s', async () => {
	const one = await makeChain()
	const two = await makeChain()
	const spare = '00000000-0000-7000-8000-00000000dead'
	const move = (from: string, to: string): [string, unknown[]][] =>
		TABLES.map((table) => [`update ${table} set tenant_id = ? where tenant_id = ?`, [to, from]])
	await tamper(...move(one.tenant.id, spare), ...move(two.tenant.id, one.tenant.id), ...move(spare, two.tenant.id))
	expect(await verify(one.tenant)).toMatchObject({ valid: false, firstBad: { seq: 1, reason: 'altered' } })
	expect(await verify(two.tenant)).toMatchObject({ valid: false, firstBad: { seq: 1, reason: 'altered' } })
})

dbTest('finds a chain rewritten from an entry on by the checkpoint after it', async () => {
	const { tenant, middle } = await makeChain()
	await tamper(...(await rewriteFrom(tenant, middle - 3, 'another')))
	expect(await verify(tenant)).toMatchObject({ valid: false, firstBad: { seq: middle, reason: 'checkpoint-differs' } })
})

dbTest(
	'finds a rewritten chain whose checkpoint was rewritten too: nobody without the secret can sign it',
	async () => {
		const { tenant, middle } = await makeChain()
		const statements = await rewriteFrom(tenant, middle - 3, 'another')
		await tamper(...statements, [
			'update audit_checkpoint c set hash = (select hash from audit_entry e where e.tenant_id = c.tenant_id and e.seq = c.seq) where tenant_id = ?',
			[tenant.id],
		])
		expect(await verify(tenant)).toMatchObject({
			valid: false,
			firstBad: { seq: middle, reason: 'checkpoint-differs' },
			checkpoint: { signed: false },
		})
	},
)

dbTest('finds a rewritten chain whose checkpoints were deleted, by those kept outside the database', async () => {
	const { tenant, middle } = await makeChain()
	await tamper(...(await rewriteFrom(tenant, middle - 3, 'another')), [
		'delete from audit_checkpoint where tenant_id = ?',
		[tenant.id],
	])
	expect(await verify(tenant)).toMatchObject({ valid: false, firstBad: { seq: middle, reason: 'checkpoint-differs' } })
})

dbTest('finds an old backup of entries, head and checkpoints that was put back', async () => {
	const { tenant, middle } = await makeChain()
	const kept = middle - 4
	const hash = ((await rowsOf(tenant))[kept - 1] as Raw).hash
	await tamper(
		['delete from audit_entry where tenant_id = ? and seq > ?', [tenant.id, kept]],
		['update audit_head set seq = ?, hash = ? where tenant_id = ?', [kept, hash, tenant.id]],
		['delete from audit_checkpoint where tenant_id = ?', [tenant.id]],
	)
	expect(await verify(tenant)).toMatchObject({ valid: false, firstBad: { seq: kept + 1, reason: 'missing' } })
})

dbTest('shows on the entry itself that it or the one before was changed', async () => {
	const { tenant } = await makeChain()
	await tamper(
		["update audit_entry set reason = 'x' where tenant_id = ? and seq = 6", [tenant.id]],
		["update audit_entry set hash = 'x' where tenant_id = ? and seq = 9", [tenant.id]],
	)
	const proofs = await withTenantContext(tenant.id, async (ctx) => [
		await readAuditEntry(ctx, 5),
		await readAuditEntry(ctx, 6),
		await readAuditEntry(ctx, 10),
		await readAuditEntry(ctx, 1),
	])
	expect(proofs.map((entry) => entry?.proof)).toEqual([
		{ content: true, link: true },
		{ content: false, link: true },
		{ content: true, link: false },
		{ content: true, link: true },
	])
})

dbTest('refuses to change, delete or truncate entries and checkpoints as the portal’s own role', async () => {
	const { tenant } = await makeChain()
	for (const table of ['audit_entry', 'audit_checkpoint']) {
		for (const sql of [`update ${table} set hash = 'x'`, `delete from ${table}`, `truncate ${table}`]) {
			await expect(
				withTenantContext(tenant.id, (ctx) => ctx.em.execute(sql)),
				sql,
			).rejects.toThrow(/permission denied/)
		}
	}
})

dbTest('refuses the same to the owner, by triggers', async () => {
	await makeChain()
	const owner = () => getPortal().orm.em.fork()
	for (const table of ['audit_entry', 'audit_checkpoint']) {
		await expect(owner().execute(`truncate ${table}`)).rejects.toThrow(/append-only/)
	}
	await expect(
		owner().transactional(async (em) => {
			await em.execute('alter table audit_entry no force row level security')
			await em.execute('delete from audit_entry')
		}),
	).rejects.toThrow(/append-only/)
	expect(
		(
			await owner().execute<{ force: boolean }[]>(
				"select relforcerowsecurity as force from pg_class where relname = 'audit_entry'",
			)
		)[0]?.force,
	).toBe(true)
})

dbTest(
	'verifies 20,000 entries, and says how fast',
	async () => {
		const tenant = await makeTenant()
		await withTenantContext(tenant.id, async (ctx) => {
			for (let n = 0; n < 20_000; n++)
				ctx.audit.record({
					action: 'lot.amend',
					subject: { type: 'lot', id: `${n}`, label: `L-${n}` },
					before: { n },
					after: { n: n + 1 },
				})
		})
		const started = performance.now()
		const verdict = await verify(tenant)
		const perSecond = Math.round(verdict.checked / ((performance.now() - started) / 1000))
		process.stdout.write(`audit: ${perSecond} entries verified a second\n`)
		expect(verdict.valid).toBe(true)
	},
	120_000,
)

dbTest('lists by record, action, person and day, for whoever may', async () => {
	const tenant = await makeTenant()
	const wei = await makePerson(tenant, ['compliance_admin'], { name: 'Wei Lin' })
	await actAs(tenant, wei, async (ctx) =>
		ctx.audit.record({ action: 'lot.release', subject: { type: 'lot', id: 'x1', label: 'CG26-1' } }),
	)
	await actAs(tenant, wei, async (ctx) =>
		ctx.audit.record({ action: 'lotus.wash', subject: { type: 'lotus', id: 'x2', label: '100%_' } }),
	)
	const find = (filter: Parameters<typeof listAudit>[1]) =>
		withTenantContext(tenant.id, async (ctx) =>
			(await listAudit(ctx, filter, { limit: 50 })).items.map((one) => one.action),
		)
	expect(await find({ subject: 'CG26-1' })).toEqual(['lot.release'])
	expect(await find({ action: 'lot' })).toEqual(['lot.release'])
	expect(await find({ actor: 'wei' })).toEqual(['lotus.wash', 'lot.release'])
	expect(await find({ actor: wei.id, subject: '100%_' })).toEqual(['lotus.wash'])
	expect(await find({ actor: 'wei', since: '2099-01-01' })).toEqual([])
	const page = await withTenantContext(tenant.id, (ctx) => listAudit(ctx, { actor: 'wei' }, { limit: 1 }))
	expect(page.items).toHaveLength(1)
	const next = await withTenantContext(tenant.id, (ctx) =>
		listAudit(ctx, { actor: 'wei' }, { limit: 1, cursor: page.nextCursor ?? '' }),
	)
	expect(next).toMatchObject({ items: [{ action: 'lot.release' }], nextCursor: null })
	const elsewhere = await makeTenant()
	expect(
		await withTenantContext(
			elsewhere.id,
			async (ctx) => (await listAudit(ctx, { subject: 'CG26-1' }, { limit: 5 })).items,
		),
	).toEqual([])
})
