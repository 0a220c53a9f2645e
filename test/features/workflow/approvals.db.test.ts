import { expect } from 'vitest'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { readLotPage } from '#app/features/lots/lot-page.server.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import { withdrawApproval } from '#app/features/workflow/withdraw-approval.server.ts'
import { readStanding } from '#app/features/workflow/workflow.queries.server.ts'
import type { WorkflowApproval } from '#app/features/workflow/workflow.schema.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { lotVersion, signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()
const DAY = 86_400_000

const FOUR_EYES: WorkflowApproval = { quorum: 2, roles: ['quality_reviewer'], expires: 'P3D' }

/** A tenant whose lots need two approvals to be submitted, and a lot in quarantine. */
async function twoNeeded(approval: WorkflowApproval = FOUR_EYES, more: Parameters<typeof publishStep>[2] = {}) {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', { approval, ...more })
	const item = await makeItem(tenant)
	const [ann, bo, cy] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' }),
		await makePerson(tenant, ['quality_reviewer'], { name: 'Bo' }),
		await makePerson(tenant, ['operator'], { name: 'Cy' }),
	]
	const lot = await makeLot(tenant, item, { state: 'quarantine' })
	return { tenant, lot, ann, bo, cy, item }
}

const submit = (tenant: TenantInfo, person: TestPerson, lotId: string, more = {}) =>
	actAs(tenant, person, (ctx) => transitionLot(ctx, { lotId, transition: 'submit', mayApprove: true, ...more }))

const inShort = (result: Awaited<ReturnType<typeof submit>>): string => {
	if (result.ok) {
		const { approvals, to } = result.value
		return approvals ? `${approvals.have} of ${approvals.need}` : `moved to ${to}`
	}
	if (result.error.code !== 'transition-refused') return result.error.code
	return result.error.refusals
		.map((refusal) => (refusal.code === 'approval' ? `${refusal.detail.have} of ${refusal.detail.need}` : refusal.code))
		.join()
}

const standing = async (tenant: TenantInfo, lotId: string, person: TestPerson) => {
	const version = await lotVersion(tenant, lotId)
	const { approvals } = await actAs(tenant, person, (ctx) => readStanding(ctx, 'lot', lotId, { version }))
	return approvals[0]
}

dbTest('moves the lot when the second person has approved, not the first twice', async () => {
	const { tenant, lot, ann, bo, cy } = await twoNeeded()
	expect(inShort(await submit(tenant, ann, lot.id))).toBe('1 of 2')
	expect(await standing(tenant, lot.id, ann)).toMatchObject({
		have: 1,
		need: 2,
		mayStill: ['Bo'],
		given: [{ approver: 'Ann', why: null, mine: true }],
	})
	expect(inShort(await submit(tenant, ann, lot.id))).toContain('1 of 2')
	expect(inShort(await submit(tenant, cy, lot.id))).toContain('1 of 2')
	const still = await withTenantContext(tenant.id, (ctx) => readLot(ctx, lot.id))
	expect(still?.status).toBe('quarantine')
	expect(inShort(await submit(tenant, bo, lot.id))).toBe('moved to pending_release')
})

dbTest('keeps who approved, with the roles then held, the note and the signature', async () => {
	const signature = { meaning: 'approved', reauth: 'password', reason: 'required' } as const
	const { tenant, lot, ann } = await twoNeeded(FOUR_EYES, { signature })
	expect(inShort(await submit(tenant, ann, lot.id))).toBe('1 of 2,signature')
	expect(inShort(await submit(tenant, ann, lot.id, { signature: await signAs(ann, 'Looks right') }))).toBe('1 of 2')
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			'select a.approver_id, a.roles, a.note, a.entry, s.meaning, s.reason from workflow_approval a join signature s on s.id = a.signature_id where a.subject_id = ?',
			[lot.id],
		),
	)
	expect(row).toEqual({
		approver_id: ann.id,
		roles: ['quality_reviewer'],
		note: 'Looks right',
		entry: 1,
		meaning: 'approved',
		reason: 'Looks right',
	})
	const [entry] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select after from audit_entry where action = 'approval.give' and subject_id = ?", [lot.id]),
	)
	expect(entry).toMatchObject({ after: { transition: 'submit', have: 1, need: 2 } })
})

dbTest('is void after an edit of the record, after its time, and when taken back', async () => {
	const { tenant, lot, ann, bo } = await twoNeeded()
	await submit(tenant, ann, lot.id)
	const amended = await actAs(tenant, bo, (ctx) =>
		amendLot(ctx, { lotId: lot.id, changes: { supplierLot: 'S-9' }, reason: 'Misread' }),
	)
	expect(amended.ok || amended.error.code).toBe(true)
	expect((await standing(tenant, lot.id, ann))?.given[0]?.why).toBe('edited')
	expect(inShort(await submit(tenant, ann, lot.id))).toBe('1 of 2')
	world.clock.move(4 * DAY)
	const lapsed = (await standing(tenant, lot.id, ann))?.given
	expect(lapsed?.map((one) => one.why)).toEqual(['edited', 'expired'])
	expect(lapsed?.filter((one) => one.why === 'expired').map((one) => one.mine)).toEqual([false])
	expect(inShort(await submit(tenant, bo, lot.id))).toBe('1 of 2')
	const mine = (await standing(tenant, lot.id, bo))?.given.find((one) => one.mine)
	const withdraw = (person: TestPerson, reason: string) =>
		actAs(tenant, person, (ctx) => withdrawApproval(ctx, { approvalId: mine?.id ?? '', reason }))
	expect(await withdraw(ann, 'Not mine')).toMatchObject({ error: { code: 'not-yours' } })
	expect(await withdraw(bo, ' ')).toMatchObject({ error: { code: 'reason-missing' } })
	expect(await withdraw(bo, 'Wrong lot')).toMatchObject({ ok: true })
	expect(await withdraw(bo, 'Wrong lot')).toMatchObject({ error: { code: 'too-late' } })
	expect((await standing(tenant, lot.id, bo))?.have).toBe(0)
	expect(inShort(await submit(tenant, ann, lot.id))).toBe('1 of 2')
})

dbTest('the history of the record tells of every signature, also of whom it did not take over the line', async () => {
	const signature = { meaning: 'approved', reauth: 'password', reason: 'required' } as const
	const { tenant, lot, ann, bo } = await twoNeeded(FOUR_EYES, { signature })
	const sign = async (person: TestPerson, reason: string) => {
		world.clock.move(60_000)
		const proven = await signAs(person, reason, 'approved')
		return submit(tenant, person, lot.id, { signature: proven })
	}
	expect(inShort(await sign(ann, 'Labels seen'))).toBe('1 of 2')
	expect(inShort(await sign(bo, 'Papers seen'))).toBe('moved to pending_release')
	const page = await actAs(tenant, bo, (ctx) => readLotPage(ctx, lot.id, 'events'))
	const told = page?.inside?.history.map(({ title, actor, reason, signature: signed }) => [
		title.en,
		actor,
		reason,
		signed?.name,
		signed?.meaning.en,
	])
	expect(told?.slice(0, 2)).toEqual([
		['Submit for release', 'Bo', 'Papers seen', 'Bo', 'approved'],
		['Approval: Submit for release', 'Ann', 'Labels seen', 'Ann', 'approved'],
	])
})

dbTest('is void when the terms of the step change with another version of the workflow', async () => {
	const { tenant, lot, ann, bo } = await twoNeeded()
	await submit(tenant, ann, lot.id)
	const other = await publishStep(tenant, 'submit', { approval: { ...FOUR_EYES, expires: 'P9D' } })
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update workflow_instance set version_id = ? where subject_id = ?', [other, lot.id]),
	)
	expect((await standing(tenant, lot.id, ann))?.given[0]?.why).toBe('superseded')
	expect(inShort(await submit(tenant, bo, lot.id))).toBe('1 of 2')
})

dbTest('excludes who made the record, who asked for the step before and who edited it last', async () => {
	const { tenant, lot, ann, bo } = await twoNeeded({ quorum: 1, exclude: ['author', 'requester', 'lastEditor'] })
	const amended = await actAs(tenant, ann, (ctx) =>
		amendLot(ctx, { lotId: lot.id, changes: { supplierLot: 'S-9' }, reason: 'Misread' }),
	)
	expect(amended.ok).toBe(true)
	expect(inShort(await submit(tenant, ann, lot.id))).toBe('0 of 1')
	expect(inShort(await submit(tenant, bo, lot.id))).toBe('moved to pending_release')
})

dbTest('excludes everybody who contributed since the record came into its state, not only who did last', async () => {
	const { tenant, lot, ann, bo } = await twoNeeded({ quorum: 1, exclude: ['contributor'] })
	const cat = await makePerson(tenant, ['quality_reviewer'], { name: 'Cat' })
	for (const [person, supplierLot] of [
		[ann, 'S-9'],
		[bo, 'S-10'],
	] as const)
		await actAs(tenant, person, (ctx) => amendLot(ctx, { lotId: lot.id, changes: { supplierLot }, reason: 'Misread' }))
	expect(inShort(await submit(tenant, ann, lot.id))).toBe('0 of 1')
	expect(inShort(await submit(tenant, bo, lot.id))).toBe('0 of 1')
	expect((await standing(tenant, lot.id, cat))?.mayStill).toEqual(['Cat', 'Cy'])
	expect(inShort(await submit(tenant, cat, lot.id))).toBe('moved to pending_release')
})

dbTest('lets roles approve in their order', async () => {
	const { tenant, lot, ann, cy } = await twoNeeded({ quorum: 2, sequence: ['operator', 'quality_reviewer'] })
	expect(inShort(await submit(tenant, ann, lot.id))).toBe('0 of 2')
	expect(inShort(await submit(tenant, cy, lot.id))).toBe('1 of 2')
	expect((await standing(tenant, lot.id, ann))?.mayStill).toEqual(['Ann', 'Bo'])
	expect(inShort(await submit(tenant, ann, lot.id))).toBe('moved to pending_release')
})

dbTest('lists what waits for a person, and nothing of another tenant', async () => {
	const { tenant, lot, ann, bo, cy } = await twoNeeded()
	await submit(tenant, ann, lot.id)
	const waiting = (place: TenantInfo, person: TestPerson) =>
		actAs(place, person, async (ctx) => (await readWork(ctx, { kind: 'approval' })).work.flatMap(({ items }) => items))
	expect(await waiting(tenant, bo)).toMatchObject([{ code: lot.code, title: { en: 'Submit for release: 1 of 2' } }])
	expect(await waiting(tenant, ann)).toEqual([])
	expect(await waiting(tenant, cy)).toEqual([])
	const other = await makeTenant()
	const stranger = await makePerson(other, ['quality_reviewer'])
	expect(await waiting(other, stranger)).toEqual([])
	expect(inShort(await submit(other, stranger, lot.id))).toBe('unknown-lot')
	const [given] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ id: string }[]>('select id from workflow_approval where subject_id = ?', [lot.id]),
	)
	const taken = await actAs(other, stranger, (ctx) =>
		withdrawApproval(ctx, { approvalId: given?.id ?? '', reason: 'Not theirs' }),
	)
	expect(taken).toMatchObject({ error: { code: 'unknown-approval' } })
})
