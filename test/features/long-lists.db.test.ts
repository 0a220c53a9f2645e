import { expect } from 'vitest'
import { writeCursor } from '#app/core/list-cursor.ts'
import { casesOf, linksOfCase } from '#app/features/cases/case-links.queries.server.ts'
import { actionsOfCase, filesOfCase } from '#app/features/cases/cases.queries.server.ts'
import { findChoices } from '#app/features/choices/choices.queries.server.ts'
import { listProcedures, readProcedure } from '#app/features/governance/procedures.queries.server.ts'
import { publishProcedure } from '#app/features/governance/publish-procedure.server.ts'
import { readTrainingMatrix } from '#app/features/governance/training-matrix.queries.server.ts'
import { listApiKeys } from '#app/features/identity/api-keys.queries.server.ts'
import { createApiKey } from '#app/features/identity/create-api-key.server.ts'
import { listInvitations } from '#app/features/identity/invitations.queries.server.ts'
import { inviteMember } from '#app/features/identity/invite-member.server.ts'
import { listMembers } from '#app/features/identity/members.queries.server.ts'
import { listLots } from '#app/features/lots/lots.queries.server.ts'
import { listApprovals } from '#app/features/parties/parties.queries.server.ts'
import { earlierResults } from '#app/features/quality/results.queries.server.ts'
import { listHolders } from '#app/features/roles/roles.queries.server.ts'
import { readRuleSetPage } from '#app/features/rules/rule-set-page.server.ts'
import { findByCode } from '#app/features/search/find-by-code.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import { delegate } from '#app/features/workflow/delegate.server.ts'
import { ownDelegations } from '#app/features/workflow/delegations.queries.server.ts'
import { knownNames } from '#app/features/workflow/drafts/known-names.server.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import { standingOf, versionsOf } from '#app/platform/definitions/definitions.queries.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { caseForm, makeCase } from '../factories/case.ts'
import { cloneRows } from '../factories/clone-rows.ts'
import { makeItem } from '../factories/item.ts'
import { makeLot } from '../factories/lot.ts'
import { approveSupplier, makeSupplier } from '../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../factories/tenant.ts'
import { publishStep } from '../factories/workflow.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'
import { walk } from '../support/walk-pages.ts'

useTestPortal()

dbTest(
	'leads through rows in the order of several keys, each up or down, and begins anew at what is no cursor of it',
	async () => {
		const tenant = await makeTenant()
		const list = {
			sql: `select n, n % 3 = 0 as settled, '2026-11-30T10:00:00.123456Z'::timestamptz + make_interval(secs => (n % 7) / 1000000.0) as at from generate_series(1, ?) n`,
			values: [100],
			order: [
				{ by: 'settled', as: 'boolean' },
				{ by: 'at', as: 'timestamptz', down: true },
				{ by: 'n', as: 'integer', down: true },
			],
		} as const
		const read = (cursor: string | null, size: number) =>
			withTenantContext(tenant.id, (ctx) => readPage<{ n: number; settled: boolean }>(ctx, list, { cursor, size }))
		const whole = (await read(null, 200)).rows
		expect(whole).toHaveLength(100)
		expect(whole[0]).toEqual({ n: 97, settled: false, at: expect.anything() })
		expect(await walk((cursor) => read(cursor, 9))).toEqual(whole)
		expect(await read(null, 9)).toMatchObject({ more: 91 })
		for (const strange of ['', 'x', writeCursor(['1']), writeCursor(['true', '2026-99-99T00:00:00Z', '1'])])
			expect((await read(strange, 9)).rows).toEqual(whole.slice(0, 9))
	},
)

dbTest('people, invitations, keys and stand-ins are listed to the last one', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const ann = await makePerson(tenant, ['quality_reviewer'])
	const key = await actAs(tenant, admin, (ctx) => createApiKey(ctx, { name: 'ERP', scopes: ['lots:read'] }))
	const invited = await actAs(tenant, admin, (ctx) =>
		inviteMember(ctx, { email: 'new@example.com', name: 'New', role: 'operator', language: 'en' }),
	)
	const now = Date.now()
	const stood = await actAs(tenant, admin, (ctx) =>
		delegate(ctx, {
			delegateId: ann.id,
			startsAt: new Date(now),
			endsAt: new Date(now + 86_400_000),
			kinds: [],
			reason: 'Away',
		}),
	)
	if (!(key.ok && invited.ok && stood.ok)) throw new Error('Not made')
	await cloneRows(tenant, 'api_key', key.value, 210)
	await cloneRows(
		tenant,
		'invitation',
		{ id: invited.value.invitationId },
		110,
		`jsonb_build_object('token_hash', n::text)`,
	)
	await cloneRows(tenant, 'delegation', { id: stood.value.id }, 110)
	expect(await walk((cursor) => actAs(tenant, admin, (ctx) => listApiKeys(ctx, cursor)))).toHaveLength(211)
	expect(await walk((cursor) => actAs(tenant, admin, (ctx) => listInvitations(ctx, { cursor })))).toHaveLength(111)
	expect(await walk((cursor) => actAs(tenant, ann, (ctx) => ownDelegations(ctx, cursor)))).toHaveLength(111)
})

dbTest('the holders of a role beyond those on its page are in the list of people', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`with a as (insert into account (id, email, name, language, created_at)
				select gen_random_uuid(), 'p' || n || '-' || ? || '@example.com', 'Person ' || n, 'en', now() from generate_series(1, 60) n returning id)
			insert into membership (id, tenant_id, account_id, role, created_at) select gen_random_uuid(), ?, a.id, 'operator', now() from a`,
			[tenant.id, tenant.id],
		),
	)
	const holders = await actAs(tenant, admin, (ctx) => listHolders(ctx, 'operator'))
	expect([holders.rows.length, holders.more]).toEqual([20, 40])
	const listed = await walk((cursor) => actAs(tenant, admin, (ctx) => listMembers(ctx, { role: 'operator', cursor })))
	expect(new Set(listed.map((one) => one.accountId)).size).toBe(60)
	expect(await walk((cursor) => actAs(tenant, admin, (ctx) => listMembers(ctx, { cursor })))).toHaveLength(61)
})

dbTest('approvals of a supplier are listed to the last one, to nobody else', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const supplier = await makeSupplier(tenant)
	const item = await makeItem(tenant)
	await approveSupplier(tenant, { itemId: item.id, partyId: supplier.id })
	await cloneRows(tenant, 'item', item, 60, `jsonb_build_object('sku', 'MANY-' || n, 'gtin', null)`)
	await withTenantContext(tenant.id, async (ctx) => {
		const [one] = await ctx.em.execute<{ id: string }[]>('select id from approved_supplier')
		await ctx.em.execute(
			`insert into approved_supplier select (jsonb_populate_record(null::approved_supplier, to_jsonb(a) || jsonb_build_object('id', gen_random_uuid(), 'item_id', i.id))).*
			from approved_supplier a, item i where a.id = ? and i.sku like 'MANY-%'`,
			[one?.id],
		)
	})
	const read = (cursor: string | null) =>
		actAs(tenant, admin, (ctx) => listApprovals(ctx, { partyId: supplier.id }, { cursor }))
	expect(await read(null)).toMatchObject({ more: 11 })
	expect(new Set((await walk(read)).map((row) => row.sku)).size).toBe(61)
	const other = await makeTenant()
	const stranger = await makePerson(other, ['compliance_admin'])
	expect((await actAs(other, stranger, (ctx) => listApprovals(ctx, { partyId: supplier.id }))).rows).toEqual([])
})

dbTest('links, measures and files of a case and the cases of a record are listed to the last one', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const item = await makeItem(tenant)
	const lot = await makeLot(tenant, item)
	const { id } = await makeCase(tenant, admin, caseForm('capa', { lots: [{ code: lot.code, quantity: '' }] }))
	await cloneRows(
		tenant,
		'lot',
		lot,
		60,
		`jsonb_build_object('code', 'MANY-' || n, 'code_norm', 'MANY' || n, 'node', 1000000 + n)`,
	)
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute(
			`insert into quality_case_link (id, tenant_id, case_id, role, subject_type, subject_id)
			select gen_random_uuid(), tenant_id, ?, 'about', 'lot', id from lot where code like 'MANY-%'`,
			[id],
		)
		await ctx.em.execute(
			`insert into quality_case_action (id, tenant_id, case_id, title, due_on, done_at, created_at, updated_at)
			select gen_random_uuid(), ?, ?, 'Measure ' || n, case when n % 2 = 0 then '2027-01-01'::date + n end, case when n % 3 = 0 then now() end, now(), now() from generate_series(1, 210) n`,
			[tenant.id, id],
		)
		await ctx.em.execute(
			`with d as (insert into document (id, tenant_id, kind, title, file_key, file_name, content_type, size, sha256, visibility, created_at, updated_at)
				select gen_random_uuid(), ?, 'other', 'File ' || n, 'k' || n, 'f.pdf', 'application/pdf', 1, 'x', 'internal', now(), now() from generate_series(1, 110) n returning id, tenant_id)
			insert into document_link (document_id, subject_type, subject_id, tenant_id) select d.id, 'case', ?, d.tenant_id from d`,
			[tenant.id, id],
		)
	})
	const measures = await walk((cursor) => actAs(tenant, admin, (ctx) => actionsOfCase(ctx, id, { cursor })))
	expect(new Set(measures.map((one) => one.title)).size).toBe(210)
	expect(measures.findIndex((one) => one.doneAt !== null)).toBe(140)
	const links = await walk((cursor) => actAs(tenant, admin, (ctx) => linksOfCase(ctx, id, { cursor })))
	expect(new Set(links.map((one) => one.label)).size).toBe(61)
	const files = await walk((cursor) => actAs(tenant, admin, (ctx) => filesOfCase(ctx, id, cursor)))
	expect(new Set(files.map((one) => one.title)).size).toBe(110)
	// A dialog chooses any of its lots.
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const choices = await actAs(tenant, reviewer, (ctx) => findChoices(ctx, 'lots', { to: 'case', case: id }, 'many-60'))
	expect(choices?.options.map((one) => one.code)).toEqual(['MANY-60'])
	await cloneRows(tenant, 'quality_case', { id }, 60, `jsonb_build_object('number', 'CMP-MANY-' || n)`)
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into quality_case_link (id, tenant_id, case_id, role, subject_type, subject_id)
			select gen_random_uuid(), tenant_id, id, 'about', 'lot', ? from quality_case where number like 'CMP-MANY-%'`,
			[lot.id],
		),
	)
	const cases = await walk((cursor) => actAs(tenant, admin, (ctx) => casesOf(ctx, 'lot', lot.id, cursor)))
	expect(new Set(cases.map((one) => one.number)).size).toBe(61)
})

dbTest('corrected results of a lot are listed to the last one', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const lot = await makeLot(tenant, item)
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into test_result (id, tenant_id, lot_id, item_id, test, method, unit, reported, verdict, source, tested_at, recorded_at, superseded_at)
			select gen_random_uuid(), ?, ?, ?, 'pH', 'm', 'x', n::text, 'pass', 'manual', now(), now(), now() from generate_series(1, 110) n`,
			[tenant.id, lot.id, item.id],
		),
	)
	const all = await walk((cursor) => withTenantContext(tenant.id, (ctx) => earlierResults(ctx, lot.id, cursor)))
	expect(new Set(all.map((one) => one.reported)).size).toBe(110)
})

dbTest('behind 210 drafts stands what is in force, and every version can be come to', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const [active] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ id: string; key: string; number: number }[]>(
			`select id, key, number from definition_version where kind = 'rule-set' and status = 'active' order by key limit 1`,
		),
	)
	if (!active) throw new Error('No rule set')
	await cloneRows(
		tenant,
		'definition_version',
		active,
		210,
		`jsonb_build_object('number', null, 'status', 'draft', 'published_at', null)`,
	)
	await cloneRows(
		tenant,
		'definition_version',
		active,
		60,
		`jsonb_build_object('number', 1000 + n, 'status', 'retired')`,
	)
	const all = await walk((cursor) =>
		withTenantContext(tenant.id, (ctx) => versionsOf(ctx, 'rule-set', active.key, cursor)),
	)
	expect(new Set(all.map((one) => one.id)).size).toBe(271)
	expect(all.at(-1)).toMatchObject({ id: active.id, status: 'active' })
	const standing = await withTenantContext(tenant.id, (ctx) => standingOf(ctx, 'rule-set', active.key))
	expect(standing.map((one) => [one.number, one.status])).toEqual([
		[null, 'draft'],
		[1060, 'retired'],
		[active.number, 'active'],
	])
	const page = await actAs(tenant, admin, (ctx) => readRuleSetPage(ctx, active.key, {}))
	expect(page).toMatchObject({ active: active.number, history: { more: 221 } })
	const tried = await actAs(tenant, admin, (ctx) =>
		findChoices(ctx, 'versions', { key: active.key, to: 'replay' }, 'v1007'),
	)
	expect(tried?.options).toMatchObject([{ value: 'version:1007', name: expect.stringContaining('1007') }])
})

dbTest(
	'procedures, their versions and who knows them are listed to the last one, and the 600th person is told',
	async () => {
		const tenant = await makeTenant()
		await publishStep(tenant, 'submit', { training: ['SOP-LAST'] })
		const admin = await makePerson(tenant, ['compliance_admin'])
		await withTenantContext(tenant.id, async (ctx) => {
			await ctx.em.execute(
				`with a as (insert into account (id, email, name, language, created_at)
				select gen_random_uuid(), 'q' || n || '-' || ? || '@example.com', 'Person ' || lpad(n::text, 4, '0'), 'en', now() from generate_series(1, 600) n returning id)
			insert into membership (id, tenant_id, account_id, role, created_at) select gen_random_uuid(), ?, a.id, 'quality_reviewer', now() from a`,
				[tenant.id, tenant.id],
			)
			await ctx.em.execute(
				`with v as (select n, gen_random_uuid() as sop, gen_random_uuid() as version from generate_series(1, 520) n),
				s as (insert into sop (id, tenant_id, code, title, created_at, updated_at) select sop, ?, 'SOP-' || lpad(n::text, 4, '0'), '{"en": "P", "zh-CN": "P"}', now(), now() from v),
				w as (insert into sop_version (id, tenant_id, sop_id, number, text, changes, published_at)
					select version, ?, sop, 1, '{"en": "T", "zh-CN": "T"}', 'New', now() from v)
			select 1`,
				[tenant.id, tenant.id],
			)
			await ctx.em.execute('update sop s set current_version_id = v.id from sop_version v where v.sop_id = s.id')
		})
		const published = await actAs(tenant, admin, (ctx) =>
			publishProcedure(ctx, {
				code: 'SOP-LAST',
				title: { en: 'Last', 'zh-CN': '最后' },
				text: { en: 'Read', 'zh-CN': '读' },
				documentId: null,
				changes: 'First issue',
				acknowledgeBy: null,
				isNew: true,
			}),
		)
		if (!published.ok) throw new Error(published.error.code)
		const [told] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ count: number }[]>('select count(distinct account_id)::int as count from notification'),
		)
		expect(told?.count).toBe(600)
		const team = await actAs(tenant, admin, (ctx) => readWork(ctx, { team: true }))
		expect(
			team.work
				.flatMap((group) => group.items)
				.filter((one) => one.kind === 'training')
				.map((one) => one.who),
		).toEqual([expect.stringMatching(/^(Person 00\d\d, ){9}Person 0010 \+590$/)])
		const listed = await walk((cursor) => actAs(tenant, admin, (ctx) => listProcedures(ctx, { cursor })))
		expect(listed).toHaveLength(521)
		expect(await actAs(tenant, admin, (ctx) => readProcedure(ctx, 'SOP-LAST'))).toMatchObject({
			missing: { more: 550 },
		})
		const [version] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ id: string }[]>('select current_version_id as id from sop where id = ?', [published.value.id]),
		)
		await cloneRows(tenant, 'sop_version', { id: version?.id ?? '' }, 60, `jsonb_build_object('number', 1 + n)`)
		const versions = await walk(async (cursor) => {
			const page = await actAs(tenant, admin, (ctx) => readProcedure(ctx, 'SOP-LAST', cursor))
			if (!page) throw new Error('No page')
			return page.versions
		})
		expect(versions.map((one) => one.number)).toEqual(Array.from({ length: 61 }, (_, index) => 61 - index))
		const [last] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ id: string }[]>(
				"select id from account where name = 'Person 0600' order by created_at desc, id desc limit 1",
			),
		)
		const naming = [{ transitions: [{ training: ['SOP-0520'], actions: [{ to: [`person:${last?.id}`] }] }] }]
		const known = await actAs(tenant, admin, (ctx) => knownNames(ctx, naming))
		expect(known).toMatchObject({ people: { [last?.id ?? '']: 'Person 0600' }, courses: ['SOP-0520'] })
		const matrix = await actAs(tenant, admin, (ctx) => readTrainingMatrix(ctx))
		expect(matrix).toMatchObject({
			missing: 600,
			procedures: { rows: [{ code: 'SOP-LAST', needed: 600, trained: 0 }], more: 0 },
		})
		const people = await walk(
			async (cursor) => (await actAs(tenant, admin, (ctx) => readTrainingMatrix(ctx, { people: cursor }))).people,
		)
		expect(people).toHaveLength(601)
		expect(people.filter((person) => person.cells[0]?.needed)).toHaveLength(600)
		const all = await actAs(tenant, admin, (ctx) => readTrainingMatrix(ctx, { all: true, lacking: true }))
		expect(all).toMatchObject({ procedures: { more: 501 }, people: { more: 550 } })
	},
)

dbTest('a search that finds more lots than it shows leads to the list of all', async () => {
	const tenant = await makeTenant()
	const operator = await makePerson(tenant, ['operator'])
	const item = await makeItem(tenant)
	const lot = await makeLot(tenant, item)
	await cloneRows(
		tenant,
		'lot',
		lot,
		25,
		`jsonb_build_object('code', 'OF-' || n, 'code_norm', 'OF' || n, 'node', 2000000 + n, 'supplier_lot', 'S-77', 'supplier_lot_norm', 'S77')`,
	)
	const found = await actAs(tenant, operator, (ctx) => findByCode(ctx, 'S-77'))
	expect(found.filter((one) => one.kind === 'lot')).toHaveLength(20)
	expect(found.at(-1)).toMatchObject({ kind: 'more', to: '/lots?q=S-77', label: 'S-77' })
	const list = await actAs(tenant, operator, (ctx) => listLots(ctx, { q: 'S-77' }))
	expect(list.items).toHaveLength(25)
	expect((await actAs(tenant, operator, (ctx) => findByCode(ctx, 'OF-7'))).some((one) => one.kind === 'more')).toBe(
		false,
	)
})
