import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import type { DecisionFilter } from '#app/features/rules/decisions/decision-filter.schema.ts'
import {
	decisionChoices,
	listDecisions,
	outcomesByVersion,
} from '#app/features/rules/decisions/decision-log.queries.server.ts'
import { makeTestFromDecision } from '#app/features/rules/decisions/make-test-from-decision.server.ts'
import { ruleSetSchema } from '#app/features/rules/rule-set.schema.ts'
import { testRuleSet } from '#app/features/rules/test-rule-set.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const portal = useTestPortal()
const DAY_MS = 86_400_000

const KEY = 'shipment_gate'
const facts = (onHold: boolean | undefined) => ({
	lot: {
		code: 'X',
		status: 'released',
		onHold,
		recalled: false,
		expires: false,
		quantity: { value: '12.5', unit: 'KGM' },
	},
	customer: { active: true, country: 'DE', unansweredRecallCount: 0 },
	market: { allowed: true },
	lotData: { complete: true },
})

async function decide(tenant: TenantInfo, onHold: boolean | undefined, lotId: string | null = null): Promise<string> {
	return withTenantContext(tenant.id, async (ctx) => {
		const subject = { type: 'test', id: crypto.randomUUID() }
		const decision = await decideByRules(ctx, { ruleSet: KEY, subject, lotId, facts: facts(onHold) })
		if (!decision.id) throw new Error('The decision was not stored')
		return decision.id
	})
}

const found = (tenant: TenantInfo, filter: DecisionFilter) =>
	withTenantContext(tenant.id, async (ctx) =>
		(await listDecisions(ctx, filter, { limit: 50 })).items.map((row) => row.id),
	)

dbTest('the log is searched by lot, rule set, version, outcome, fact, missing fact and day', async () => {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant))
	const held = await decide(tenant, true, lot.id)
	portal.clock.move(3 * DAY_MS)
	const free = await decide(tenant, false)
	const open = await decide(tenant, undefined)
	const day = portal.clock.now().toISOString().slice(0, 10)
	const all = await found(tenant, {})
	expect([all.length, all.at(-1)]).toEqual([3, held])
	expect(await found(tenant, { lot: lot.code.slice(0, 6) })).toEqual([held])
	expect(await found(tenant, { lot: '%' })).toEqual([])
	expect(await found(tenant, { ruleSet: KEY, version: 1, outcome: 'block' })).toEqual([held])
	expect(await found(tenant, { version: 2 })).toEqual([])
	expect(await found(tenant, { fact: 'lot.onHold=false' })).toEqual([free])
	expect(await found(tenant, { fact: 'lot.quantity = 12.5' })).toHaveLength(3)
	expect(await found(tenant, { fact: 'lot.onHold' })).toEqual([open])
	expect((await found(tenant, { since: day, until: day })).toSorted()).toEqual([free, open].toSorted())
	const other = await makeTenant()
	expect(await found(other, {})).toEqual([])
})

dbTest('the log is read a page at a time, and names what each decision was because of', async () => {
	const tenant = await makeTenant()
	for (const onHold of [true, false, true]) {
		await decide(tenant, onHold)
		portal.clock.move(1_000)
	}
	await withTenantContext(tenant.id, async (ctx) => {
		const first = await listDecisions(ctx, {}, { limit: 2 })
		const second = await listDecisions(ctx, {}, { limit: 2, cursor: first.nextCursor ?? undefined })
		expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
		expect(first.items.map((row) => row.outcome)).toEqual(['block', 'pass'])
		expect(first.items[0]?.because.length).toBeGreaterThan(0)
		expect(first.items[1]?.because).toEqual([])
		expect(await outcomesByVersion(ctx, KEY)).toEqual([{ version: 1, outcomes: { block: 2, pass: 1 } }])
		const choices = await decisionChoices(ctx)
		expect(choices.ruleSets.map((one) => one.key)).toContain(KEY)
		expect(choices.outcomes).toEqual(expect.arrayContaining(['block', 'pass', 'unknown']))
	})
})

dbTest('a decision becomes a green test in a draft of its own, and the next one joins it', async () => {
	const tenant = await makeTenant()
	const author = await makePerson(tenant, ['compliance_admin'])
	const [held, free] = [await decide(tenant, true), await decide(tenant, false)]
	const first = await actAs(tenant, author, (ctx) => makeTestFromDecision(ctx, held))
	if (!first.ok) throw new Error(first.error.code)
	portal.clock.move(60_000)
	const later = await decide(tenant, false)
	const second = await actAs(tenant, author, (ctx) => makeTestFromDecision(ctx, later))
	expect(second).toMatchObject({ ok: true, value: { id: first.value.id } })
	expect(await actAs(tenant, author, (ctx) => makeTestFromDecision(ctx, held))).toEqual(err({ code: 'test-exists' }))
	await withTenantContext(tenant.id, async (ctx) => {
		const draft = await readDefinition(ctx, 'rule-set', { id: first.value.id })
		const set = ruleSetSchema.parse(draft?.content)
		const { problems, reports } = await testRuleSet(set)
		expect(problems.filter((problem) => problem.severity === 'error')).toEqual([])
		const added = reports.slice(-2)
		expect(added.map((report) => [report.passed, report.decision.outcome])).toEqual([
			[true, 'block'],
			[true, 'pass'],
		])
	})
	expect(free).not.toBe(later)
})

dbTest('who may not edit rules makes no test, and nobody makes one of another tenant’s decision', async () => {
	const tenant = await makeTenant()
	const id = await decide(tenant, true)
	const reader = await makePerson(tenant, ['auditor'])
	expect(await actAs(tenant, reader, (ctx) => makeTestFromDecision(ctx, id))).toEqual(err({ code: 'forbidden' }))
	const other = await makeTenant()
	const stranger = await makePerson(other, ['compliance_admin'])
	expect(await actAs(other, stranger, (ctx) => makeTestFromDecision(ctx, id))).toEqual(
		err({ code: 'unknown-decision' }),
	)
})
