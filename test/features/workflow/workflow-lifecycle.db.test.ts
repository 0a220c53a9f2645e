import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import { runCommand } from '#app/features/workflow/design/run-command.ts'
import { approveAndPublishWorkflow } from '#app/features/workflow/drafts/approve-and-publish-workflow.server.ts'
import { importWorkflow } from '#app/features/workflow/drafts/import-workflow.server.ts'
import { rollBackWorkflow } from '#app/features/workflow/drafts/roll-back-workflow.server.ts'
import { saveWorkflowDraft } from '#app/features/workflow/drafts/save-workflow-draft.server.ts'
import { submitWorkflow } from '#app/features/workflow/drafts/submit-workflow.server.ts'
import { readMigration } from '#app/features/workflow/migrate/migration.queries.server.ts'
import { dryRun } from '#app/features/workflow/migrate/migration-page.server.ts'
import { proposedMap } from '#app/features/workflow/migrate/plan-migration.ts'
import { startMigration } from '#app/features/workflow/migrate/start-migration.server.ts'
import { steerMigration } from '#app/features/workflow/migrate/steer-migration.server.ts'
import { moveRecords } from '#app/features/workflow/move-records.server.ts'
import { readRecordPage } from '#app/features/workflow/record-page.server.ts'
import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, type TestItem } from '../../factories/lot.ts'
import { lotVersion, signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { until } from '../../support/until.ts'
import { shipped } from './workflow-cases.ts'

useTestPortal({ work: true })

const KEY = 'lot_lifecycle'
type Tenant = Awaited<ReturnType<typeof makeTenant>>

async function twoAdmins() {
	const tenant = await makeTenant()
	return {
		tenant,
		author: await makePerson(tenant, ['compliance_admin']),
		second: await makePerson(tenant, ['compliance_admin']),
	}
}

/** The shipped lot lifecycle with `pending_release` under another key: running lots have to be mapped. */
function renamed(): WorkflowDefinition {
	const result = runCommand(shipped(KEY), { type: 'rename-state', state: 'pending_release', to: 'awaiting_release' })
	if (!result.ok) throw new Error(result.error.code)
	return result.value
}

async function submitted(tenant: Tenant, author: TestPerson, content: unknown): Promise<string> {
	const saved = await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: KEY, content }))
	if (!saved.ok) throw new Error(saved.error.code)
	const sent = await actAs(tenant, author, (ctx) => submitWorkflow(ctx, { draftId: saved.value.id, note: 'Renamed' }))
	if (!sent.ok) throw new Error(JSON.stringify(sent.error))
	return saved.value.id
}

async function published(tenant: Tenant, author: TestPerson, second: TestPerson, content: unknown) {
	const draftId = await submitted(tenant, author, content)
	const signature = await signAs(second)
	const done = await actAs(tenant, second, (ctx) => approveAndPublishWorkflow(ctx, { draftId, signature }))
	if (!done.ok) throw new Error(JSON.stringify(done.error))
	return done.value
}

/** A lot that waits for its release. */
async function pendingLot(tenant: Tenant, item: TestItem) {
	const lot = await makeLot(tenant, item, { state: 'quarantine' })
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const moved = await actAs(tenant, reviewer, (ctx) =>
		moveRecords(ctx, {
			kind: 'lot',
			records: [{ id: lot.id, label: lot.code }],
			transition: 'submit',
			trigger: { type: 'user' },
			reason: 'Ready',
		}),
	)
	if (moved.moved.length !== 1) throw new Error(JSON.stringify(moved.refused))
	return lot
}

const standingOf = (tenant: Tenant, lotId: string) =>
	withTenantContext(tenant.id, async (ctx) => {
		const [row] = await ctx.em.execute<{ state: string; version_number: number; status: string; entry: number }[]>(
			`select i.state, i.version_number, l.status, i.entry from workflow_instance i join lot l on l.id = i.subject_id
			where i.subject_id = ?`,
			[lotId],
		)
		return row
	})

dbTest('a new lot begins on the published version, a running one keeps its own until it is moved', async () => {
	const { tenant, author, second } = await twoAdmins()
	const item = await makeItem(tenant)
	const old = await pendingLot(tenant, item)
	expect(await published(tenant, author, second, renamed())).toMatchObject({ number: 2, retired: 1 })
	const fresh = await makeLot(tenant, item)
	expect(await standingOf(tenant, old.id)).toMatchObject({ state: 'pending_release', version_number: 1 })
	expect(await standingOf(tenant, fresh.id)).toMatchObject({ version_number: 2 })

	const map = { ...proposedMap(shipped(KEY), renamed()) }
	const signature = await signAs(second)
	const open = await actAs(tenant, second, (ctx) => startMigration(ctx, { key: KEY, from: 1, to: 2, map, signature }))
	expect(open).toEqual(err({ code: 'undecided', states: ['pending_release'] }))
	const whole = { ...map, pending_release: 'awaiting_release' }
	const plan = await actAs(tenant, second, (ctx) => dryRun(ctx, KEY, 1, 2, whole))
	expect(plan).toMatchObject({ moved: 1, stayed: 0 })
	expect(await standingOf(tenant, old.id)).toMatchObject({ state: 'pending_release', version_number: 1 })

	const again = await signAs(second)
	const begun = await actAs(tenant, second, (ctx) =>
		startMigration(ctx, { key: KEY, from: 1, to: 2, map: whole, signature: again }),
	)
	if (!begun.ok) throw new Error(JSON.stringify(begun.error))
	await until('the migration is done', async () => {
		const run = await withTenantContext(tenant.id, (ctx) => readMigration(ctx, begun.value.id))
		return run?.status === 'done'
	})
	expect(await standingOf(tenant, old.id)).toMatchObject({
		state: 'awaiting_release',
		status: 'awaiting_release',
		version_number: 2,
		entry: 3,
	})
	const [entry] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ action: string; after: { status: string } }[]>(
			`select action, after from audit_entry where subject_id = ? and action = 'lot.migrate'`,
			[old.id],
		),
	)
	expect(entry?.after).toMatchObject({ status: 'awaiting_release', workflowVersion: 2 })
	const over = await actAs(tenant, second, (ctx) => steerMigration(ctx, { id: begun.value.id, to: 'stop' }))
	expect(over).toEqual(err({ code: 'ended' }))
})

dbTest(
	'an approval is void after the move where the step asks for something else: on the record, in the work list',
	async () => {
		const { tenant, second } = await twoAdmins()
		const [ann, bo] = [
			await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' }),
			await makePerson(tenant, ['quality_reviewer'], { name: 'Bo' }),
		]
		await publishStep(tenant, 'submit', { approval: { quorum: 2, roles: ['quality_reviewer'] } })
		const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
		const given = await actAs(tenant, ann, (ctx) =>
			transitionLot(ctx, { lotId: lot.id, transition: 'submit', mayApprove: true }),
		)
		expect(given).toMatchObject({ ok: true, value: { approvals: { have: 1, need: 2 } } })
		await publishStep(tenant, 'submit', { approval: { quorum: 3, roles: ['quality_reviewer'] } })
		const map = { ...proposedMap(shipped(KEY), shipped(KEY)) }
		const signature = await signAs(second)
		const begun = await actAs(tenant, second, (ctx) =>
			startMigration(ctx, { key: KEY, from: 2, to: 3, map, signature }),
		)
		if (!begun.ok) throw new Error(JSON.stringify(begun.error))
		await until('the migration is done', async () => {
			const run = await withTenantContext(tenant.id, (ctx) => readMigration(ctx, begun.value.id))
			return run?.status === 'done'
		})
		const version = await lotVersion(tenant, lot.id)
		const page = await actAs(tenant, bo, (ctx) => readRecordPage(ctx, 'lot', lot.id, { version }))
		expect(page.approvals[0]).toMatchObject({ have: 0, need: 3, given: [{ approver: 'Ann', why: 'superseded' }] })
		expect(page.approvals[0]?.mayStill).toEqual(['Ann', 'Bo'])
		for (const person of [ann, bo]) {
			const { work } = await actAs(tenant, person, (ctx) => readWork(ctx, { kind: 'approval' }))
			expect(work.flatMap(({ items }) => items.map(({ title }) => title))).toEqual([
				{
					en: 'Submit for release: 0 of 3, 1 void since the workflow changed',
					'zh-CN': '提交放行：0 / 3，1 项因流程变更而失效',
				},
			])
		}
	},
)

dbTest('staying is a decision too: the lot keeps its version, its state and its timers', async () => {
	const { tenant, author, second } = await twoAdmins()
	const lot = await pendingLot(tenant, await makeItem(tenant))
	await published(tenant, author, second, renamed())
	const map = { ...proposedMap(shipped(KEY), renamed()), pending_release: null }
	const signature = await signAs(second)
	const begun = await actAs(tenant, second, (ctx) => startMigration(ctx, { key: KEY, from: 1, to: 2, map, signature }))
	if (!begun.ok) throw new Error(JSON.stringify(begun.error))
	await until('the migration is done', async () => {
		const run = await withTenantContext(tenant.id, (ctx) => readMigration(ctx, begun.value.id))
		return run?.status === 'done' && run.stayed === 1 && run.moved === 0
	})
	expect(await standingOf(tenant, lot.id)).toMatchObject({ state: 'pending_release', version_number: 1, entry: 2 })
})

dbTest('the author cannot publish, a reader cannot begin, another tenant sees nothing', async () => {
	const { tenant, author } = await twoAdmins()
	const draftId = await submitted(tenant, author, renamed())
	const own = await signAs(author)
	expect(await actAs(tenant, author, (ctx) => approveAndPublishWorkflow(ctx, { draftId, signature: own }))).toEqual(
		err({ code: 'own-draft' }),
	)
	const reader = await makePerson(tenant, ['auditor'])
	expect(await actAs(tenant, reader, (ctx) => saveWorkflowDraft(ctx, { key: KEY, content: renamed() }))).toEqual(
		err({ code: 'forbidden' }),
	)
	const other = await twoAdmins()
	const signature = await signAs(other.author)
	expect(
		await actAs(other.tenant, other.author, (ctx) => approveAndPublishWorkflow(ctx, { draftId, signature })),
	).toEqual(err({ code: 'unknown-draft' }))
})

dbTest('problems, red and missing test cases, and nothing new stop a draft', async () => {
	const { tenant, author } = await twoAdmins()
	const submit = async (content: unknown) => {
		const saved = await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: KEY, content }))
		if (!saved.ok) return saved.error.code
		const sent = await actAs(tenant, author, (ctx) => submitWorkflow(ctx, { draftId: saved.value.id }))
		return sent.ok ? 'submitted' : sent.error.code
	}
	const { tests, ...untested } = renamed()
	expect(await submit(shipped(KEY))).toBe('unchanged')
	expect(await submit(untested)).toBe('no-tests')
	expect(await submit({ ...renamed(), tests: shipped(KEY).tests })).toBe('tests-red')
	expect(await submit({ ...renamed(), initial: 'nowhere' })).toBe('workflow-invalid')
	expect(await submit({ ...renamed(), key: 'another' })).toBe('other-key')
	expect(await submit([])).toBe('unreadable')
	const hostile = JSON.parse('{"states": [{"__proto__": {}}]}')
	expect(await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: KEY, content: hostile }))).toMatchObject(
		err({ code: 'workflow-invalid', problems: [{ code: 'forbidden-key', path: '/states/0/__proto__' }] }),
	)
	expect(tests?.length).toBeGreaterThan(0)
})

dbTest('a published version is changed by no door: save, SQL, delete', async () => {
	const { tenant, author, second } = await twoAdmins()
	const { id } = await published(tenant, author, second, renamed())
	expect(
		await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: KEY, draftId: id, content: shipped(KEY) })),
	).toEqual(err({ code: 'wrong-status', status: 'active' }))
	const change = (sql: string) =>
		withTenantContext(tenant.id, async (ctx) => {
			await ctx.em.execute(sql, [id])
		})
	await expect(change(`update definition_version set content = '{}' where id = ?`)).rejects.toThrow(/cannot be changed/)
	await expect(change('delete from definition_version where id = ?')).rejects.toThrow()
	const rolled = await actAs(tenant, author, (ctx) =>
		rollBackWorkflow(ctx, { key: KEY, number: 1, reason: 'Too early' }),
	)
	expect(rolled).toMatchObject({ ok: true, value: { status: 'in_review' } })
})

const hostile: [what: string, text: string, code: string][] = [
	['no JSON', '{"schema": ', 'unreadable'],
	['a list', '[]', 'unreadable'],
	[
		'a key of the prototype',
		JSON.stringify(shipped('receipt')).replace('"states"', '"__proto__":{"x":1},"states"'),
		'forbidden-key',
	],
	['nesting without end', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 'too-deep'],
	[
		'a list without end',
		JSON.stringify({ ...shipped('receipt'), x: Array.from({ length: 70_000 }, () => 0) }),
		'too-large',
	],
	[
		'an unknown rule set',
		JSON.stringify(shipped('receipt')).replaceAll('"ruleSet":"receiving_match"', '"ruleSet":"no_such_set"'),
		'unknown-rule-set',
	],
	[
		'an unknown template',
		JSON.stringify(shipped('receipt')).replaceAll('sla_warning', 'no_such_text'),
		'unknown-template',
	],
	['an unknown role', JSON.stringify(shipped('receipt')).replaceAll('role:receiving', 'role:nobody'), 'unknown-role'],
	[
		'automatic transitions in a circle',
		JSON.stringify({
			...shipped('receipt'),
			transitions: [
				...shipped('receipt').transitions,
				...(['arrived>checking', 'checking>arrived'] as const).map((way, index) => ({
					key: `turn_${index}`,
					title: { en: 'Turn', 'zh-CN': '转' },
					from: [way.split('>')[0]],
					to: way.split('>')[1],
					trigger: { type: 'rule', ruleSet: 'receiving_match', outcome: 'block' },
				})),
			],
		}),
		'automatic-cycle',
	],
]

dbTest('an import of a broken or hostile file is refused with place and reason, and nothing is kept', async () => {
	const { tenant, author } = await twoAdmins()
	for (const [what, text, code] of hostile) {
		const result = await actAs(tenant, author, (ctx) => importWorkflow(ctx, { text }))
		if (result.ok) throw new Error(`${what} was taken`)
		if (result.error.code !== 'workflow-invalid') expect(result.error.code, what).toBe(code)
		else {
			const found = result.error.problems.find((problem) => problem.code === code)
			expect(found, `${what}: ${result.error.problems.map((one) => one.code).join()}`).toBeDefined()
			if (code !== 'too-large') expect(found?.path, what).toMatch(/^\//)
		}
	}
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ count: number }[]>(
			`select count(*)::int as count from definition_version where kind = 'workflow' and number is null`,
		),
	)
	expect(row?.count).toBe(0)
	const taken = await actAs(tenant, author, (ctx) =>
		importWorkflow(ctx, { text: JSON.stringify({ ...shipped('receipt'), key: 'receipt_of_returns' }) }),
	)
	expect(taken).toMatchObject({ ok: true, value: { key: 'receipt_of_returns', status: 'draft' } })
	// Somebody else goes on with a draft of their own, though no version is published yet; of a key without any, nobody can.
	const apart = (key: string) =>
		actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key, content: { ...shipped('receipt'), key } }))
	expect(await apart('receipt_of_returns')).toMatchObject({ ok: true, value: { status: 'draft', version: 1 } })
	expect(await apart('receipt_of_nothing')).toEqual(err({ code: 'unknown-workflow' }))
})
