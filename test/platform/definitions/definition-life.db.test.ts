import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { activateScheduled, dueDefinitions } from '#app/platform/definitions/activate-scheduled.server.ts'
import { activeVersion } from '#app/platform/definitions/active-version.server.ts'
import { beginPilot } from '#app/platform/definitions/begin-pilot.server.ts'
import { widenPilot, widenPilotToAll, withdrawPilot } from '#app/platform/definitions/change-pilot.server.ts'
import { commentDefinition, resolveThread } from '#app/platform/definitions/comment-definition.server.ts'
import { threadsOf } from '#app/platform/definitions/comments.queries.server.ts'
import { decideEmergency } from '#app/platform/definitions/decide-emergency.server.ts'
import { readDefinition, versionsOf } from '#app/platform/definitions/definitions.queries.server.ts'
import { escalateEmergency, lateEmergencies } from '#app/platform/definitions/escalate-emergency.server.ts'
import { historyOf } from '#app/platform/definitions/history.queries.server.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import { publishEmergency } from '#app/platform/definitions/publish-emergency.server.ts'
import { retireDefinition } from '#app/platform/definitions/retire-definition.server.ts'
import { scheduleDraft, unscheduleDraft } from '#app/platform/definitions/schedule-draft.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { activeNumberOf, makeActive, makeAdmins, makeApproved, makeDraft } from '../../factories/definition.ts'
import { makeItem } from '../../factories/item.ts'
import { actAs, makePerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const portal = useTestPortal()

const KIND = 'rule-set'
const KEY = 'own_rules'
const HOUR = 3_600_000
const NOWHERE = '019384a0-0000-7000-8000-000000000000'

const soon = (ms = HOUR) => new Date(portal.clock.now().getTime() + ms)
const passes = async () => ok(null)

/** What the sweep does: each due version in a unit of work of its own. */
async function activateDue(tenant: TenantInfo, check: Parameters<typeof activateScheduled>[2] = passes) {
	const due = await withTenantContext(tenant.id, (ctx) => dueDefinitions(ctx, KIND))
	return Promise.all(
		due.map((id) => withTenantContext(tenant.id, (ctx) => activateScheduled(ctx, { kind: KIND, id }, check))),
	)
}

async function scheduled() {
	const people = await makeAdmins()
	const { tenant, second } = people
	await makeActive(tenant, people, KEY, 'one')
	const id = await makeApproved(tenant, people, KEY, 'two')
	const done = await actAs(tenant, second, (ctx) => scheduleDraft(ctx, { kind: KIND, id, effectiveFrom: soon() }))
	expect(done).toMatchObject({ ok: true, value: { status: 'scheduled' } })
	return { ...people, id }
}

dbTest('a scheduled version becomes active when its time has come, by one of two workers, once', async () => {
	const { tenant, id } = await scheduled()
	expect(await activateDue(tenant)).toEqual([])
	portal.clock.move(HOUR)
	const due = await withTenantContext(tenant.id, (ctx) => dueDefinitions(ctx, KIND))
	expect(due).toEqual([id])
	const activate = () => withTenantContext(tenant.id, (ctx) => activateScheduled(ctx, { kind: KIND, id }, passes))
	const both = await Promise.all([activate(), activate()])
	expect(both.filter((one) => one?.done === 'activated')).toHaveLength(1)
	expect(both.filter((one) => one === null)).toHaveLength(1)
	expect(await activeNumberOf(tenant, KEY)).toBe(2)
	portal.clock.move(-2 * HOUR)
	expect(await activate()).toBeNull()
	portal.clock.move(48 * HOUR)
	expect(await activateDue(tenant)).toEqual([])
	const { rows: steps } = await withTenantContext(tenant.id, (ctx) => historyOf(ctx, KIND, KEY))
	expect(steps.filter((step) => step.step === 'activate')).toHaveLength(1)
})

dbTest(
	'tells author, approver and scheduler of a scheduled version that another one overtook, and leaves it approved',
	async () => {
		const people = await scheduled()
		const { tenant, author, second, id } = people
		await makeActive(tenant, people, KEY, 'three')
		portal.clock.move(2 * HOUR)
		const [done] = await activateDue(tenant)
		expect(done).toMatchObject({ done: 'kept-back', why: 'outdated' })
		expect(done?.people.toSorted()).toEqual([author.id, second.id].sort())
		const draft = await withTenantContext(tenant.id, (ctx) => readDefinition(ctx, KIND, { id }))
		expect(draft).toMatchObject({ status: 'approved', effectiveFrom: null, number: null })
		expect(await activateDue(tenant)).toEqual([])
	},
)

dbTest('a scheduled version whose content may not be published any more stays approved', async () => {
	const { tenant } = await scheduled()
	portal.clock.move(2 * HOUR)
	expect(await activateDue(tenant, async () => err({ code: 'tests-red' }))).toMatchObject([
		{ done: 'kept-back', why: 'tests-red' },
	])
	expect(await activeNumberOf(tenant, KEY)).toBe(1)
})

dbTest('a scheduled version can be taken back, and then does not become active', async () => {
	const { tenant, author, id } = await scheduled()
	const back = await actAs(tenant, author, (ctx) => unscheduleDraft(ctx, { kind: KIND, id }))
	expect(back).toMatchObject({ ok: true, value: { status: 'approved' } })
	portal.clock.move(2 * HOUR)
	expect(await activateDue(tenant)).toEqual([])
	expect(await actAs(tenant, author, (ctx) => unscheduleDraft(ctx, { kind: KIND, id }))).toEqual(
		err({ code: 'wrong-status', status: 'approved' }),
	)
})

dbTest('refuses to schedule for the past, by the author, a role that may not, and another tenant', async () => {
	const people = await makeAdmins()
	const { tenant, author, second } = people
	const id = await makeApproved(tenant, people, KEY, 'one')
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const other = await makeAdmins()
	const request = { kind: KIND, id, effectiveFrom: soon() } as const
	const past = { ...request, effectiveFrom: soon(0) }
	expect(await actAs(tenant, second, (ctx) => scheduleDraft(ctx, past))).toEqual(err({ code: 'not-future' }))
	const never = { ...request, effectiveFrom: new Date(Number.NaN) }
	expect(await actAs(tenant, second, (ctx) => scheduleDraft(ctx, never))).toEqual(err({ code: 'not-future' }))
	expect(await actAs(tenant, author, (ctx) => scheduleDraft(ctx, request))).toEqual(err({ code: 'own-draft' }))
	expect(await actAs(tenant, reviewer, (ctx) => scheduleDraft(ctx, request))).toEqual(err({ code: 'forbidden' }))
	expect(await actAs(other.tenant, other.second, (ctx) => scheduleDraft(ctx, request))).toEqual(
		err({ code: 'unknown-draft' }),
	)
	expect(await actAs(tenant, second, (ctx) => scheduleDraft(ctx, { ...request, expectedVersion: 1 }))).toMatchObject({
		error: { code: 'stale-draft' },
	})
})

async function piloted() {
	const people = await makeAdmins()
	const { tenant, second } = people
	await makeActive(tenant, people, KEY, 'one')
	const id = await makeApproved(tenant, people, KEY, 'two')
	const item = await makeItem(tenant, { unit: 'H87' })
	const scope = { siteIds: [], itemIds: [item.id] }
	const begun = await actAs(tenant, second, (ctx) =>
		beginPilot(ctx, { kind: KIND, id, scope, reason: 'Try it on one item' }),
	)
	expect(begun).toMatchObject({ ok: true, value: { number: 2, scope } })
	const decides = (itemId: string | null) =>
		withTenantContext(tenant.id, async (ctx) => (await activeVersion(ctx, KIND, KEY, { siteId: null, itemId })).number)
	return { ...people, id, item, decides }
}

dbTest('a pilot decides on the records of its scope alone, and withdrawn on none', async () => {
	const { tenant, author, id, item, decides } = await piloted()
	expect(await decides(item.id)).toBe(2)
	expect(await decides(null)).toBe(1)
	expect(await decides(NOWHERE)).toBe(1)
	expect(await withTenantContext(tenant.id, async (ctx) => (await activeVersion(ctx, KIND, KEY)).number)).toBe(1)
	const done = await actAs(tenant, author, (ctx) => withdrawPilot(ctx, { kind: KIND, id, reason: 'It blocks all' }))
	expect(done).toMatchObject({ ok: true, value: { number: 2 } })
	expect(await decides(item.id)).toBe(1)
	const { rows } = await withTenantContext(tenant.id, (ctx) => versionsOf(ctx, KIND, KEY))
	const [version] = rows
	expect(version).toMatchObject({ number: 2, status: 'retired', pilot: { end: 'withdrawn' } })
})

dbTest('a pilot is widened to more and then to all, under the number it has', async () => {
	const { tenant, author, second, id, item, decides } = await piloted()
	const more = await makeItem(tenant, { unit: 'H87' })
	const scope = { siteIds: [], itemIds: [item.id, more.id] }
	const request = { kind: KIND, id, reason: 'Went well' } as const
	expect(await actAs(tenant, author, (ctx) => widenPilot(ctx, { ...request, scope }))).toEqual(
		err({ code: 'own-draft' }),
	)
	expect(await actAs(tenant, second, (ctx) => widenPilot(ctx, { ...request, scope }))).toMatchObject({ ok: true })
	expect(await decides(more.id)).toBe(2)
	expect(await actAs(tenant, author, (ctx) => widenPilotToAll(ctx, request))).toEqual(err({ code: 'own-draft' }))
	expect(await actAs(tenant, second, (ctx) => widenPilotToAll(ctx, request))).toMatchObject({
		ok: true,
		value: { number: 2, retired: 1 },
	})
	expect(await decides(null)).toBe(2)
	expect(await actAs(tenant, second, (ctx) => withdrawPilot(ctx, request))).toEqual(
		err({ code: 'wrong-status', status: 'active' }),
	)
})

dbTest('a pilot that another version overtook is not widened to all', async () => {
	const people = await piloted()
	await makeActive(people.tenant, people, KEY, 'three')
	expect(
		await actAs(people.tenant, people.second, (ctx) =>
			widenPilotToAll(ctx, { kind: KIND, id: people.id, reason: 'Went well' }),
		),
	).toEqual(err({ code: 'outdated', active: 3 }))
	expect(await people.decides(people.item.id)).toBe(2)
})

dbTest(
	'refuses a pilot of nothing, of what is unknown, of another tenant’s, a second one, and by whom it may not',
	async () => {
		const people = await piloted()
		const { tenant, author, second, item } = people
		const id = await makeApproved(tenant, people, KEY, 'three')
		const reviewer = await makePerson(tenant, ['quality_reviewer'])
		const other = await makeAdmins()
		const foreign = await makeItem(other.tenant, { unit: 'H87' })
		const request = { kind: KIND, id, scope: { siteIds: [], itemIds: [item.id] }, reason: 'Try it' } as const
		const begin = (actor: typeof author, changed: Partial<Parameters<typeof beginPilot>[1]> = {}) =>
			actAs(tenant, actor, (ctx) => beginPilot(ctx, { ...request, ...changed }))
		expect(await begin(second, { scope: { siteIds: [], itemIds: [] } })).toEqual(err({ code: 'scope-empty' }))
		expect(await begin(second, { scope: { siteIds: [], itemIds: [foreign.id] } })).toEqual(
			err({ code: 'unknown-place' }),
		)
		expect(await begin(second, { scope: { siteIds: [NOWHERE], itemIds: [] } })).toEqual(err({ code: 'unknown-place' }))
		expect(await begin(second, { reason: ' ' })).toEqual(err({ code: 'reason-missing' }))
		expect(await begin(second)).toEqual(err({ code: 'pilot-runs', number: 2 }))
		expect(await begin(author)).toEqual(err({ code: 'own-draft' }))
		expect(await begin(reviewer)).toEqual(err({ code: 'forbidden' }))
		expect(await actAs(other.tenant, other.second, (ctx) => beginPilot(ctx, request))).toEqual(
			err({ code: 'unknown-draft' }),
		)
		const first = await makeApproved(tenant, people, 'not_active_yet', 'one')
		expect(await begin(second, { id: first })).toEqual(err({ code: 'no-active' }))
	},
)

async function emergency() {
	const people = await makeAdmins()
	const { tenant, author } = people
	await makeActive(tenant, people, KEY, 'one')
	const id = await makeDraft(tenant, author, KEY, 'two')
	const published = await actAs(tenant, author, (ctx) =>
		publishEmergency(ctx, { kind: KIND, id, reason: 'Wrong limit stops all lines' }),
	)
	expect(published).toMatchObject({ ok: true, value: { number: 2, retired: 1 } })
	return { ...people, id }
}

dbTest('an emergency change is in force at once, and a second person confirms it', async () => {
	const { tenant, author, second, id } = await emergency()
	expect(await activeNumberOf(tenant, KEY)).toBe(2)
	const request = { kind: KIND, id, verdict: 'confirmed', reason: 'Right so' } as const
	expect(await actAs(tenant, author, (ctx) => decideEmergency(ctx, request))).toEqual(err({ code: 'own-draft' }))
	const both = await Promise.all([1, 2].map(() => actAs(tenant, second, (ctx) => decideEmergency(ctx, request))))
	expect(both.filter((one) => one.ok)).toHaveLength(1)
	expect(both.find((one) => !one.ok)).toEqual(err({ code: 'emergency-decided', verdict: 'confirmed' }))
	portal.clock.move(72 * HOUR)
	expect(await withTenantContext(tenant.id, (ctx) => lateEmergencies(ctx, KIND))).toEqual([])
})

dbTest('a rejected emergency change puts the content before into force as a new version', async () => {
	const { tenant, second, id } = await emergency()
	const done = await actAs(tenant, second, (ctx) =>
		decideEmergency(ctx, { kind: KIND, id, verdict: 'rejected', reason: 'Worse than before' }),
	)
	expect(done).toMatchObject({ ok: true, value: { rolledBackTo: 3 } })
	const { rows: versions } = await withTenantContext(tenant.id, (ctx) => versionsOf(ctx, KIND, KEY))
	expect(versions.map(({ number, status }) => [number, status])).toEqual([
		[3, 'active'],
		[2, 'retired'],
		[1, 'retired'],
	])
	expect(versions[0]?.contentHash).toBe(versions[2]?.contentHash)
	expect(versions[1]?.emergency).toMatchObject({ verdict: 'rejected', rolledBackTo: 3 })
})

dbTest('a rejection passes over an emergency change that nobody has confirmed either', async () => {
	const { tenant, author, second } = await emergency()
	const id = await makeDraft(tenant, author, KEY, 'three')
	await actAs(tenant, author, (ctx) => publishEmergency(ctx, { kind: KIND, id, reason: 'Still wrong' }))
	await actAs(tenant, second, (ctx) =>
		decideEmergency(ctx, { kind: KIND, id, verdict: 'rejected', reason: 'Worse than before' }),
	)
	const { rows: versions } = await withTenantContext(tenant.id, (ctx) => versionsOf(ctx, KIND, KEY))
	expect(versions[0]).toMatchObject({ number: 4, status: 'active', contentHash: versions.at(-1)?.contentHash })
})

dbTest('a rejection leaves a version alone that two people have put into force since', async () => {
	const people = await emergency()
	const { tenant, second, id } = people
	await makeActive(tenant, people, KEY, 'three')
	const done = await actAs(tenant, second, (ctx) =>
		decideEmergency(ctx, { kind: KIND, id, verdict: 'rejected', reason: 'Was worse' }),
	)
	expect(done).toMatchObject({ ok: true, value: { rolledBackTo: null } })
	expect(await activeNumberOf(tenant, KEY)).toBe(3)
})

dbTest(
	'a late emergency change is told once, by one of two workers, and again each day until somebody decides',
	async () => {
		const { tenant, second, id } = await emergency()
		const escalate = () => withTenantContext(tenant.id, (ctx) => escalateEmergency(ctx, { kind: KIND, id }))
		portal.clock.move(24 * HOUR - 1)
		expect(await escalate()).toBeNull()
		portal.clock.move(1)
		expect(await withTenantContext(tenant.id, (ctx) => lateEmergencies(ctx, KIND))).toEqual([id])
		const both = await Promise.all([escalate(), escalate()])
		expect(both.filter((one) => one !== null)).toMatchObject([{ count: 1 }])
		portal.clock.move(-12 * HOUR)
		expect(await escalate()).toBeNull()
		portal.clock.move(36 * HOUR)
		expect(await escalate()).toMatchObject({ count: 2 })
		await actAs(tenant, second, (ctx) =>
			decideEmergency(ctx, { kind: KIND, id, verdict: 'confirmed', reason: 'Right so' }),
		)
		portal.clock.move(48 * HOUR)
		expect(await escalate()).toBeNull()
	},
)

dbTest(
	'refuses an emergency change without a reason, of another’s draft, by whom it may not, and of another tenant',
	async () => {
		const people = await makeAdmins()
		const { tenant, author, second } = people
		await makeActive(tenant, people, KEY, 'one')
		const id = await makeDraft(tenant, author, KEY, 'two')
		const reviewer = await makePerson(tenant, ['quality_reviewer'])
		const other = await makeAdmins()
		const request = { kind: KIND, id, reason: 'Lines stand still' } as const
		expect(await actAs(tenant, author, (ctx) => publishEmergency(ctx, { ...request, reason: '' }))).toEqual(
			err({ code: 'reason-missing' }),
		)
		expect(await actAs(tenant, second, (ctx) => publishEmergency(ctx, request))).toEqual(err({ code: 'not-author' }))
		expect(await actAs(tenant, reviewer, (ctx) => publishEmergency(ctx, request))).toEqual(err({ code: 'forbidden' }))
		expect(await actAs(other.tenant, other.author, (ctx) => publishEmergency(ctx, request))).toEqual(
			err({ code: 'unknown-draft' }),
		)
		const verdict = { kind: KIND, id, verdict: 'confirmed', reason: 'Right so' } as const
		expect(await actAs(tenant, second, (ctx) => decideEmergency(ctx, verdict))).toEqual(err({ code: 'no-emergency' }))
		expect(await actAs(tenant, reviewer, (ctx) => decideEmergency(ctx, verdict))).toEqual(err({ code: 'forbidden' }))
		expect(await actAs(other.tenant, other.second, (ctx) => decideEmergency(ctx, verdict))).toEqual(
			err({ code: 'unknown-draft' }),
		)
		const late = await makeDraft(tenant, author, KEY, 'three')
		await makeActive(tenant, people, KEY, 'four')
		expect(await actAs(tenant, author, (ctx) => publishEmergency(ctx, { ...request, id: late }))).toEqual(
			err({ code: 'outdated', active: 2 }),
		)
	},
)

dbTest('a retired key has no active version, and publishing one again brings it back', async () => {
	const people = await makeAdmins()
	const { tenant, second } = people
	await makeActive(tenant, people, KEY, 'one')
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const request = { kind: KIND, key: KEY, reason: 'Not needed any more' } as const
	expect(await actAs(tenant, reviewer, (ctx) => retireDefinition(ctx, request))).toEqual(err({ code: 'forbidden' }))
	expect(await actAs(tenant, second, (ctx) => retireDefinition(ctx, { ...request, reason: '' }))).toEqual(
		err({ code: 'reason-missing' }),
	)
	expect(await actAs(tenant, second, (ctx) => retireDefinition(ctx, request))).toEqual(ok({ number: 1 }))
	expect(await actAs(tenant, second, (ctx) => retireDefinition(ctx, request))).toEqual(err({ code: 'no-active' }))
	await makeActive(tenant, people, KEY, 'two')
	expect(await activeNumberOf(tenant, KEY)).toBe(2)
})

dbTest('whoever may read a draft comments on it, answers, resolves and opens again; all of it stays', async () => {
	const { tenant, author, second } = await makeAdmins()
	const id = await makeDraft(tenant, author, KEY, 'one')
	const auditor = await makePerson(tenant, ['auditor'])
	const said = await actAs(tenant, auditor, (ctx) =>
		commentDefinition(ctx, { kind: KIND, id, body: ' Why 5? ', anchor: '/rules/0', anchorLabel: 'Balance' }),
	)
	if (!said.ok) throw new Error(said.error.code)
	const { threadId } = said.value
	await actAs(tenant, author, (ctx) => commentDefinition(ctx, { kind: KIND, id, body: 'See the test', threadId }))
	const resolve = (resolved: boolean) =>
		actAs(tenant, second, (ctx) => resolveThread(ctx, { kind: KIND, id, threadId, resolved }))
	expect(await resolve(true)).toMatchObject({ ok: true })
	expect(await resolve(true)).toMatchObject({ ok: true })
	const { rows: threads } = await withTenantContext(tenant.id, (ctx) => threadsOf(ctx, id))
	expect(threads).toMatchObject([{ anchor: '/rules/0', anchorLabel: 'Balance', resolved: { by: second.name } }])
	expect(threads[0]?.comments.map(({ body }) => body)).toEqual(['Why 5?', 'See the test'])
	portal.clock.move(1000)
	await resolve(false)
	expect(await withTenantContext(tenant.id, (ctx) => threadsOf(ctx, id))).toMatchObject({
		open: 1,
		rows: [{ resolved: null }],
	})
	const { rows: steps } = await withTenantContext(tenant.id, (ctx) => historyOf(ctx, KIND, KEY))
	expect(steps.map(({ step }) => step)).toEqual(['reopen', 'resolve', 'comment', 'comment', 'save-draft'])
	await expect(
		withTenantContext(tenant.id, (ctx) => ctx.em.execute(`delete from definition_comment where version_id = ?`, [id])),
	).rejects.toThrow()
})

dbTest(
	'refuses a comment of nothing, too long, in a thread elsewhere, by whom it may not, and of another tenant',
	async () => {
		const { tenant, author } = await makeAdmins()
		const id = await makeDraft(tenant, author, KEY, 'one')
		const elsewhere = await makeDraft(tenant, author, KEY, 'two')
		const operator = await makePerson(tenant, ['operator'])
		const other = await makeAdmins()
		const say = (actor: typeof author, body: string, threadId?: string, on = tenant) =>
			actAs(on, actor, (ctx) => commentDefinition(ctx, { kind: KIND, id, body, threadId }))
		expect(await say(author, '  ')).toEqual(err({ code: 'comment-missing' }))
		expect(await say(author, 'x'.repeat(4_001))).toEqual(err({ code: 'comment-too-long' }))
		expect(await say(operator, 'Hello')).toEqual(err({ code: 'forbidden' }))
		expect(await say(other.author, 'Hello', undefined, other.tenant)).toEqual(err({ code: 'unknown-draft' }))
		const there = await actAs(tenant, author, (ctx) =>
			commentDefinition(ctx, { kind: KIND, id: elsewhere, body: 'Hello' }),
		)
		if (!there.ok) throw new Error(there.error.code)
		expect(await say(author, 'Hello', there.value.threadId)).toEqual(err({ code: 'unknown-thread' }))
		const { threadId } = there.value
		expect(
			await actAs(tenant, author, (ctx) => resolveThread(ctx, { kind: KIND, id, threadId, resolved: true })),
		).toEqual(err({ code: 'unknown-thread' }))
	},
)

dbTest('the history tells who took which step, and a signature of a draft that was sent back is void', async () => {
	const people = await makeAdmins()
	const { tenant, author, second } = people
	const id = await makeDraft(tenant, author, KEY, 'one')
	const move = (actor: typeof author, step: Parameters<typeof moveDraft>[1]['step'], note: string) =>
		actAs(tenant, actor, (ctx) => moveDraft(ctx, { kind: KIND, id, step, note }))
	await move(author, 'submit', 'Please look')
	await move(second, 'send-back', 'Not so')
	const { rows: steps } = await withTenantContext(tenant.id, (ctx) => historyOf(ctx, KIND, KEY))
	expect(steps.map(({ step, actor, note }) => [step, actor, note])).toEqual([
		['send-back', second.name, 'Not so'],
		['submit', author.name, 'Please look'],
		['save-draft', author.name, null],
	])
})
