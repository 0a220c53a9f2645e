import { expect } from 'vitest'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import { delegate } from '#app/features/workflow/delegate.server.ts'
import type { RecordKind } from '#app/features/workflow/workflow-subjects.model.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { caseForm, makeCase } from '../../factories/case.ts'
import { makeItem as makeStockItem } from '../../factories/item.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { placeLot } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()
const DAY = 86_400_000
const fromNow = (days: number) => new Date(world.clock.now().getTime() + days * DAY)

/* What a person who is away would be asked, their delegate is; and nothing that would be refused. */

const listed = (tenant: TenantInfo, person: TestPerson) =>
	actAs(tenant, person, async (ctx) =>
		(await readWork(ctx)).work.flatMap(({ items }) =>
			items.map(({ kind, code, inNameOf }) => [kind, code, inNameOf?.name ?? null]),
		),
	)

const delegateTo = (tenant: TenantInfo, from: TestPerson, to: TestPerson, kinds: RecordKind[] = []) =>
	actAs(tenant, from, (ctx) =>
		delegate(ctx, { delegateId: to.id, startsAt: fromNow(-1), endsAt: fromNow(7), kinds, reason: 'On leave' }),
	)

async function submission() {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', {
		approval: { quorum: 3, roles: ['quality_reviewer'], exclude: ['lastEditor'] },
	})
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const [ann, bo, cy] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' }),
		await makePerson(tenant, ['quality_reviewer'], { name: 'Bo' }),
		await makePerson(tenant, ['operator'], { name: 'Cy' }),
	]
	const submit = (person: TestPerson, inNameOf?: string) =>
		actAs(tenant, person, (ctx) =>
			transitionLot(ctx, { lotId: lot.id, transition: 'submit', mayApprove: true, inNameOf }),
		)
	const amend = (person: TestPerson) =>
		actAs(tenant, person, (ctx) => amendLot(ctx, { lotId: lot.id, changes: { supplierLot: 'S-9' }, reason: 'Misread' }))
	return { tenant, lot, ann, bo, cy, submit, amend }
}

dbTest('a delegate is asked for the approvals of who is away, until they are given', async () => {
	const { tenant, lot, ann, bo, cy, submit } = await submission()
	expect((await submit(bo)).ok).toBe(true)
	expect(await listed(tenant, cy)).toEqual([])
	await delegateTo(tenant, ann, cy)
	expect(await listed(tenant, cy)).toEqual([['approval', lot.code, 'Ann']])
	expect((await submit(cy, ann.id)).ok).toBe(true)
	expect(await listed(tenant, cy)).toEqual([])
	expect(await listed(tenant, ann)).toEqual([])
})

dbTest(
	'a delegate is asked for no approval of other kinds of record, nor one that either is excluded from',
	async () => {
		const { tenant, lot, ann, bo, cy, submit, amend } = await submission()
		expect((await submit(bo)).ok).toBe(true)
		await delegateTo(tenant, ann, cy, ['recall'])
		expect(await listed(tenant, cy)).toEqual([])
		await delegateTo(tenant, ann, cy, ['lot'])
		expect(await listed(tenant, cy)).toEqual([['approval', lot.code, 'Ann']])
		await amend(ann)
		expect(await listed(tenant, cy)).toEqual([])
		expect((await submit(cy, ann.id)).ok).toBe(false)
	},
)

dbTest('work taken over is looked at as that of who is away: excluded there, it is not offered', async () => {
	const tenant = await makeTenant()
	await publishStep(tenant, 'release', {
		approval: { quorum: 1, roles: ['quality_reviewer'], exclude: ['lastEditor'] },
	})
	const item = await makeStockItem(tenant)
	const [edited, other] = [
		await placeLot(tenant, item, { state: 'pending_release', onHand: '1' }),
		await placeLot(tenant, item, { state: 'pending_release', onHand: '1' }),
	]
	const [ann, bo, cy] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' }),
		await makePerson(tenant, ['quality_reviewer'], { name: 'Bo' }),
		await makePerson(tenant, ['operator'], { name: 'Cy' }),
	]
	await actAs(tenant, ann, (ctx) =>
		amendLot(ctx, { lotId: edited.id, changes: { supplierLot: 'S-9' }, reason: 'Misread' }),
	)
	await delegateTo(tenant, ann, cy)
	expect(await listed(tenant, cy)).toEqual([['release', other.code, 'Ann']])
	// Of two who are away the one whom nothing excludes is stood in for; a reviewer is asked once, in their own name.
	await delegateTo(tenant, bo, cy)
	expect((await listed(tenant, cy)).toSorted()).toEqual(
		[
			['release', edited.code, 'Bo'],
			['release', other.code, 'Ann'],
		].toSorted(),
	)
	await delegateTo(tenant, ann, bo)
	expect(await listed(tenant, bo)).toHaveLength(2)
	expect((await listed(tenant, bo)).every(([, , name]) => name === null)).toBe(true)
})

dbTest('a record that somebody away is responsible for is asked of their delegate', async () => {
	const tenant = await makeTenant()
	const [ann, cy] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' }),
		await makePerson(tenant, ['operator'], { name: 'Cy' }),
	]
	const { number } = await makeCase(tenant, ann, caseForm('capa', { responsibleId: ann.id }))
	await delegateTo(tenant, ann, cy, ['capa'])
	expect(await listed(tenant, cy)).toEqual([['case', number, 'Ann']])
})
