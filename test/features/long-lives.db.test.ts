import { expect } from 'vitest'
import { readOwnAccount } from '#app/features/identity/account.queries.server.ts'
import { rememberedMappings } from '#app/features/intake/import-work.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { listMigrations } from '#app/features/workflow/migrate/migration.queries.server.ts'
import { readStanding } from '#app/features/workflow/workflow.queries.server.ts'
import { commentDefinition, resolveThread } from '#app/platform/definitions/comment-definition.server.ts'
import { threadsOf } from '#app/platform/definitions/comments.queries.server.ts'
import { historyOf } from '#app/platform/definitions/history.queries.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeAdmins, makeDraft } from '../factories/definition.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { lotVersion } from '../factories/quality.ts'
import { actAs, makePerson, makeTenant } from '../factories/tenant.ts'
import { publishStep } from '../factories/workflow.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'
import { walk } from '../support/walk-pages.ts'

useTestPortal()

/* What grows with the life of a record, a definition or an account. */

dbTest('of 1,050 who may approve all are told, and the page says how many it does not name', async () => {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', { approval: { quorum: 2, roles: ['quality_reviewer'] } })
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const ann = await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' })
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`with a as (insert into account (id, email, name, language, created_at)
				select gen_random_uuid(), 'v' || n || '-' || ? || '@example.com', 'Person ' || n, 'en', now() from generate_series(1, 1050) n returning id)
			insert into membership (id, tenant_id, account_id, role, created_at) select gen_random_uuid(), ?, a.id, 'quality_reviewer', now() from a`,
			[tenant.id, tenant.id],
		),
	)
	const moved = await actAs(tenant, ann, (ctx) =>
		transitionLot(ctx, { lotId: lot.id, transition: 'submit', mayApprove: true }),
	)
	expect(moved).toMatchObject({ ok: true, value: { approvals: { have: 1, need: 2 } } })
	const [told] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ count: number }[]>(
			`select count(distinct account_id)::int as count from notification where dedupe_key like 'approval:%'`,
		),
	)
	expect(told?.count).toBe(1_050)
	const version = await lotVersion(tenant, lot.id)
	const { approvals } = await actAs(tenant, ann, (ctx) => readStanding(ctx, 'lot', lot.id, { version }))
	expect([approvals[0]?.mayStill.length, approvals[0]?.mayStillMore]).toEqual([12, 1_038])
})

dbTest('comments and steps of a draft are listed to the last one; what is open is counted over all', async () => {
	const { tenant, author, second } = await makeAdmins()
	const kind = 'rule-set' as const
	const id = await makeDraft(tenant, author, 'long_rules', 'one')
	const ids: string[] = []
	for (let n = 1; n <= 60; n += 1) {
		const said = await actAs(tenant, author, (ctx) => commentDefinition(ctx, { kind, id, body: `Remark ${n}` }))
		if (!said.ok) throw new Error(said.error.code)
		ids.push(said.value.threadId)
	}
	for (const threadId of [ids[0], ids[59]])
		await actAs(tenant, second, (ctx) => resolveThread(ctx, { kind, id, threadId: threadId ?? '', resolved: true }))
	const first = await withTenantContext(tenant.id, (ctx) => threadsOf(ctx, id))
	expect(first).toMatchObject({ open: 58, more: 10 })
	const threads = await walk((cursor) => withTenantContext(tenant.id, (ctx) => threadsOf(ctx, id, { cursor })))
	expect(threads.map((one) => one.id).sort()).toEqual(ids.toSorted())
	expect(threads.filter((one) => one.resolved?.by === second.name)).toHaveLength(2)
	const steps = await walk((cursor) =>
		withTenantContext(tenant.id, (ctx) => historyOf(ctx, kind, 'long_rules', { cursor })),
	)
	expect(steps).toHaveLength(63)
	expect([steps[0]?.step, steps[2]?.comment?.body, steps.at(-1)?.step]).toEqual(['resolve', 'Remark 60', 'save-draft'])
})

dbTest('migrations of a workflow are listed to the last one', async () => {
	const tenant = await makeTenant()
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into workflow_migration (id, tenant_id, created_at, updated_at, key, from_id, from_number, to_id, to_number, map, status, refusals, reason)
			select gen_random_uuid(), ?, now(), now(), 'long', v.id, n, v.id, n + 1, '{}', 'done', '[]', 'Newer rules'
			from generate_series(1, 45) n, (select id from definition_version where kind = 'workflow' limit 1) v`,
			[tenant.id],
		),
	)
	const all = await walk((cursor) => withTenantContext(tenant.id, (ctx) => listMigrations(ctx, 'long', cursor)))
	expect(new Set(all.map((one) => one.from)).size).toBe(45)
})

dbTest('own sessions are listed to the last one, and no address tells what opens them', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into session (token_hash, account_id, created_at, last_seen_at, expires_at, second_factor)
			select md5(? || n) || '-hash', ?, now(), ?::timestamptz - make_interval(mins => n / 2), ?::timestamptz + interval '1 day', false from generate_series(1, 70) n`,
			[person.id, person.id, ctx.now, ctx.now],
		),
	)
	const cursors: string[] = []
	const all = await walk(async (cursor) => {
		if (cursor) cursors.push(atob(cursor))
		return (await actAs(tenant, person, (ctx) => readOwnAccount(ctx, '', cursor))).sessions
	})
	expect(new Set(all.map((one) => one.key)).size).toBe(70)
	expect(cursors).toHaveLength(1)
	expect(cursors.join()).not.toContain('-hash')
})

dbTest(
	'how a supplier’s file was read counts when its headers come again, however many others came since',
	async () => {
		const tenant = await makeTenant()
		await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute(
				`insert into import_mapping (id, tenant_id, party_id, signature, mapping, updated_at)
			select gen_random_uuid(), ?, null, 'layout ' || n, '{"columns": []}', now() - make_interval(days => n) from generate_series(1, 60) n`,
				[tenant.id],
			),
		)
		const known = await withTenantContext(tenant.id, (ctx) => rememberedMappings(ctx, null))
		expect([known.length, known.at(-1)?.signature]).toEqual([60, 'layout 60'])
	},
)
