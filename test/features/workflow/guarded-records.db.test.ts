import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { readOrderPage } from '#app/features/production/read-order-page.server.ts'
import { recordReadings } from '#app/features/production/record-readings.server.ts'
import { runOrderAction } from '#app/features/production/run-order-action.server.ts'
import { stepOrder } from '#app/features/production/step-order.server.ts'
import { readDeviationPage } from '#app/features/quality/deviation-page.server.ts'
import { moveDeviation } from '#app/features/quality/move-deviation.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import { draftRecall } from '#app/features/recall/draft-recall.server.ts'
import { openRecall } from '#app/features/recall/open-recall.server.ts'
import { readRecallPage } from '#app/features/recall/recall-page.server.ts'
import { stepRecall } from '#app/features/recall/step-recall.server.ts'
import type { Subject } from '#app/features/rules/fact-catalog.model.ts'
import type { RuleSet } from '#app/features/rules/rule-set.schema.ts'
import { knownNames } from '#app/features/workflow/drafts/known-names.server.ts'
import { validateWorkflow } from '#app/features/workflow/validate-workflow.ts'
import type { WorkflowDefinition, WorkflowGuard } from '#app/features/workflow/workflow.schema.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeRunningOrder } from '../../factories/order.ts'
import { makeTestedLot } from '../../factories/quality.ts'
import { draftOf, makeChain, signatureOf } from '../../factories/recall.ts'
import { publishOwnRules } from '../../factories/rule-set.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishChanged } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* Steps of orders, recalls and deviations that a company guards by rule sets of its own. */

const message = { en: 'Have the readings looked at first.', 'zh-CN': '请先复核读数。' }

/** A set that blocks where a fact is greater than zero. */
const blocking = (subject: Subject, fact: string, name: string): RuleSet => ({
	schema: 'rule-set/1',
	key: 'own_gate',
	subject,
	title: { en: 'Line gate', 'zh-CN': '产线放行规则' },
	outcomes: ['pass', 'block'],
	hitPolicy: 'collect',
	rules: [
		{
			key: 'too_many',
			title: { en: 'Too many', 'zh-CN': '过多' },
			conditions: { all: [{ fact, path: `$.${name}`, operator: 'greaterThan', value: 0 }] },
			event: { type: 'block', params: { message } },
		},
	],
	tests: [],
})

const guardStep = (
	tenant: TenantInfo,
	workflow: string,
	key: string,
	onUnknown: WorkflowGuard['onUnknown'] = 'block',
	change: (definition: WorkflowDefinition) => void = () => {},
) =>
	publishChanged(tenant, workflow, (definition) => {
		const step = definition.transitions.find((one) => one.key === key)
		if (step) step.guards = [{ ruleSet: 'own_gate', expect: 'pass', onUnknown }]
		change(definition)
	})

const kept = (tenant: TenantInfo, subjectId: string) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ outcome: string; subject_type: string; used: boolean }[]>(
			`select d.outcome, d.subject_type, exists (select 1 from workflow_step s where s.subject_id = d.subject_id and d.id::text = any(s.decision_ids::text[])) as used
			from decision d where d.rule_set = 'own_gate' and d.subject_id = ? order by d.decided_at, d.id`,
			[subjectId],
		),
	)

/** As doors do for steps: what the rules say is kept where the step is refused. */
const asDoor = <T>(tenant: TenantInfo, person: TestPerson, work: (ctx: Context) => Promise<T>) =>
	actAs(tenant, person, work, true)

dbTest(
	'an order takes no step while rules block it: page, button and step say by which and why, and the decision is kept',
	async () => {
		const tenant = await makeTenant()
		await publishOwnRules(tenant, blocking('production_order', 'production', 'unreadCount'))
		await guardStep(tenant, 'production_order', 'pause')
		const parameters = [{ key: 'temperature', unit: 'CEL', minimum: '170', maximum: '180', required: true }]
		const order = await makeRunningOrder(tenant, { parameters })
		const pause = () =>
			asDoor(tenant, order.operator, (ctx) =>
				stepOrder(ctx, { orderId: order.id, transition: 'pause', reason: 'End of the shift' }),
			)
		const page = () => actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
		const refused = {
			code: 'guard',
			message: {
				en: 'The rules “Line gate” answered “block”; “pass” is needed. Have the readings looked at first.',
				'zh-CN': '规则集“产线放行规则”的结果为“阻止”，需要“通过”。请先复核读数。',
			},
		}
		expect((await page())?.buttons.pause).toEqual([refused.message])
		expect(await kept(tenant, order.id)).toEqual([])
		expect(await pause()).toMatchObject({ ok: false, error: { refusals: [refused] } })
		expect(await kept(tenant, order.id)).toEqual([{ outcome: 'block', subject_type: 'order', used: false }])
		// The button of the page hears the same.
		const button = await asDoor(tenant, order.operator, (ctx) =>
			runOrderAction(ctx, order.id, { intent: 'pause', reason: 'End of the shift' }),
		)
		expect(button).toMatchObject({ ok: false, formError: expect.stringContaining(refused.message.en) })
		const readings = await actAs(tenant, order.operator, (ctx) =>
			recordReadings(ctx, { orderId: order.id, readings: [{ parameter: 'temperature', value: '175' }] }),
		)
		expect(readings.ok).toBe(true)
		expect((await page())?.buttons.pause).toEqual([])
		expect(await pause()).toMatchObject({ ok: true, value: { to: 'paused' } })
		expect((await kept(tenant, order.id)).at(-1)).toEqual({ outcome: 'pass', subject_type: 'order', used: true })
	},
)

dbTest('what rules cannot say of an order is handled as its guard asks', async () => {
	const tenant = await makeTenant()
	const set = blocking('production_order', 'production', 'daysToDue')
	await publishOwnRules(tenant, set)
	await guardStep(tenant, 'production_order', 'start')
	const start = async (orderId: string, operator: TestPerson) =>
		asDoor(tenant, operator, (ctx) => stepOrder(ctx, { orderId, transition: 'start' }))
	const blocked = await makeRunningOrder(tenant, { started: false })
	expect(await start(blocked.id, blocked.operator)).toMatchObject({
		ok: false,
		error: { refusals: [{ code: 'guard', detail: { actual: 'unknown' } }] },
	})
	expect(await kept(tenant, blocked.id)).toMatchObject([{ outcome: 'unknown' }])
	await guardStep(tenant, 'production_order', 'start', 'allow')
	const allowed = await makeRunningOrder(tenant, { started: false })
	expect(await start(allowed.id, allowed.operator)).toMatchObject({ ok: true, value: { to: 'running' } })
	expect(await kept(tenant, allowed.id)).toMatchObject([{ outcome: 'unknown', used: true }])
})

dbTest('a recall is opened and moved by what the rules say of its scope and its consignees', async () => {
	const tenant = await makeTenant()
	await publishOwnRules(tenant, blocking('recall', 'recall', 'silentCount'))
	await guardStep(tenant, 'recall', 'reconcile')
	const manager = await makePerson(tenant, ['recall_manager'])
	const chain = await makeChain(tenant)
	const drafted = await actAs(tenant, manager, (ctx) => draftRecall(ctx, draftOf([chain.seed])))
	if (!drafted.ok) throw new Error(drafted.error.code)
	const recallId = drafted.value.id
	const signature = await signatureOf(manager)
	const opened = await asDoor(tenant, manager, (ctx) => openRecall(ctx, { recallId, signature }))
	expect(opened.ok).toBe(true)
	const step = (transition: string) => asDoor(tenant, manager, (ctx) => stepRecall(ctx, { recallId, transition }))
	expect(await step('notify')).toMatchObject({ ok: true })
	expect(await step('reconcile')).toMatchObject({ ok: false, error: { refusals: [{ code: 'guard' }] } })
	expect(await kept(tenant, recallId)).toEqual([{ outcome: 'block', subject_type: 'recall', used: false }])
	const page = await actAs(tenant, manager, (ctx) => readRecallPage(ctx, recallId))
	expect(page?.steps.find(({ key }) => key === 'reconcile')?.blockers).toMatchObject([
		{ 'zh-CN': expect.stringContaining('产线放行规则') },
	])
	await withTenantContext(tenant.id, (ctx) => ctx.em.execute('update recall_notice set answered_at = now()'))
	expect(await step('reconcile')).toMatchObject({ ok: true })
	expect((await kept(tenant, recallId)).at(-1)).toMatchObject({ outcome: 'pass', used: true })
})

dbTest('opening a recall is guarded by what it would freeze; refused, nothing but the decision stays', async () => {
	const tenant = await makeTenant()
	await publishOwnRules(tenant, blocking('recall', 'recall', 'lotCount'))
	await guardStep(tenant, 'recall', 'open')
	const manager = await makePerson(tenant, ['recall_manager'])
	const chain = await makeChain(tenant)
	const drafted = await actAs(tenant, manager, (ctx) => draftRecall(ctx, draftOf([chain.seed])))
	if (!drafted.ok) throw new Error(drafted.error.code)
	const recallId = drafted.value.id
	const signature = await signatureOf(manager)
	const opened = await asDoor(tenant, manager, (ctx) => openRecall(ctx, { recallId, signature }))
	expect(opened).toMatchObject({ ok: false, error: { refusals: [{ code: 'guard', detail: { actual: 'block' } }] } })
	expect(await kept(tenant, recallId)).toEqual([{ outcome: 'block', subject_type: 'recall', used: false }])
	const [left] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ frozen: number; scoped: number; signed: number }[]>(
			`select (select count(*)::int from recall_lot) as frozen, (select count(*)::int from decision where rule_set = 'recall_scope') as scoped,
				(select count(*)::int from signature where subject_id = ?) as signed`,
			[recallId],
		),
	)
	expect(left).toEqual({ frozen: 0, scoped: 0, signed: 0 })
	const [facts] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ recall: Record<string, unknown> }[]>(
			`select facts->'recall' as recall from decision where subject_id = ?`,
			[recallId],
		),
	)
	expect(facts?.recall).toMatchObject({ phase: 'draft', lotCount: 4, recallClass: 'II' })
})

dbTest('a deviation is guarded by what is known of it', async () => {
	const tenant = await makeTenant()
	await publishOwnRules(tenant, blocking('deviation', 'deviation', 'openCapaCount'))
	const step = 'investigate'
	await guardStep(tenant, 'deviation', step)
	const { lot } = await makeTestedLot(tenant)
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const made = await actAs(tenant, reviewer, (ctx) =>
		openDeviation(ctx, { lot: { code: lot.code }, title: 'Low strength', severity: 'minor', reason: 'Retest failed' }),
	)
	if (!made.ok) throw new Error(made.error.code)
	const deviation = made.value
	const page = await actAs(tenant, reviewer, (ctx) => readDeviationPage(ctx, deviation.id))
	expect(page?.record.steps.find(({ key }) => key === step)?.obstacles).toEqual([])
	const moved = await asDoor(tenant, reviewer, (ctx) =>
		moveDeviation(ctx, { deviationId: deviation.id, transition: step }),
	)
	expect(moved.ok).toBe(true)
	expect(await kept(tenant, deviation.id)).toEqual([{ outcome: 'pass', subject_type: 'deviation', used: true }])
})

dbTest('a workflow is published with guards that are decided, and not with others', async () => {
	const tenant = await makeTenant()
	await publishOwnRules(tenant, blocking('production_order', 'production', 'lotCount'))
	const known = await withTenantContext(tenant.id, (ctx) => knownNames(ctx, []))
	const found = (key: string) => {
		const definition: WorkflowDefinition = JSON.parse(readFileSync(`workflows/${key}.json`, 'utf8'))
		const first = definition.transitions.find(({ trigger }) => trigger.type === 'user')
		if (first) first.guards = [{ ruleSet: 'own_gate', expect: 'pass', onUnknown: 'block' }]
		return validateWorkflow(definition, known).filter(({ severity }) => severity === 'error')
	}
	expect(found('production_order')).toEqual([])
	expect(found('recall')).toMatchObject([
		{
			code: 'undecided-guard',
			message: { en: expect.stringContaining('Line gate'), 'zh-CN': expect.stringContaining('产线放行规则') },
		},
	])
})
