import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import { approveAndPublishRuleSet } from '#app/features/rules/approve-and-publish-rule-set.server.ts'
import { approveRuleSet } from '#app/features/rules/approve-rule-set.server.ts'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import { readDecision } from '#app/features/rules/decision.queries.server.ts'
import { publishRuleSet } from '#app/features/rules/publish-rule-set.server.ts'
import { rollBackRuleSet } from '#app/features/rules/roll-back-rule-set.server.ts'
import { type RuleSet, ruleSetSchema } from '#app/features/rules/rule-set.schema.ts'
import { activeNumber, listRuleSets } from '#app/features/rules/rule-sets.queries.server.ts'
import { saveRuleSetDraft } from '#app/features/rules/save-rule-set-draft.server.ts'
import { sendBackRuleSet } from '#app/features/rules/send-back-rule-set.server.ts'
import { submitRuleSet } from '#app/features/rules/submit-rule-set.server.ts'
import { listThresholds, withThreshold } from '#app/features/rules/thresholds.ts'
import { withdrawRuleSetDraft } from '#app/features/rules/withdraw-rule-set-draft.server.ts'
import { readDefinition, versionsOf } from '#app/platform/definitions/definitions.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const KEY = 'release_gate'
const newId = () => crypto.randomUUID()

async function twoAdmins() {
	const tenant = await makeTenant()
	return {
		tenant,
		author: await makePerson(tenant, ['compliance_admin']),
		second: await makePerson(tenant, ['compliance_admin']),
	}
}

/** The active content with the balance tolerance changed, and its tests made to fit. */
async function withBalance(tenant: TenantInfo, percent: number): Promise<RuleSet> {
	const content = await withTenantContext(tenant.id, async (ctx) => {
		const active = await readDefinition(ctx, 'rule-set', { key: KEY, number: (await activeNumber(ctx, KEY)) ?? 0 })
		return ruleSetSchema.parse(active?.content)
	})
	const [threshold] = listThresholds(content, DEFAULT_CATALOGS[content.subject])
	const changed = withThreshold(content, threshold?.pointer ?? '', percent)
	if (!changed.ok) throw new Error(changed.error.code)
	return changed.value
}

const withoutBalanceTests = (content: RuleSet): RuleSet => ({
	...content,
	tests: (content.tests ?? []).filter((test) => typeof test.name === 'string' || !test.name.en.includes('%')),
})

async function submitted(tenant: TenantInfo, author: TestPerson, content: RuleSet): Promise<string> {
	const saved = await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content }))
	if (!saved.ok) throw new Error(saved.error.code)
	const sent = await actAs(tenant, author, (ctx) =>
		submitRuleSet(ctx, { draftId: saved.value.id, note: 'Looser balance' }),
	)
	if (!sent.ok) throw new Error(JSON.stringify(sent.error))
	return saved.value.id
}

const facts = (accounted: string) => ({
	lot: { code: 'X', status: 'pending_release' },
	lotData: { complete: true },
	results: { requiredCount: 1, missingCount: 0, failedCount: 0, undecidedCount: 0 },
	deviations: { openCount: 0 },
	documents: { requiredCount: 0, missingCount: 0, expiredCount: 0 },
	genealogy: {
		inputCount: 1,
		unacceptableInputCount: 0,
		inputQuantity: { value: '100', unit: 'KGM' },
		accountedQuantity: { value: accounted, unit: 'KGM' },
	},
})

const decide = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		decideByRules(ctx, { ruleSet: KEY, subject: { type: 'test', id: newId() }, lotId: null, facts: facts('96') }),
	)

dbTest('the very next decision is made by a published version, the old one keeps its own', async () => {
	const { tenant, author, second } = await twoAdmins()
	const before = await decide(tenant)
	expect(before).toMatchObject({ version: 1, outcome: 'block' })
	const draftId = await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5)))
	const signature = await signAs(second)
	const published = await actAs(tenant, second, (ctx) => approveAndPublishRuleSet(ctx, { draftId, signature }))
	expect(published).toMatchObject({ ok: true, value: { number: 2, retired: 1 } })
	expect(await decide(tenant)).toMatchObject({ version: 2, outcome: 'pass' })
	const kept = await withTenantContext(tenant.id, (ctx) => readDecision(ctx, before.id ?? ''))
	expect(kept).toMatchObject({ version: 1, outcome: 'block' })
})

dbTest('every step is in the audit trail, the publication with its signature', async () => {
	const { tenant, author, second } = await twoAdmins()
	const draftId = await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5)))
	const approval = await signAs(second)
	expect(await actAs(tenant, second, (ctx) => approveRuleSet(ctx, { draftId, signature: approval }))).toMatchObject({
		ok: true,
	})
	const publication = await signAs(second)
	expect(await actAs(tenant, second, (ctx) => publishRuleSet(ctx, { draftId, signature: publication }))).toMatchObject({
		ok: true,
	})
	const rows = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ action: string }[]>('select action from audit_entry where subject_id = ? order by seq', [draftId]),
	)
	expect(rows.map((row) => row.action)).toEqual([
		'rule-set.save-draft',
		'rule-set.submit',
		'rule-set.approve',
		'signature.given',
		'rule-set.publish',
		'signature.given',
	])
})

dbTest('refuses the author who approves or publishes, also one who holds the draft of a colleague', async () => {
	const { tenant, author, second } = await twoAdmins()
	const draftId = await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5)))
	const own = await signAs(author)
	expect(await actAs(tenant, author, (ctx) => approveRuleSet(ctx, { draftId, signature: own }))).toEqual(
		err({ code: 'own-draft' }),
	)
	const approval = await signAs(second)
	expect(await actAs(tenant, second, (ctx) => approveRuleSet(ctx, { draftId, signature: approval }))).toMatchObject({
		ok: true,
	})
	const again = await signAs(author)
	expect(await actAs(tenant, author, (ctx) => publishRuleSet(ctx, { draftId, signature: again }))).toEqual(
		err({ code: 'own-draft' }),
	)
	const content = await withBalance(tenant, 6)
	const begun = await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content }))
	if (!begun.ok) throw new Error(begun.error.code)
	const foreign = await actAs(tenant, second, (ctx) =>
		saveRuleSetDraft(ctx, { key: KEY, draftId: begun.value.id, content }),
	)
	expect(foreign).toEqual(err({ code: 'not-author' }))
})

dbTest('a red test case stops a draft, and says which and why', async () => {
	const { tenant, author } = await twoAdmins()
	const content = await withBalance(tenant, 5)
	const saved = await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content }))
	if (!saved.ok) throw new Error(saved.error.code)
	const sent = await actAs(tenant, author, (ctx) => submitRuleSet(ctx, { draftId: saved.value.id }))
	expect(sent).toMatchObject({
		ok: false,
		error: { code: 'tests-red', tests: [{ name: { en: '3 % not accounted for is blocked' } }] },
	})
	const draft = await withTenantContext(tenant.id, (ctx) => readDefinition(ctx, 'rule-set', { id: saved.value.id }))
	expect(draft?.status).toBe('draft')
})

dbTest('problems, missing tests and nothing new stop a draft too', async () => {
	const { tenant, author } = await twoAdmins()
	const active = await withBalance(tenant, 2)
	const submit = async (content: unknown) => {
		const saved = await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content }))
		if (!saved.ok) return saved.error.code
		const sent = await actAs(tenant, author, (ctx) => submitRuleSet(ctx, { draftId: saved.value.id }))
		return sent.ok ? 'submitted' : sent.error.code
	}
	expect(await submit(active)).toBe('unchanged')
	expect(await submit({ ...active, outcomes: ['pass'] })).toBe('rule-set-invalid')
	expect(await submit({ ...active, tests: [] })).toBe('no-tests')
	expect(await submit({ ...active, key: 'another' })).toBe('other-key')
	expect(await submit([])).toBe('unreadable')
	expect(await submit({ ...active, title: { en: 'a\u0000b', 'zh-CN': '一' } })).toBe('unreadable')
	expect(await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: 'no_such_set', content: active }))).toEqual(
		err({ code: 'unknown-rule-set' }),
	)
})

dbTest('two who save the same draft do not overwrite each other', async () => {
	const { tenant, author } = await twoAdmins()
	const loose = await withBalance(tenant, 5)
	const first = await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content: loose }))
	if (!first.ok) throw new Error(first.error.code)
	const { id: draftId, version } = first.value
	const save = async (percent: number) => {
		const content = await withBalance(tenant, percent)
		return actAs(tenant, author, (ctx) =>
			saveRuleSetDraft(ctx, { key: KEY, draftId, expectedVersion: version, content }),
		)
	}
	expect(await save(6)).toMatchObject({ ok: true, value: { version: version + 1 } })
	expect(await save(7)).toEqual(err({ code: 'stale-draft', version: version + 1 }))
})

dbTest('a draft that starts from an older version has to be looked at again', async () => {
	const { tenant, author, second } = await twoAdmins()
	const older = await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5)))
	const newer = await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 6)))
	const signature = await signAs(second)
	expect(
		await actAs(tenant, second, (ctx) => approveAndPublishRuleSet(ctx, { draftId: newer, signature })),
	).toMatchObject({ ok: true })
	const late = await signAs(second)
	expect(
		await actAs(tenant, second, (ctx) => approveAndPublishRuleSet(ctx, { draftId: older, signature: late })),
	).toEqual(err({ code: 'outdated', active: 2 }))
})

dbTest('a sent-back draft is the author’s again, with the comment', async () => {
	const { tenant, author, second } = await twoAdmins()
	const draftId = await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5)))
	expect(await actAs(tenant, second, (ctx) => sendBackRuleSet(ctx, { draftId, comment: ' ' }))).toEqual(
		err({ code: 'comment-missing' }),
	)
	expect(await actAs(tenant, author, (ctx) => sendBackRuleSet(ctx, { draftId, comment: 'Mine' }))).toEqual(
		err({ code: 'own-draft' }),
	)
	expect(await actAs(tenant, second, (ctx) => sendBackRuleSet(ctx, { draftId, comment: 'Too loose' }))).toMatchObject({
		ok: true,
		value: { status: 'draft' },
	})
	const draft = await withTenantContext(tenant.id, (ctx) => readDefinition(ctx, 'rule-set', { id: draftId }))
	expect(draft?.approvalNote).toBe('Too loose')
	expect(await actAs(tenant, second, (ctx) => withdrawRuleSetDraft(ctx, { draftId }))).toEqual(
		err({ code: 'not-author' }),
	)
	expect(await actAs(tenant, author, (ctx) => withdrawRuleSetDraft(ctx, { draftId }))).toMatchObject({
		ok: true,
		value: { status: 'withdrawn' },
	})
})

dbTest('rolling back publishes the old content as a new version, by two people', async () => {
	const { tenant, author, second } = await twoAdmins()
	const draftId = await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5)))
	const signature = await signAs(second)
	await actAs(tenant, second, (ctx) => approveAndPublishRuleSet(ctx, { draftId, signature }))
	const back = await actAs(tenant, second, (ctx) =>
		rollBackRuleSet(ctx, { key: KEY, number: 1, reason: 'Too loose after all' }),
	)
	if (!back.ok) throw new Error(JSON.stringify(back.error))
	expect(back.value.status).toBe('in_review')
	const approval = await signAs(author)
	const published = await actAs(tenant, author, (ctx) =>
		approveAndPublishRuleSet(ctx, { draftId: back.value.id, signature: approval }),
	)
	expect(published).toMatchObject({ ok: true, value: { number: 3, retired: 2 } })
	const { rows: versions } = await withTenantContext(tenant.id, (ctx) => versionsOf(ctx, 'rule-set', KEY))
	expect(versions.map((version) => [version.number, version.status])).toEqual([
		[3, 'active'],
		[2, 'retired'],
		[1, 'retired'],
	])
	expect(versions[0]?.contentHash).toBe(versions[2]?.contentHash)
})

dbTest('a published version cannot be changed or deleted, whoever tries', async () => {
	const { tenant } = await twoAdmins()
	const change = (sql: string) => withTenantContext(tenant.id, (ctx) => ctx.em.execute(sql, [KEY]))
	await expect(
		change(`update definition_version set content = '{}'::jsonb where key = ? and number = 1`),
	).rejects.toThrow('published version')
	await expect(change(`update definition_version set number = 9 where key = ? and number = 1`)).rejects.toThrow(
		'published version',
	)
	await expect(change(`delete from definition_version where key = ? and number = 1`)).rejects.toThrow(
		'published version',
	)
})

dbTest('of two who publish at once, the second is told', async () => {
	const { tenant, author, second } = await twoAdmins()
	const drafts = [
		await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5))),
		await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 6))),
	]
	const signed = await Promise.all(drafts.map(async (draftId) => ({ draftId, signature: await signAs(second) })))
	const results = await Promise.all(
		signed.map((request) => actAs(tenant, second, (ctx) => approveAndPublishRuleSet(ctx, request))),
	)
	expect(results.filter((result) => result.ok)).toHaveLength(1)
	expect(results.find((result) => !result.ok)).toMatchObject({ error: { code: 'outdated', active: 2 } })
})

dbTest('refuses a role that may not, and knows nothing of another tenant’s drafts', async () => {
	const { tenant, author } = await twoAdmins()
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const content = await withBalance(tenant, 5)
	expect(await actAs(tenant, reviewer, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content }))).toEqual(
		err({ code: 'forbidden' }),
	)
	const draftId = await submitted(tenant, author, withoutBalanceTests(content))
	const signature = await signAs(reviewer)
	expect(await actAs(tenant, reviewer, (ctx) => approveRuleSet(ctx, { draftId, signature }))).toEqual(
		err({ code: 'forbidden' }),
	)
	const other = await twoAdmins()
	const foreign = await signAs(other.author)
	expect(
		await actAs(other.tenant, other.author, (ctx) => approveRuleSet(ctx, { draftId, signature: foreign })),
	).toEqual(err({ code: 'unknown-draft' }))
	expect(await actAs(other.tenant, other.author, (ctx) => submitRuleSet(ctx, { draftId }))).toEqual(
		err({ code: 'unknown-draft' }),
	)
})

dbTest('a signature counts once and for its own person alone', async () => {
	const { tenant, author, second } = await twoAdmins()
	const draftId = await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5)))
	const third = await makePerson(tenant, ['compliance_admin'])
	const foreign = await signAs(third)
	expect(await actAs(tenant, second, (ctx) => approveRuleSet(ctx, { draftId, signature: foreign }))).toEqual(
		err({ code: 'proof-invalid' }),
	)
	const signature = await signAs(second)
	expect(await actAs(tenant, second, (ctx) => approveRuleSet(ctx, { draftId, signature }))).toMatchObject({ ok: true })
	expect(await actAs(tenant, second, (ctx) => publishRuleSet(ctx, { draftId, signature }))).toEqual(
		err({ code: 'proof-invalid' }),
	)
})

dbTest('where the active version does not load, the one before it decides', async () => {
	const { tenant, author, second } = await twoAdmins()
	const draftId = await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5)))
	// A version that loads no more, as after an upgrade that dropped a fact: written past the checks.
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute(
			`update definition_version set status = 'approved', content = jsonb_set(content, '{outcomes}', '[]'::jsonb) where id = ?`,
			[draftId],
		)
	})
	const signature = await signAs(second)
	expect(await actAs(tenant, second, (ctx) => publishRuleSet(ctx, { draftId, signature }))).toMatchObject({ ok: true })
	expect(await decide(tenant)).toMatchObject({ version: 1, outcome: 'block' })
})

dbTest('the list shows the active version, what waits, and decisions by outcome', async () => {
	const { tenant, author } = await twoAdmins()
	await decide(tenant)
	await submitted(tenant, author, withoutBalanceTests(await withBalance(tenant, 5)))
	const rows = await withTenantContext(tenant.id, listRuleSets)
	expect(rows.find((row) => row.key === KEY)).toMatchObject({
		active: 1,
		inReview: 1,
		drafts: 0,
		subject: 'release',
		outcomes: { block: 1 },
	})
	expect(rows.map((row) => row.key)).toEqual(
		expect.arrayContaining(['line_match', 'lot_hold', 'receiving_match', 'release_gate', 'shipment_gate']),
	)
})
