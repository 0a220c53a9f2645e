import { expect } from 'vitest'
import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import { previewDecisions } from '#app/features/rules/preview-decisions.server.ts'
import { checkRuleHealth, runRuleClock } from '#app/features/rules/rule-clock.job.server.ts'
import { activeNumber } from '#app/features/rules/rule-sets.queries.server.ts'
import { UNAVAILABLE } from '#app/features/rules/unavailable-decision.ts'
import { beginPilot } from '#app/platform/definitions/begin-pilot.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import { publishDraft } from '#app/platform/definitions/publish-draft.server.ts'
import { publishEmergency } from '#app/platform/definitions/publish-emergency.server.ts'
import { saveDraft } from '#app/platform/definitions/save-draft.server.ts'
import { scheduleDraft } from '#app/platform/definitions/schedule-draft.server.ts'
import { degradedParts } from '#app/platform/health.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeAdmins } from '../../factories/definition.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { actAs, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const portal = useTestPortal()

const KEY = 'lot_hold'
const KIND = 'rule-set'
const HOUR = 3_600_000

/** A draft of the active content with another title, so that it says something new. */
async function makeRuleDraft(tenant: TenantInfo, author: TestPerson, title: string): Promise<string> {
	const saved = await actAs(tenant, author, async (ctx) => {
		const number = (await activeNumber(ctx, KEY)) ?? 0
		const active = await readDefinition(ctx, KIND, { key: KEY, number })
		const named = { en: title, 'zh-CN': title }
		return saveDraft(ctx, {
			kind: KIND,
			key: KEY,
			title: named,
			content: { ...active?.content, title: named },
			basedOn: number,
		})
	})
	if (!saved.ok) throw new Error(saved.error.code)
	return saved.value.id
}

async function makeApprovedRules(people: Awaited<ReturnType<typeof makeAdmins>>, title: string): Promise<string> {
	const { tenant, author, second } = people
	const id = await makeRuleDraft(tenant, author, title)
	await actAs(tenant, author, (ctx) => moveDraft(ctx, { kind: KIND, id, step: 'submit' }))
	await actAs(tenant, second, (ctx) => moveDraft(ctx, { kind: KIND, id, step: 'approve' }))
	return id
}

const notices = (tenant: TenantInfo, person: TestPerson, like: string) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ dedupe_key: string }[]>(
			'select dedupe_key from notification where account_id = ? and dedupe_key like ? order by created_at',
			[person.id, like],
		),
	)

const mails = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ recipient: string }[]>(`select recipient from mail where template = 'rule-set-emergency-late'`),
	)

/** Changes content past the portal, as the owner of the database can. */
async function corrupt(tenant: TenantInfo, where: string): Promise<void> {
	const em = getPortal().orm.em.fork()
	await em.transactional(async (owner) => {
		await owner.execute('alter table definition_version disable trigger definition_version_published')
		await owner.execute(
			`update definition_version set content = '{"schema":"rule-set/99"}'::jsonb where tenant_id = ? and key = ? and ${where}`,
			[tenant.id, KEY],
		)
		await owner.execute('alter table definition_version enable trigger definition_version_published')
	})
}

const decide = (tenant: TenantInfo, lotId: string | null = null, ruleSet = KEY) =>
	withTenantContext(tenant.id, (ctx) =>
		decideByRules(ctx, { ruleSet, subject: { type: 'test', id: crypto.randomUUID() }, lotId, facts: {} }),
	)

const publish = (people: Awaited<ReturnType<typeof makeAdmins>>, id: string) =>
	actAs(people.tenant, people.second, (ctx) => publishDraft(ctx, { kind: KIND, id }))

dbTest('the clock puts a scheduled rule set into force once and tells author and approver once', async () => {
	const people = await makeAdmins()
	const { tenant, author, second } = people
	const id = await makeApprovedRules(people, 'Later')
	const effectiveFrom = new Date(portal.clock.now().getTime() + HOUR)
	await actAs(tenant, second, (ctx) => scheduleDraft(ctx, { kind: KIND, id, effectiveFrom }))
	await runRuleClock(tenant.id)
	expect(await decide(tenant)).toMatchObject({ version: 1 })
	portal.clock.move(HOUR)
	await Promise.all([runRuleClock(tenant.id), runRuleClock(tenant.id)])
	await runRuleClock(tenant.id)
	expect(await decide(tenant)).toMatchObject({ version: 2 })
	expect(await notices(tenant, author, 'rule-set-activated:%')).toHaveLength(1)
	expect(await notices(tenant, second, 'rule-set-activated:%')).toHaveLength(1)
})

dbTest('a scheduled rule set whose tests are red by then stays approved, and its people are told', async () => {
	const people = await makeAdmins()
	const { tenant, author, second } = people
	const id = await makeApprovedRules(people, 'Red')
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(`update definition_version set content = jsonb_set(content, '{tests}', '[]'::jsonb) where id = ?`, [
			id,
		]),
	)
	const effectiveFrom = new Date(portal.clock.now().getTime() + HOUR)
	await actAs(tenant, second, (ctx) => scheduleDraft(ctx, { kind: KIND, id, effectiveFrom }))
	portal.clock.move(HOUR)
	await runRuleClock(tenant.id)
	await runRuleClock(tenant.id)
	expect(await decide(tenant)).toMatchObject({ version: 1 })
	expect(await notices(tenant, author, 'rule-set-kept-back:%')).toHaveLength(1)
})

dbTest(
	'a late emergency change is told to every compliance admin by notice and mail, and again the next day',
	async () => {
		const { tenant, author, second } = await makeAdmins()
		const id = await makeRuleDraft(tenant, author, 'At once')
		const done = await actAs(tenant, author, (ctx) =>
			publishEmergency(ctx, { kind: KIND, id, reason: 'Lines stand still' }),
		)
		expect(done.ok).toBe(true)
		portal.clock.move(23 * HOUR)
		await runRuleClock(tenant.id)
		expect(await mails(tenant)).toEqual([])
		portal.clock.move(HOUR)
		await Promise.all([runRuleClock(tenant.id), runRuleClock(tenant.id)])
		const everyone = [author.email, second.email].sort()
		expect((await mails(tenant)).map((mail) => mail.recipient).toSorted()).toEqual(everyone)
		expect(await notices(tenant, author, 'rule-set-emergency-late:%')).toHaveLength(1)
		portal.clock.move(24 * HOUR)
		await runRuleClock(tenant.id)
		expect(await mails(tenant)).toHaveLength(4)
		expect(await notices(tenant, second, 'rule-set-emergency-late:%')).toHaveLength(2)
	},
)

dbTest('a pilot decides on the lots of its items, and each decision names the version that made it', async () => {
	const people = await makeAdmins()
	const { tenant, second } = people
	const id = await makeApprovedRules(people, 'Tried')
	const item = await makeItem(tenant, { unit: 'H87' })
	const other = await makeItem(tenant, { unit: 'H87' })
	const quantity = { value: '1', unit: 'H87' }
	const inside = await makeLot(tenant, item, { quantity, state: 'quarantine' })
	const outside = await makeLot(tenant, other, { quantity, state: 'quarantine' })
	const scope = { siteIds: [], itemIds: [item.id] }
	await actAs(tenant, second, (ctx) => beginPilot(ctx, { kind: KIND, id, scope, reason: 'Try it' }))
	const made = await decide(tenant, inside.id)
	expect(made).toMatchObject({ version: 2 })
	expect(await decide(tenant, outside.id)).toMatchObject({ version: 1 })
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ version_id: string; item_id: string }[]>('select version_id, item_id from decision where id = ?', [
			made.id,
		]),
	)
	expect(row).toEqual({ version_id: id, item_id: item.id })
	const previews = await withTenantContext(tenant.id, (ctx) =>
		previewDecisions(ctx, KEY, [
			{ facts: {}, scope: { siteId: null, itemId: item.id } },
			{ facts: {}, scope: { siteId: null, itemId: other.id } },
			{ facts: {}, scope: undefined },
		]),
	)
	expect(previews.map((decision) => decision.version)).toEqual([2, 1, 1])
})

dbTest(
	'where the active version is spoilt in the database, the last good one decides and the admins are told once',
	async () => {
		const people = await makeAdmins()
		const { tenant, author, second } = people
		const good = await makeApprovedRules(people, 'Good')
		await publish(people, good)
		const spoilt = await makeApprovedRules(people, 'Spoilt')
		await publish(people, spoilt)
		await corrupt(tenant, 'number = 3')
		const decision = await decide(tenant)
		expect(decision).toMatchObject({ version: 2 })
		const [row] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ version_id: string }[]>('select version_id from decision where id = ?', [decision.id]),
		)
		expect(row?.version_id).toBe(good)
		await checkRuleHealth(tenant.id)
		await decide(tenant)
		for (const admin of [author, second]) expect(await notices(tenant, admin, 'rule-set-broken:%')).toHaveLength(1)
		expect(degradedParts()).toEqual({ 'rule-sets': 1 })
		expect(await decide(tenant, null, 'release_gate')).toMatchObject({ version: 1 })
		// A version that works is published: nothing is amiss any more.
		const mended = await withTenantContext(tenant.id, (ctx) => readDefinition(ctx, KIND, { id: good }))
		const repaired = await actAs(tenant, author, (ctx) =>
			saveDraft(ctx, {
				kind: KIND,
				key: KEY,
				title: { en: 'Mended', 'zh-CN': 'Mended' },
				content: mended?.content ?? {},
				basedOn: 3,
			}),
		)
		if (!repaired.ok) throw new Error(repaired.error.code)
		await actAs(tenant, author, (ctx) => moveDraft(ctx, { kind: KIND, id: repaired.value.id, step: 'submit' }))
		await actAs(tenant, second, (ctx) => moveDraft(ctx, { kind: KIND, id: repaired.value.id, step: 'approve' }))
		await publish(people, repaired.value.id)
		await checkRuleHealth(tenant.id)
		expect(await decide(tenant)).toMatchObject({ version: 4 })
		expect(degradedParts()).toEqual({})
	},
)

dbTest(
	'without any version that loads, the outcome is unknown with that reason, and other rule sets go on',
	async () => {
		const tenant = await makeTenant()
		await corrupt(tenant, 'true')
		// Neither the clock nor the look at their health stumbles over it.
		await runRuleClock(tenant.id)
		await checkRuleHealth(tenant.id)
		expect(degradedParts()).toEqual({ 'rule-sets': 1 })
		const decision = await decide(tenant)
		expect(decision).toMatchObject({ version: 0, outcome: 'unknown', status: 'unknown' })
		expect(decision.rules.map((rule) => [rule.key, rule.status, rule.overridable])).toEqual([
			[UNAVAILABLE, 'unknown', false],
		])
		const [row] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ version_id: string | null }[]>('select version_id from decision where id = ?', [decision.id]),
		)
		expect(row?.version_id).toBeNull()
		expect(await decide(tenant, null, 'release_gate')).toMatchObject({ version: 1 })
	},
)
