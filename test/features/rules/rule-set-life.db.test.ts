import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import { commentRuleSet, resolveRuleSetThread } from '#app/features/rules/comment-rule-set.server.ts'
import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import { decideRuleSetEmergency, publishRuleSetEmergency } from '#app/features/rules/emergency-rule-set.server.ts'
import { scopeFromForm } from '#app/features/rules/pilot-places.queries.server.ts'
import {
	pilotRuleSet,
	widenRuleSetPilot,
	widenRuleSetToAll,
	withdrawRuleSetPilot,
} from '#app/features/rules/pilot-rule-set.server.ts'
import { retireRuleSet } from '#app/features/rules/retire-rule-set.server.ts'
import { rollBackRuleSet } from '#app/features/rules/roll-back-rule-set.server.ts'
import { readRuleSetPage } from '#app/features/rules/rule-set-page.server.ts'
import { activeNumber } from '#app/features/rules/rule-sets.queries.server.ts'
import { saveRuleSetDraft } from '#app/features/rules/save-rule-set-draft.server.ts'
import { scheduleRuleSet, unscheduleRuleSet } from '#app/features/rules/schedule-rule-set.server.ts'
import { submitRuleSet } from '#app/features/rules/submit-rule-set.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeActive, makeAdmins } from '../../factories/definition.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const portal = useTestPortal()

const KEY = 'lot_hold'
const HOUR = 3_600_000

async function draftOf(tenant: TenantInfo, author: TestPerson, title: string, change: object = {}): Promise<string> {
	const saved = await actAs(tenant, author, async (ctx) => {
		const active = await readDefinition(ctx, 'rule-set', { key: KEY, number: (await activeNumber(ctx, KEY)) ?? 0 })
		const content = { ...active?.content, title: { en: title, 'zh-CN': title }, ...change }
		return saveRuleSetDraft(ctx, { key: KEY, content })
	})
	if (!saved.ok) throw new Error(saved.error.code)
	return saved.value.id
}

async function submittedBy(tenant: TenantInfo, author: TestPerson, title: string): Promise<string> {
	const draftId = await draftOf(tenant, author, title)
	const sent = await actAs(tenant, author, (ctx) => submitRuleSet(ctx, { draftId, note: title }))
	if (!sent.ok) throw new Error(JSON.stringify(sent.error))
	return draftId
}

const pageOf = (tenant: TenantInfo, reader: TestPerson, asked: object = {}) =>
	actAs(tenant, reader, (ctx) => readRuleSetPage(ctx, KEY, asked))

dbTest('one signature approves and schedules; taken back it is approved and can be scheduled anew', async () => {
	const { tenant, author, second } = await makeAdmins()
	const draftId = await submittedBy(tenant, author, 'Later')
	const effectiveFrom = new Date(portal.clock.now().getTime() + HOUR)
	const own = await signAs(author)
	expect(
		await actAs(tenant, author, (ctx) => scheduleRuleSet(ctx, { draftId, signature: own, effectiveFrom })),
	).toEqual(err({ code: 'own-draft' }))
	const signature = await signAs(second)
	expect(
		await actAs(tenant, second, (ctx) => scheduleRuleSet(ctx, { draftId, signature, effectiveFrom })),
	).toMatchObject({ ok: true, value: { status: 'scheduled' } })
	expect(await actAs(tenant, author, (ctx) => unscheduleRuleSet(ctx, { draftId, reason: ' ' }))).toEqual(
		err({ code: 'comment-missing' }),
	)
	expect(
		await actAs(tenant, author, (ctx) => unscheduleRuleSet(ctx, { draftId, reason: 'Not on a Sunday' })),
	).toMatchObject({ ok: true, value: { status: 'approved' } })
	const again = await signAs(second)
	expect(
		await actAs(tenant, second, (ctx) => scheduleRuleSet(ctx, { draftId, signature: again, effectiveFrom })),
	).toMatchObject({ ok: true })
	const page = await pageOf(tenant, second, { draft: draftId })
	expect(page?.shown).toMatchObject({ status: 'scheduled', effectiveFrom: effectiveFrom.toISOString() })
	const valid = page?.steps.rows.flatMap((step) => (step.signature && !step.signature.void ? [step.signature.id] : []))
	expect(new Set(valid).size).toBe(2)
})

dbTest('a refused schedule leaves the draft in review and uses no signature up', async () => {
	const { tenant, author, second } = await makeAdmins()
	const draftId = await submittedBy(tenant, author, 'Later')
	const signature = await signAs(second)
	const effectiveFrom = new Date(portal.clock.now().getTime() - HOUR)
	expect(await actAs(tenant, second, (ctx) => scheduleRuleSet(ctx, { draftId, signature, effectiveFrom }))).toEqual(
		err({ code: 'not-future' }),
	)
	const draft = await withTenantContext(tenant.id, (ctx) => readDefinition(ctx, 'rule-set', { id: draftId }))
	expect(draft?.status).toBe('in_review')
})

dbTest('a pilot shows its figures beside those of the active version, and widened it is in force for all', async () => {
	const { tenant, author, second } = await makeAdmins()
	const item = await makeItem(tenant, { unit: 'H87' })
	const other = await makeItem(tenant, { unit: 'H87' })
	const quantity = { value: '1', unit: 'H87' }
	const inside = await makeLot(tenant, item, { quantity, state: 'quarantine' })
	const outside = await makeLot(tenant, other, { quantity, state: 'quarantine' })
	const decide = (lotId: string) =>
		withTenantContext(tenant.id, (ctx) =>
			decideByRules(ctx, { ruleSet: KEY, subject: { type: 'lot', id: lotId }, lotId, facts: {} }),
		)
	await decide(inside.id)
	portal.clock.move(HOUR)
	const draftId = await submittedBy(tenant, author, 'Tried')
	const found = await withTenantContext(tenant.id, (ctx) => scopeFromForm(ctx, { sites: '', skus: item.sku }))
	if (!found.ok) throw new Error(found.error.code)
	const signature = await signAs(second)
	expect(
		await actAs(tenant, second, (ctx) => pilotRuleSet(ctx, { draftId, signature, scope: found.value })),
	).toMatchObject({ ok: true, value: { number: 2 } })
	portal.clock.move(1000)
	for (const lot of [inside, inside, outside]) await decide(lot.id)
	const page = await pageOf(tenant, second, { version: 2 })
	expect(page?.pilot?.places.skus).toEqual([item.sku])
	expect(page?.pilot?.figures).toMatchObject({
		pilot: { version: 2, decisions: 2 },
		before: { version: 1, decisions: 1 },
		elsewhere: { version: 1, decisions: 1 },
	})
	const scope = { siteIds: [], itemIds: [item.id, other.id] }
	expect(
		await actAs(tenant, second, (ctx) => widenRuleSetPilot(ctx, { draftId, scope, reason: 'Went well' })),
	).toMatchObject({ ok: true })
	expect(await decide(outside.id)).toMatchObject({ version: 2 })
	const own = await signAs(author)
	expect(await actAs(tenant, author, (ctx) => widenRuleSetToAll(ctx, { draftId, signature: own }))).toEqual(
		err({ code: 'own-draft' }),
	)
	const last = await signAs(second)
	expect(await actAs(tenant, second, (ctx) => widenRuleSetToAll(ctx, { draftId, signature: last }))).toMatchObject({
		ok: true,
		value: { number: 2, retired: 1 },
	})
	expect(await actAs(tenant, second, (ctx) => withdrawRuleSetPilot(ctx, { draftId, reason: 'Too late' }))).toEqual(
		err({ code: 'wrong-status', status: 'active' }),
	)
})

dbTest('places of a pilot that nobody knows are refused', async () => {
	const { tenant } = await makeAdmins()
	const find = (form: { sites: string; skus: string }) =>
		withTenantContext(tenant.id, (ctx) => scopeFromForm(ctx, form))
	expect(await find({ sites: '', skus: 'NO-SUCH-ITEM, NOR-THIS' })).toEqual(
		err({ code: 'unknown-place', places: 'NO-SUCH-ITEM, NOR-THIS' }),
	)
	expect(await find({ sites: 'not-an-id', skus: '' })).toEqual(err({ code: 'unknown-place' }))
})

dbTest(
	'an emergency change needs green tests, is signed, told, and shown late in red once its day is over',
	async () => {
		const { tenant, author, second } = await makeAdmins()
		const red = await draftOf(tenant, author, 'No tests', { tests: [] })
		const first = await signAs(author)
		expect(
			await actAs(tenant, author, (ctx) => publishRuleSetEmergency(ctx, { draftId: red, signature: first })),
		).toEqual(err({ code: 'no-tests' }))
		const draftId = await draftOf(tenant, author, 'At once')
		const signature = await signAs(author, 'Lines stand still')
		expect(await actAs(tenant, author, (ctx) => publishRuleSetEmergency(ctx, { draftId, signature }))).toMatchObject({
			ok: true,
			value: { number: 2 },
		})
		portal.clock.move(25 * HOUR)
		expect(await pageOf(tenant, second)).toMatchObject({
			emergencyLate: true,
			shown: { emergency: { verdict: null, reason: 'Lines stand still' } },
		})
		const rejection = await signAs(second, 'Worse than before')
		expect(
			await actAs(tenant, second, (ctx) =>
				decideRuleSetEmergency(ctx, { draftId, signature: rejection, verdict: 'rejected' }),
			),
		).toMatchObject({ ok: true, value: { rolledBackTo: 3 } })
		const told = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ account_id: string }[]>(
				`select account_id from notification where dedupe_key in (?, ?) order by dedupe_key`,
				[`rule-set-emergency:${draftId}`, `rule-set-emergency-decided:${draftId}`],
			),
		)
		expect(told.map((row) => row.account_id)).toEqual([author.id, second.id])
	},
)

dbTest('a comment tells the author, and stands on the page until it is resolved', async () => {
	const { tenant, author } = await makeAdmins()
	const auditor = await makePerson(tenant, ['auditor'])
	const draftId = await draftOf(tenant, author, 'Looser')
	const said = await actAs(tenant, auditor, (ctx) => commentRuleSet(ctx, { draftId, body: 'Why?', rule: 'some_rule' }))
	if (!said.ok) throw new Error(said.error.code)
	const { threadId } = said.value
	expect((await pageOf(tenant, author, { draft: draftId }))?.threads.rows).toMatchObject([
		{ anchorLabel: 'some_rule', resolved: null, comments: [{ body: 'Why?' }] },
	])
	await actAs(tenant, author, (ctx) => resolveRuleSetThread(ctx, { draftId, threadId, resolved: true }))
	expect((await pageOf(tenant, author, { draft: draftId }))?.threads.rows[0]?.resolved?.by).toBe(author.name)
	const operator = await makePerson(tenant, ['operator'])
	expect(await actAs(tenant, operator, (ctx) => commentRuleSet(ctx, { draftId, body: 'Why?' }))).toEqual(
		err({ code: 'forbidden' }),
	)
})

dbTest('what the portal asks cannot be retired; an own set can, and comes back by rolling back', async () => {
	const people = await makeAdmins()
	const { tenant, second } = people
	const retire = (key: string, actor = second) =>
		actAs(tenant, actor, (ctx) => retireRuleSet(ctx, { key, reason: 'Not needed' }))
	expect(await retire(KEY)).toMatchObject({ ok: false, error: { code: 'in-use' } })
	expect(await retire('no_such_set')).toEqual(err({ code: 'unknown-rule-set' }))
	expect(await retire(KEY, await makePerson(tenant, ['auditor']))).toEqual(err({ code: 'forbidden' }))
	await makeActive(tenant, people, 'own_rules', 'one')
	expect(await retire('own_rules')).toMatchObject({ ok: true, value: { number: 1 } })
	const page = await actAs(tenant, second, (ctx) => readRuleSetPage(ctx, 'own_rules', {}))
	expect(page).toMatchObject({ active: null, shown: { number: 1, status: 'retired' } })
	const back = await actAs(tenant, second, (ctx) =>
		rollBackRuleSet(ctx, { key: 'own_rules', number: 1, reason: 'Needed after all' }),
	)
	// Its content is no rule set: a real one would wait for approval now.
	expect(back).toMatchObject({ ok: false, error: { code: 'rule-set-invalid' } })
})
