import { expect } from 'vitest'
import { readLotPage } from '#app/features/lots/lot-page.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { readPair } from '#app/features/workflow/migrate/migration.queries.server.ts'
import { moveBatch } from '#app/features/workflow/migrate/move-batch.server.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { makeDocument } from '../../factories/document.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { publishLotWorkflow, publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()

/* What was filled in for a step is told on the lot's page, in the words of the version that the step was taken by. */

const label = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const ASKING: Partial<WorkflowTransition> = {
	form: {
		required: [],
		fields: [
			{ field: 'remark', label: label('Remark', '备注'), type: 'text', required: true },
			{ field: 'weight', label: label('Weight', '重量'), type: 'quantity', unit: 'KGM' },
			{ field: 'sampledOn', label: label('Sampled on', '取样日期'), type: 'date' },
			{
				field: 'grade',
				label: label('Grade', '等级'),
				type: 'choice',
				choices: [{ value: 'a', label: label('First', '一级') }],
			},
			{ field: 'report', label: label('Report', '报告'), type: 'file' },
		],
	},
	signature: { meaning: 'reviewed', reauth: 'password', reason: 'required' },
}

dbTest('the history of a lot has who took a step, when, and each value with its label in both languages', async () => {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', ASKING)
	const ann = await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' })
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const report = await makeDocument(tenant, ann)
	const given = { remark: '封条完好', weight: '12.5', sampledOn: '2026-11-20', grade: 'a', report }
	const signature = await signAs(ann, 'Looked at', 'reviewed')
	const taken = await actAs(tenant, ann, (ctx) =>
		transitionLot(ctx, {
			lotId: lot.id,
			transition: 'submit',
			fields: given,
			signature,
		}),
	)
	expect(taken).toMatchObject({ ok: true })
	const history = async (of: TenantInfo = tenant) =>
		(await actAs(of, ann, (ctx) => readLotPage(ctx, lot.id, 'events')))?.inside?.history
	const expected = {
		title: label('Submit for release', '提交放行'),
		actor: 'Ann',
		reason: 'Looked at',
		signature: { name: 'Ann' },
		fields: [
			{ label: label('Remark', '备注'), value: '封条完好' },
			{ label: label('Weight', '重量'), value: '12.5', unit: 'KGM' },
			{ label: label('Sampled on', '取样日期'), value: '2026-11-20', date: true },
			{ label: label('Grade', '等级'), value: label('First', '一级') },
			{ label: label('Report', '报告'), value: expect.any(String), file: report },
		],
	}
	expect((await history())?.[0]).toMatchObject(expected)
	expect(await actAs(tenant, ann, async (ctx) => (await readLotPage(ctx, lot.id))?.inside?.history)).toEqual([])

	// A newer version has another name for the step and asks for nothing; the lot is moved over to it.
	await publishLotWorkflow(tenant, (definition) => {
		const step = definition.transitions.find(({ key }) => key === 'submit')
		if (step) step.title = label('Hand in', '交审')
	})
	world.clock.move(60_000)
	const map = { pending_release: 'pending_release' }
	const done = await actAs(tenant, ann, async (ctx) => {
		const pair = await readPair(ctx, 'lot_lifecycle', 2, 3)
		if (!pair) throw new Error('no versions')
		const batch = { ...pair, map, migrationId: lot.id, reason: 'New words', after: null }
		return moveBatch(ctx, batch, 10)
	})
	expect(done).toMatchObject({ moved: 1 })
	expect((await history())?.[0]).toMatchObject(expected)
})
