import { expect } from 'vitest'
import { rollBackWorkflow } from '#app/features/workflow/drafts/roll-back-workflow.server.ts'
import { saveWorkflowDraft } from '#app/features/workflow/drafts/save-workflow-draft.server.ts'
import { submitWorkflow } from '#app/features/workflow/drafts/submit-workflow.server.ts'
import { readWorkflowPage } from '#app/features/workflow/drafts/workflow-page.server.ts'
import {
	decideWorkflowEmergency,
	publishWorkflowEmergency,
} from '#app/features/workflow/life/emergency-workflow.server.ts'
import {
	pilotWorkflow,
	widenWorkflowToAll,
	withdrawWorkflowPilot,
} from '#app/features/workflow/life/pilot-workflow.server.ts'
import { scheduleWorkflow, unscheduleWorkflow } from '#app/features/workflow/life/schedule-workflow.server.ts'
import { runWorkflowClock } from '#app/features/workflow/life/workflow-clock.job.server.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeAdmins } from '../../factories/definition.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeSite } from '../../factories/party.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, type TestPerson } from '../../factories/tenant.ts'
import { writeByHand } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { shipped } from './workflow-cases.ts'

const test = useTestPortal()

const KEY = 'lot_lifecycle'
const HOUR = 3_600_000

/** The shipped lot lifecycle in which the quarantine has another name. */
function named(name: string): WorkflowDefinition {
	const definition = structuredClone(shipped(KEY))
	const state = definition.states.find(({ key }) => key === 'quarantine')
	if (state) state.title = { en: name, 'zh-CN': name }
	return definition
}

async function submitted(tenant: TenantInfo, author: TestPerson, content: unknown): Promise<string> {
	const saved = await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: KEY, content }))
	if (!saved.ok) throw new Error(saved.error.code)
	const sent = await actAs(tenant, author, (ctx) => submitWorkflow(ctx, { draftId: saved.value.id, note: 'New name' }))
	if (!sent.ok) throw new Error(JSON.stringify(sent.error))
	return saved.value.id
}

const activeOf = (tenant: TenantInfo, scope?: { siteId: string | null; itemId: string | null }) =>
	withTenantContext(tenant.id, async (ctx) => (await loadActiveWorkflow(ctx, KEY, scope)).number)
const versionOf = async (tenant: TenantInfo, lotId: string) => {
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ number: number }[]>(
			'select version_number as number from workflow_instance where subject_id = ?',
			[lotId],
		),
	)
	return row?.number
}

async function scheduled(tenant: TenantInfo, author: TestPerson, second: TestPerson, name: string) {
	const draftId = await submitted(tenant, author, named(name))
	const effectiveFrom = new Date(test.clock.now().getTime() + HOUR)
	const signature = await signAs(second)
	const done = await actAs(tenant, second, (ctx) => scheduleWorkflow(ctx, { draftId, signature, effectiveFrom }))
	return { draftId, done }
}

dbTest('a scheduled workflow becomes active when its time has come, once, and its people are told', async () => {
	const { tenant, author, second } = await makeAdmins()
	const { done } = await scheduled(tenant, author, second, 'Intake')
	expect(done).toMatchObject({ ok: true, value: { status: 'scheduled' } })
	await runWorkflowClock(tenant.id)
	expect(await activeOf(tenant)).toBe(1)
	test.clock.move(2 * HOUR)
	await Promise.all([runWorkflowClock(tenant.id), runWorkflowClock(tenant.id)])
	expect(await activeOf(tenant)).toBe(2)
	const [seen] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ activations: number; told: number }[]>(
			`select (select count(*)::int from audit_entry where action = 'workflow.activate') as activations,
				(select count(*)::int from notification where dedupe_key like 'workflow-activated:%') as told`,
		),
	)
	expect(seen).toEqual({ activations: 1, told: 2 })
})

dbTest(
	'the author schedules nothing, a moment that is over is refused, and what is scheduled can be taken back',
	async () => {
		const { tenant, author, second } = await makeAdmins()
		const draftId = await submitted(tenant, author, named('Intake'))
		const effectiveFrom = new Date(test.clock.now().getTime() + HOUR)
		const own = await signAs(author)
		expect(
			await actAs(tenant, author, (ctx) => scheduleWorkflow(ctx, { draftId, signature: own, effectiveFrom })),
		).toMatchObject({ error: { code: 'own-draft' } })
		const late = await signAs(second)
		expect(
			await actAs(tenant, second, (ctx) =>
				scheduleWorkflow(ctx, { draftId, signature: late, effectiveFrom: test.clock.now() }),
			),
		).toMatchObject({ error: { code: 'not-future' } })
		const signature = await signAs(second)
		expect(
			await actAs(tenant, second, (ctx) => scheduleWorkflow(ctx, { draftId, signature, effectiveFrom })),
		).toMatchObject({ ok: true })
		const back = (reason: string) => actAs(tenant, second, (ctx) => unscheduleWorkflow(ctx, { draftId, reason }))
		expect(await back('')).toMatchObject({ error: { code: 'comment-missing' } })
		expect(await back('Not yet')).toMatchObject({ ok: true, value: { status: 'approved' } })
		test.clock.move(2 * HOUR)
		await runWorkflowClock(tenant.id)
		expect(await activeOf(tenant)).toBe(1)
	},
)

dbTest(
	'new records of the pilot’s sites begin on the pilot, others and running ones stay, until it is for all',
	async () => {
		const { tenant, author, second } = await makeAdmins()
		const item = await makeItem(tenant)
		const running = await makeLot(tenant, item)
		const draftId = await submitted(tenant, author, named('Intake'))
		const site = await makeSite(tenant)
		const scope = { siteIds: [site.id], itemIds: [] }
		const signature = await signAs(second)
		const begun = await actAs(tenant, second, (ctx) => pilotWorkflow(ctx, { draftId, signature, scope }))
		expect(begun).toMatchObject({ ok: true, value: { number: 2 } })
		expect(await activeOf(tenant)).toBe(1)
		expect(await activeOf(tenant, { siteId: site.id, itemId: item.id })).toBe(2)
		const elsewhere = await makeLot(tenant, item)
		const here = await makeLot(tenant, item, { siteId: site.id })
		expect(await versionOf(tenant, running.id)).toBe(1)
		expect(await versionOf(tenant, elsewhere.id)).toBe(1)
		expect(await versionOf(tenant, here.id)).toBe(2)
		const again = await signAs(second)
		expect(await actAs(tenant, second, (ctx) => widenWorkflowToAll(ctx, { draftId, signature: again }))).toMatchObject({
			ok: true,
			value: { number: 2, retired: 1 },
		})
		expect(await activeOf(tenant)).toBe(2)
	},
)

dbTest('a pilot that is withdrawn gets no new records; those that began on it stay on it', async () => {
	const { tenant, author, second } = await makeAdmins()
	const item = await makeItem(tenant)
	const draftId = await submitted(tenant, author, named('Intake'))
	const signature = await signAs(second)
	const scope = { siteIds: [], itemIds: [item.id] }
	expect(await actAs(tenant, second, (ctx) => pilotWorkflow(ctx, { draftId, signature, scope }))).toMatchObject({
		ok: true,
	})
	const lot = await makeLot(tenant, item)
	expect(await versionOf(tenant, lot.id)).toBe(2)
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const end = (person: TestPerson) =>
		actAs(tenant, person, (ctx) => withdrawWorkflowPilot(ctx, { draftId, reason: 'Too strict' }))
	expect(await end(reviewer)).toMatchObject({ error: { code: 'forbidden' } })
	expect(await end(second)).toMatchObject({ ok: true })
	expect(await versionOf(tenant, (await makeLot(tenant, item)).id)).toBe(1)
	expect(await versionOf(tenant, lot.id)).toBe(2)
})

dbTest('the page of a pilot shows where its records stand beside those of the active version', async () => {
	const { tenant, author, second } = await makeAdmins()
	const item = await makeItem(tenant)
	const [here, there] = [await makeSite(tenant), await makeSite(tenant)]
	await makeLot(tenant, item, { siteId: here.id })
	test.clock.move(HOUR)
	const draftId = await submitted(tenant, author, named('Intake'))
	const signature = await signAs(second)
	const scope = { siteIds: [here.id], itemIds: [] }
	await actAs(tenant, second, (ctx) => pilotWorkflow(ctx, { draftId, signature, scope }))
	test.clock.move(HOUR)
	const piloted = [await makeLot(tenant, item, { siteId: here.id }), await makeLot(tenant, item, { siteId: here.id })]
	await makeLot(tenant, item, { siteId: there.id })
	await writeByHand('lot', "update lot set status = 'on_hold', category = 'blocked' where tenant_id = ? and id = ?", [
		tenant.id,
		piloted[0]?.id ?? '',
	])
	await writeByHand(
		'workflow_timer',
		`insert into workflow_timer (tenant_id, instance_id, entry, key, due_at, effect)
		select tenant_id, id, entry, 'late', started_at, 'warn' from workflow_instance where tenant_id = ? and subject_id = ?`,
		[tenant.id, piloted[1]?.id ?? ''],
	)
	const page = await actAs(tenant, second, (ctx) => readWorkflowPage(ctx, KEY, { version: 2 }))
	expect(page?.pilot?.figures).toEqual({
		pilot: { begun: 2, blocked: 1, done: 0, overdue: 1 },
		before: { begun: 1, blocked: 0, done: 0, overdue: 0 },
		elsewhere: { begun: 1, blocked: 0, done: 0, overdue: 0 },
		beforeDays: 30,
	})
	expect(page).toMatchObject({ active: 1, pilot: { places: { sites: [here.name], skus: [] } } })
})

dbTest('an emergency change is in force at once, signed, told, late in red, and rejected by another', async () => {
	const { tenant, author, second } = await makeAdmins()
	const item = await makeItem(tenant)
	const saved = await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: KEY, content: named('Stopped') }))
	if (!saved.ok) throw new Error(saved.error.code)
	const draftId = saved.value.id
	const foreign = await signAs(second)
	expect(
		await actAs(tenant, second, (ctx) => publishWorkflowEmergency(ctx, { draftId, signature: foreign })),
	).toMatchObject({ error: { code: 'not-author' } })
	const signature = await signAs(author, 'Lines stand still')
	expect(await actAs(tenant, author, (ctx) => publishWorkflowEmergency(ctx, { draftId, signature }))).toMatchObject({
		ok: true,
		value: { number: 2, retired: 1 },
	})
	const lot = await makeLot(tenant, item)
	expect(await versionOf(tenant, lot.id)).toBe(2)
	test.clock.move(25 * HOUR)
	await Promise.all([runWorkflowClock(tenant.id), runWorkflowClock(tenant.id)])
	expect(await actAs(tenant, second, (ctx) => readWorkflowPage(ctx, KEY, {}))).toMatchObject({
		emergencyLate: true,
		shown: { emergency: { verdict: null, reason: 'Lines stand still', escalations: 1 } },
	})
	const own = await signAs(author)
	expect(
		await actAs(tenant, author, (ctx) =>
			decideWorkflowEmergency(ctx, { draftId, signature: own, verdict: 'confirmed' }),
		),
	).toMatchObject({ error: { code: 'own-draft' } })
	const no = await signAs(second, 'Worse than before')
	expect(
		await actAs(tenant, second, (ctx) => decideWorkflowEmergency(ctx, { draftId, signature: no, verdict: 'rejected' })),
	).toMatchObject({ ok: true, value: { rolledBackTo: 3 } })
	expect(await activeOf(tenant)).toBe(3)
	expect(await versionOf(tenant, lot.id)).toBe(2)
	const [seen] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ mails: number; told: string[] }[]>(
			`select (select count(*)::int from mail where template = 'workflow-emergency-late') as mails,
				(select array_agg(account_id::text order by dedupe_key) from notification
					where dedupe_key in (?, ?)) as told`,
			[`workflow-emergency:${draftId}`, `workflow-emergency-decided:${draftId}`],
		),
	)
	expect(seen).toEqual({ mails: 2, told: [author.id, second.id].sort((a) => (a === second.id ? 1 : -1)) })
})

dbTest('an emergency change that no longer passes its checks, or has red cases, is not published', async () => {
	const { tenant, author } = await makeAdmins()
	const publish = async (change: (definition: WorkflowDefinition) => void) => {
		const content = named('Stopped')
		change(content)
		const saved = await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: KEY, content }))
		if (!saved.ok) throw new Error(saved.error.code)
		const signature = await signAs(author)
		const done = await actAs(tenant, author, (ctx) =>
			publishWorkflowEmergency(ctx, { draftId: saved.value.id, signature }),
		)
		return done.ok ? 'ok' : done.error.code
	}
	expect(await publish((definition) => Object.assign(definition, { tests: [] }))).toBe('no-tests')
	expect(await publish((definition) => Object.assign(definition, { initial: 'nowhere', tests: [] }))).toBe(
		'workflow-invalid',
	)
	expect(await activeOf(tenant)).toBe(1)
})

dbTest('where the active version does not load, the last good one stands in', async () => {
	const { tenant, author, second } = await makeAdmins()
	await scheduled(tenant, author, second, 'Intake')
	test.clock.move(2 * HOUR)
	await runWorkflowClock(tenant.id)
	await writeByHand(
		'definition_version',
		`update definition_version set content = jsonb_set(content, '{initial}', '7') where tenant_id = ? and key = ? and status = 'active'`,
		[tenant.id, KEY],
	)
	expect(await activeOf(tenant)).toBe(1)
	expect(await versionOf(tenant, (await makeLot(tenant, await makeItem(tenant))).id)).toBe(1)
})

dbTest('what the portal itself needs cannot be published away', async () => {
	const { tenant, author } = await makeAdmins()
	const submit = async (change: (definition: WorkflowDefinition) => void) => {
		const content = structuredClone(shipped(KEY))
		change(content)
		const saved = await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: KEY, content }))
		if (!saved.ok) throw new Error(saved.error.code)
		const sent = await actAs(tenant, author, (ctx) => submitWorkflow(ctx, { draftId: saved.value.id }))
		if (sent.ok || sent.error.code !== 'workflow-invalid') return sent.ok ? 'ok' : sent.error.code
		return sent.error.problems.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`)
	}
	expect(
		await submit((definition) => {
			definition.transitions = definition.transitions.filter(({ key }) => key !== 'release')
			definition.tests = []
		}),
	).toContain('needed-transition /transitions')
	expect(
		await submit((definition) => {
			const ship = definition.transitions.find(({ key }) => key === 'ship')
			if (ship) Object.assign(ship, { trigger: { type: 'user' }, permission: { action: 'ship' } })
		}),
	).toEqual([expect.stringMatching(/^needed-transition \/transitions\/\d+\/trigger$/)])
})

dbTest('an earlier version comes back as a new one, for a second person to look at', async () => {
	const { tenant, author, second } = await makeAdmins()
	await scheduled(tenant, author, second, 'Intake')
	test.clock.move(2 * HOUR)
	await runWorkflowClock(tenant.id)
	const back = await actAs(tenant, author, (ctx) => rollBackWorkflow(ctx, { key: KEY, number: 1, reason: 'Old name' }))
	expect(back).toMatchObject({ ok: true, value: { status: 'in_review' } })
})

dbTest('a set of records of several sites is begun by the version of each', async () => {
	const { tenant, author, second } = await makeAdmins()
	const item = await makeItem(tenant)
	const [here, there] = [await makeSite(tenant), await makeSite(tenant)]
	const draftId = await submitted(tenant, author, named('Intake'))
	const signature = await signAs(second)
	await actAs(tenant, second, (ctx) =>
		pilotWorkflow(ctx, { draftId, signature, scope: { siteIds: [here.id], itemIds: [] } }),
	)
	const lots = [await makeLot(tenant, item, { siteId: here.id }), await makeLot(tenant, item, { siteId: there.id })]
	await writeByHand('workflow_instance', 'delete from workflow_instance where tenant_id = ?', [tenant.id])
	await withTenantContext(tenant.id, (ctx) =>
		startWorkflow(
			ctx,
			'lot',
			lots.map(({ id }) => id),
			{ state: 'quarantine' },
		),
	)
	expect([await versionOf(tenant, lots[0]?.id ?? ''), await versionOf(tenant, lots[1]?.id ?? '')]).toEqual([2, 1])
})
