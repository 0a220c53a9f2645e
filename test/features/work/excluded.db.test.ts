import { expect } from 'vitest'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { readDeviationPage } from '#app/features/quality/deviation-page.server.ts'
import { moveDeviation } from '#app/features/quality/move-deviation.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import type { WorkKind } from '#app/features/work/work.model.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import type { WorkflowApproval } from '#app/features/workflow/workflow.schema.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { makeItem as makeStockItem } from '../../factories/item.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeTestedLot, signAs } from '../../factories/quality.ts'
import { placeLot } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()
const DAY = 86_400_000

/* Nobody is offered an approval that would be refused them on that record. */

const listed = (tenant: TenantInfo, person: TestPerson, kind: WorkKind, team = false) =>
	actAs(tenant, person, async (ctx) =>
		(await readWork(ctx, { kind, team })).work.flatMap(({ items }) => items.map(({ code }) => code)),
	)

async function lotThatTwoSubmit(approval: Partial<WorkflowApproval>) {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', {
		approval: { quorum: 2, roles: ['quality_reviewer'], expires: 'P3D', ...approval },
	})
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const [ann, bo, cat] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' }),
		await makePerson(tenant, ['quality_reviewer'], { name: 'Bo' }),
		await makePerson(tenant, ['quality_reviewer'], { name: 'Cat' }),
	]
	const submit = (person: TestPerson) =>
		actAs(tenant, person, (ctx) => transitionLot(ctx, { lotId: lot.id, transition: 'submit', mayApprove: true }))
	const amend = (person: TestPerson, supplierLot: string) =>
		actAs(tenant, person, (ctx) => amendLot(ctx, { lotId: lot.id, changes: { supplierLot }, reason: 'Misread' }))
	return { tenant, lot, ann, bo, cat, submit, amend }
}

for (const exclude of ['lastEditor', 'contributor'] as const)
	dbTest(`an approval is not offered to whoever changed the record (${exclude})`, async () => {
		const { tenant, lot, ann, bo, cat, submit, amend } = await lotThatTwoSubmit({ exclude: [exclude] })
		expect((await submit(ann)).ok).toBe(true)
		expect(await listed(tenant, bo, 'approval')).toEqual([lot.code])
		await amend(bo, 'S-9')
		expect(await listed(tenant, bo, 'approval')).toEqual([])
		expect((await submit(bo)).ok).toBe(false)
		// What Ann approved is no more; she approves anew, as Cat may.
		expect(await listed(tenant, ann, 'approval')).toEqual([lot.code])
		expect(await listed(tenant, cat, 'approval')).toEqual([lot.code])
		expect((await submit(cat)).ok).toBe(true)
		expect(await listed(tenant, cat, 'approval')).toEqual([])
	})

dbTest('an approval that lapsed is wanted again of who gave it', async () => {
	const { tenant, lot, ann, bo, submit } = await lotThatTwoSubmit({})
	expect((await submit(ann)).ok).toBe(true)
	expect(await listed(tenant, ann, 'approval')).toEqual([])
	world.clock.move(4 * DAY)
	expect(await listed(tenant, ann, 'approval')).toEqual([lot.code])
	expect(await listed(tenant, bo, 'approval')).toEqual([lot.code])
})

dbTest('a deviation that waits for another pair of eyes is not work of who submitted it', async () => {
	const tenant = await makeTenant()
	const { lot } = await makeTestedLot(tenant)
	const [rita, otto] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Rita' }),
		await makePerson(tenant, ['quality_reviewer'], { name: 'Otto' }),
	]
	const admin = await makePerson(tenant, ['compliance_admin'], { name: 'Ada' })
	const made = await actAs(tenant, rita, (ctx) =>
		openDeviation(ctx, { lot: { code: lot.code }, title: 'Low strength', severity: 'minor', reason: 'Retest failed' }),
	)
	if (!made.ok) throw new Error(made.error.code)
	const { id: deviationId, number } = made.value
	const move = async (person: TestPerson, transition: string) => {
		const signature = { ...(await signAs(person, 'Looked at')), meaning: 'approved' }
		return actAs(tenant, person, (ctx) =>
			moveDeviation(ctx, {
				deviationId,
				transition,
				reason: 'Looked at',
				fields: { conclusion: 'Retested, within limits' },
				...(transition === 'close' ? { signature } : {}),
			}),
		)
	}
	expect((await move(rita, 'investigate')).ok).toBe(true)
	expect(await listed(tenant, rita, 'deviation')).toEqual([number])
	expect((await move(rita, 'submit')).ok).toBe(true)
	expect(await listed(tenant, rita, 'deviation')).toEqual([])
	expect(await listed(tenant, otto, 'deviation')).toEqual([number])
	expect(await listed(tenant, admin, 'deviation', true)).toEqual([number])
	const page = await actAs(tenant, rita, (ctx) => readDeviationPage(ctx, deviationId))
	const still = page?.record.approvals[0]?.mayStill
	expect(still).toContain('Otto')
	expect(still).not.toContain('Rita')
	expect((await move(rita, 'close')).ok).toBe(false)
	expect((await move(otto, 'close')).ok).toBe(true)
})

dbTest('a release is not offered to a role that may not approve it', async () => {
	const tenant = await makeTenant()
	await publishStep(tenant, 'release', { approval: { quorum: 1, roles: ['compliance_admin'] } })
	await placeLot(tenant, await makeStockItem(tenant), { state: 'pending_release', onHand: '1' })
	const [reviewer, admin] = [
		await makePerson(tenant, ['quality_reviewer']),
		await makePerson(tenant, ['compliance_admin']),
	]
	expect(await listed(tenant, reviewer, 'release')).toEqual([])
	expect(await listed(tenant, admin, 'release', true)).toHaveLength(1)
})

dbTest('the list takes as many statements for many records as for one', async () => {
	const tenant = await makeTenant()
	await publishStep(tenant, 'release', { approval: { quorum: 2, exclude: ['contributor', 'requester'] } })
	const item = await makeStockItem(tenant)
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const count = () =>
		actAs(tenant, reviewer, async (ctx) => {
			let statements = 0
			const execute = ctx.em.execute.bind(ctx.em)
			ctx.em.execute = ((...args: Parameters<typeof execute>) => {
				statements += 1
				return execute(...args)
			}) as typeof execute
			const { counts } = await readWork(ctx)
			return [statements, counts.kinds.release ?? 0]
		})
	await placeLot(tenant, item, { state: 'pending_release', onHand: '1' })
	const [one, found] = await count()
	expect(found).toBe(1)
	for (let index = 0; index < 12; index += 1) await placeLot(tenant, item, { state: 'pending_release', onHand: '1' })
	expect(await count()).toEqual([one, 13])
})
