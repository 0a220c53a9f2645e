import { expect } from 'vitest'
import { readCase } from '#app/features/cases/cases.queries.server.ts'
import { addAction } from '#app/features/cases/edit-case.server.ts'
import { moveCases } from '#app/features/cases/move-cases.server.ts'
import { moveLots } from '#app/features/lots/move-lots.server.ts'
import { readBulkMove } from '#app/features/workflow/bulk-moves.queries.server.ts'
import { moveBatch } from '#app/features/workflow/run-bulk-move.job.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { caseForm, makeCase } from '../../factories/case.ts'
import { makeTestedLot } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishChanged, publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* A step that rules guard, taken by many records at once: each is decided on, each decision is kept. */

type Begun = { ok: true; value: { id: string } } | { ok: false; error: { code: string } }

async function run(tenant: TenantInfo, person: TestPerson, begun: Begun) {
	if (!begun.ok) throw new Error(begun.error.code)
	await actAs(tenant, person, (ctx) => moveBatch(ctx, begun.value.id))
	return actAs(tenant, person, (ctx) => readBulkMove(ctx, begun.value.id))
}

/** Decisions on record by subject, and those that steps went by. */
const decisionsOf = (tenant: TenantInfo, ruleSet: string, transition: string) =>
	withTenantContext(tenant.id, async (ctx) => {
		const made = await ctx.em.execute<{ id: string; subject_id: string; outcome: string }[]>(
			'select id, subject_id, outcome from decision where rule_set = ?',
			[ruleSet],
		)
		const steps = await ctx.em.execute<{ subject_id: string; ids: string[] }[]>(
			'select subject_id, to_jsonb(decision_ids) as ids from workflow_step where transition = ?',
			[transition],
		)
		const outcomes = Object.fromEntries(made.map((one) => [one.subject_id, one.outcome]))
		const byStep = Object.fromEntries(
			steps.map((step) => [step.subject_id, step.ids.map((id) => made.find((one) => one.id === id)?.outcome)]),
		)
		return { outcomes, byStep }
	})

dbTest('cases: those that pass move, with their decision; each other says what the rules had against it', async () => {
	const tenant = await makeTenant()
	await publishChanged(tenant, 'capa', (definition) => {
		const step = definition.transitions.find(({ key }) => key === 'cancel')
		const message = { en: 'Measures first.', 'zh-CN': '先完成措施。' }
		if (step) step.guards = [{ ruleSet: 'capa_effectiveness', expect: ['pass', 'warn'], onUnknown: 'block', message }]
	})
	const ann = await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' })
	const make = async () => (await makeCase(tenant, ann, caseForm('capa'))).id
	const [good, open, settled] = [await make(), await make(), await make()]
	const added = await actAs(tenant, ann, (ctx) =>
		addAction(ctx, { kind: 'capa', id: open, title: 'Train the shift', ownerId: ann.id, dueOn: '2026-12-20' }),
	)
	expect(added.ok).toBe(true)
	const cancel = (ids: string[]) =>
		actAs(tenant, ann, (ctx) => moveCases(ctx, { kind: 'capa', ids, transition: 'cancel', reason: 'Clean-up' }))
	expect(await run(tenant, ann, await cancel([settled]))).toMatchObject({ moved: 1 })
	const page = await run(tenant, ann, await cancel([good, open, settled]))
	expect(page).toMatchObject({ status: 'running', total: 3, moved: 1, refused: 2 })
	const why = Object.fromEntries((page?.refusals ?? []).map((one) => [one.subjectId, one.why.map((text) => text.en)]))
	expect(why[open]?.slice(0, 2)).toEqual(['Measures first.', expect.stringContaining('measure')])
	expect(why[settled]?.[0]).toContain('starts from')
	expect(await decisionsOf(tenant, 'capa_effectiveness', 'cancel')).toEqual({
		outcomes: { [good]: 'warn', [open]: 'block', [settled]: 'warn' },
		byStep: { [good]: ['warn'], [settled]: ['warn'] },
	})
	const read = (id: string) => actAs(tenant, ann, (ctx) => readCase(ctx, 'capa', id))
	expect(await read(good)).toMatchObject({ status: 'cancelled', closedAt: expect.any(String), closedBy: 'Ann' })
	expect(await read(open)).toMatchObject({ status: 'opened', closedAt: null })
})

dbTest('cases: what a step asks of the record counts, and open measures keep it from being settled', async () => {
	const tenant = await makeTenant()
	await publishChanged(tenant, 'capa', (definition) => {
		const step = definition.transitions.find(({ key }) => key === 'investigate')
		const done = definition.states.find(({ category }) => category === 'done')
		if (step) Object.assign(step, { to: done?.key, form: { required: ['title'] } })
	})
	const ann = await makePerson(tenant, ['quality_reviewer'])
	const make = async () => (await makeCase(tenant, ann, caseForm('capa'))).id
	const [good, open] = [await make(), await make()]
	await actAs(tenant, ann, (ctx) =>
		addAction(ctx, { kind: 'capa', id: open, title: 'Call them', ownerId: ann.id, dueOn: '2026-12-20' }),
	)
	const begun = await actAs(tenant, ann, (ctx) =>
		moveCases(ctx, { kind: 'capa', ids: [good, open], transition: 'investigate', reason: 'All answered' }),
	)
	const page = await run(tenant, ann, begun)
	expect(page).toMatchObject({ moved: 1, refused: 1, refusals: [{ subjectId: open }] })
	expect(page?.refusals[0]?.why[0]?.en).toContain('1 measure is still open')
	// Ids of another kind are none of this kind's.
	const other = await actAs(tenant, ann, (ctx) =>
		moveCases(ctx, { kind: 'change', ids: [good], transition: 'cancel', reason: 'Not mine' }),
	)
	expect(other).toEqual({ ok: false, error: { code: 'nothing-chosen' } })
})

dbTest('lots: a guarded step moves those whose rules pass; whoever may not take it leaves no decision', async () => {
	const tenant = await makeTenant()
	await publishStep(tenant, 'reject', {
		signature: undefined,
		guards: [
			{
				ruleSet: 'release_gate',
				expect: ['block'],
				onUnknown: 'block',
				message: { en: 'It passes.', 'zh-CN': '已通过。' },
			},
		],
	})
	const { lot: good } = await makeTestedLot(tenant)
	const { lot: bare } = await makeTestedLot(tenant, { results: false })
	const ann = await makePerson(tenant, ['quality_reviewer'])
	const operator = await makePerson(tenant, ['operator'])
	const reject = (person: TestPerson) =>
		actAs(tenant, person, (ctx) =>
			moveLots(ctx, { transition: 'reject', reason: 'No results', which: { ids: [good.id, bare.id] } }),
		)
	expect(await run(tenant, operator, await reject(operator))).toMatchObject({ moved: 0, refused: 2 })
	expect((await decisionsOf(tenant, 'release_gate', 'reject')).outcomes).toEqual({})
	const page = await run(tenant, ann, await reject(ann))
	const { outcomes, byStep } = await decisionsOf(tenant, 'release_gate', 'reject')
	expect(Object.keys(outcomes).sort()).toEqual([good.id, bare.id].sort())
	const blocked = Object.keys(outcomes).filter((id) => outcomes[id] === 'block')
	expect(Object.keys(byStep)).toEqual(blocked)
	expect(page).toMatchObject({ moved: blocked.length, refused: 2 - blocked.length })
	expect(blocked).not.toContain(good.id)
})
