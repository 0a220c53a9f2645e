import { expect } from 'vitest'
import { draftRecall } from '#app/features/recall/draft-recall.server.ts'
import { openRecall } from '#app/features/recall/open-recall.server.ts'
import { readRecallPage } from '#app/features/recall/recall-page.server.ts'
import { type StepRecall, stepRecall } from '#app/features/recall/step-recall.server.ts'
import { draftOf, makeChain, signatureOf } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { publishChanged } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* A company whose recalls ask for more than the portal's, and may wait for a laboratory. */

const label = (name: string) => ({ en: name, 'zh-CN': name })
const asking = (field: string) => ({
	required: [],
	fields: [{ field, label: label(field), type: 'text' as const, required: true }],
})

async function scene() {
	const tenant = await makeTenant()
	await publishChanged(tenant, 'recall', (definition) => {
		for (const transition of definition.transitions) {
			if (transition.key === 'open') transition.form = asking('authority')
			if (transition.key === 'notify') transition.form = asking('channel')
		}
		definition.states.push({ key: 'in_laboratory', title: label('In laboratory'), category: 'waiting' })
		const own = { trigger: { type: 'user' as const }, permission: { action: 'notify' } }
		definition.transitions.push(
			{ ...own, key: 'wait', title: label('Wait'), from: ['open'], to: 'in_laboratory', form: asking('laboratory') },
			{ ...own, key: 'go_on', title: label('Go on'), from: ['in_laboratory'], to: 'open' },
			{ ...own, key: 'give_up', title: label('Give up'), from: ['in_laboratory'], to: 'closed' },
		)
	})
	const [manager, reader] = [await makePerson(tenant, ['recall_manager']), await makePerson(tenant, ['auditor'])]
	const chain = await makeChain(tenant)
	const drafted = await actAs(tenant, manager, (ctx) => draftRecall(ctx, draftOf([chain.seed])))
	if (!drafted.ok) throw new Error(drafted.error.code)
	const recallId = drafted.value.id
	const open = async (fields?: Record<string, unknown>) => {
		const signature = await signatureOf(manager)
		return actAs(tenant, manager, (ctx) => openRecall(ctx, { recallId, signature, fields }))
	}
	const step = (transition: string, more: Partial<StepRecall> = {}, person = manager) =>
		actAs(tenant, person, (ctx) => stepRecall(ctx, { recallId, transition, ...more }))
	const page = async () => {
		const read = await actAs(tenant, manager, (ctx) => readRecallPage(ctx, recallId))
		if (!read) throw new Error('no page')
		return read
	}
	const lots = () =>
		actAs(tenant, manager, (ctx) =>
			ctx.em.execute<{ status: string }[]>(
				'select distinct status from lot where id in (select lot_id from recall_lot)',
			),
		)
	const filled = () =>
		actAs(tenant, manager, async (ctx) => {
			const rows = await ctx.em.execute<{ transition: string; fields: Record<string, unknown> | null }[]>(
				'select transition, fields from workflow_step where subject_id = ? and transition is not null order by at, id',
				[recallId],
			)
			return rows.map(({ transition, fields }) => [transition, fields])
		})
	return { tenant, reader, recallId, open, step, page, lots, filled }
}

const missing = (field: string) => ({
	ok: false,
	error: { code: 'transition-refused', refusals: [{ code: 'field', detail: { field, problem: 'missing' } }] },
})

dbTest('a recall is opened with what its workflow asks for, and it is kept with the step', async () => {
	const { open, filled, page } = await scene()
	expect((await page()).offers.find(({ key }) => key === 'open')?.fields).toMatchObject([{ field: 'authority' }])
	expect(await open()).toMatchObject(missing('authority'))
	expect((await page()).recall.status).toBe('draft')
	expect(await open({ authority: 'BfArM' })).toMatchObject({ ok: true, value: { lots: 4 } })
	expect(await filled()).toContainEqual(['open', expect.objectContaining({ authority: 'BfArM' })])
})

dbTest('steps that the company added are offered by the dialog of every record, and taken', async () => {
	const { open, step, page, lots, filled } = await scene()
	await open({ authority: 'BfArM' })
	expect((await page()).byDialog.steps.map(({ key }) => key).sort()).toEqual(['notify', 'wait'])
	expect(await step('wait')).toMatchObject(missing('laboratory'))
	expect(await step('wait', { fields: { laboratory: 'North' } })).toMatchObject({
		ok: true,
		value: { to: 'in_laboratory' },
	})
	expect(await filled()).toContainEqual(['wait', expect.objectContaining({ laboratory: 'North' })])
	expect((await page()).state.key).toBe('in_laboratory')
	expect(await lots()).toEqual([{ status: 'recalled' }])
	expect(await step('go_on')).toMatchObject({ ok: true, value: { to: 'open' } })
	expect(await step('notify')).toMatchObject(missing('channel'))
	expect(await step('notify', { fields: { channel: 'mail' } })).toMatchObject({ ok: true, value: { approvals: null } })
	expect((await page()).recall.status).toBe('notified')
})

dbTest('no step but the portal’s own recalls lots or lets a recall end', async () => {
	const { open, step, page, lots } = await scene()
	expect(await step('open', { fields: { authority: 'BfArM' } })).toMatchObject({
		ok: false,
		error: { refusals: [{ code: 'field', detail: { field: 'transition' } }, { code: 'signature' }] },
	})
	expect((await page()).recall.status).toBe('draft')
	await open({ authority: 'BfArM' })
	await step('wait', { fields: { laboratory: 'North' } })
	expect(await step('give_up')).toMatchObject(missing('transition'))
	expect((await page()).byDialog.steps.find(({ key }) => key === 'give_up')?.obstacles).toHaveLength(1)
	expect((await page()).state.key).toBe('in_laboratory')
	expect(await lots()).toEqual([{ status: 'recalled' }])
})

dbTest('a role without the permission and an unknown recall are refused', async () => {
	const { open, step, reader } = await scene()
	await open({ authority: 'BfArM' })
	expect(await step('wait', { fields: { laboratory: 'North' } }, reader)).toMatchObject({
		ok: false,
		error: { code: 'transition-refused', refusals: [{ code: 'permission' }] },
	})
	expect(await step('wait', { recallId: '00000000-0000-7000-8000-000000000000' })).toEqual({
		ok: false,
		error: { code: 'unknown-recall' },
	})
})
