import { expect } from 'vitest'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { completeTasks } from '#app/features/work/complete-tasks.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import { delegate } from '#app/features/workflow/delegate.server.ts'
import { writeTasks } from '#app/features/workflow/write-tasks.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem as makeGoods } from '../../factories/item.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeSupplier } from '../../factories/party.ts'
import { placeLot } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const portal = useTestPortal()

const title = { en: 'Take a sample', 'zh-CN': '取样' }
type Asked = { role: string; partyId: string | null } | { accountId: string }

async function scene() {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const ask = async (of: Asked, dueAt: Date | null = null): Promise<string> => {
		const subject = { type: 'lot', id: lot.id, label: lot.code }
		const [id] = await withTenantContext(tenant.id, (ctx) =>
			writeTasks(ctx, [{ title, subject, for: of, dueAt, origin: 'step:submit', instanceId: null }]),
		)
		return id as string
	}
	return { tenant, lot, ask }
}

const tasksOf = async (tenant: TenantInfo, person: TestPerson, team = false) => {
	const { work } = await actAs(tenant, person, (ctx) => readWork(ctx, { kind: 'task', team }))
	return work.flatMap((part) => part.items)
}
const finish = (tenant: TenantInfo, person: TestPerson, ids: string[]) =>
	actAs(tenant, person, (ctx) => completeTasks(ctx, { ids, note: 'Sample 17 taken' }))

dbTest('a task stands in the list of whoever it is for, with its record, and of nobody else', async () => {
	const { tenant, lot, ask } = await scene()
	const [ann, bo] = [await makePerson(tenant, ['quality_reviewer']), await makePerson(tenant, ['operator'])]
	const party = await makeSupplier(tenant)
	const partner = await makePerson(tenant, ['supplier'], { partyId: party.id })
	const auditor = await makePerson(tenant, ['auditor'])
	const forRole = await ask({ role: 'quality_reviewer', partyId: null }, new Date(portal.clock.now().getTime() - 1))
	const forBo = await ask({ accountId: bo.id })
	const forPartner = await ask({ role: 'supplier', partyId: party.id })
	expect((await tasksOf(tenant, ann)).map((one) => one.id)).toEqual([forRole])
	expect(await tasksOf(tenant, ann)).toMatchObject([{ code: lot.code, title, target: `lot/${lot.id}` }])
	expect((await tasksOf(tenant, bo)).map((one) => one.id)).toEqual([forBo])
	expect((await tasksOf(tenant, partner)).map((one) => one.id)).toEqual([forPartner])
	const all = await tasksOf(tenant, auditor, true)
	expect(Object.fromEntries(all.map((one) => [one.id, one.who]))).toEqual({
		[forRole]: 'quality_reviewer',
		[forBo]: bo.name,
		[forPartner]: 'supplier',
	})
	const { counts } = await actAs(tenant, ann, (ctx) => readWork(ctx))
	expect(counts).toMatchObject({ overdue: 1, kinds: { task: 1 } })
})

dbTest('a task is closed once, by who may, with what was done', async () => {
	const { tenant, ask } = await scene()
	const [ann, bo] = [await makePerson(tenant, ['quality_reviewer']), await makePerson(tenant, ['operator'])]
	const elsewhere = await makeTenant()
	const stranger = await makePerson(elsewhere, ['quality_reviewer'])
	const ids = [
		await ask({ role: 'quality_reviewer', partyId: null }),
		await ask({ role: 'quality_reviewer', partyId: null }),
		await ask({ accountId: bo.id }),
	]
	expect(await finish(elsewhere, stranger, ids)).toMatchObject({ error: { code: 'not-open' } })
	expect(await finish(tenant, ann, ids)).toEqual({ ok: true, value: { done: 2 } })
	expect(await finish(tenant, ann, ids)).toMatchObject({ error: { code: 'not-open' } })
	expect(await tasksOf(tenant, ann)).toEqual([])
	expect(await tasksOf(tenant, bo)).toHaveLength(1)
	const entries = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select actor->>'id' as actor_id, reason from audit_entry where action = 'task.done'"),
	)
	expect(entries).toEqual([
		{ actor_id: ann.id, reason: 'Sample 17 taken' },
		{ actor_id: ann.id, reason: 'Sample 17 taken' },
	])
})

dbTest('an approval that others wait for stands in the list of who may still give it', async () => {
	const { tenant, lot } = await scene()
	await publishStep(tenant, 'submit', { approval: { quorum: 2, roles: ['quality_reviewer'], expires: 'P3D' } })
	const pinned = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const [ann, bo, cy] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' }),
		await makePerson(tenant, ['quality_reviewer'], { name: 'Bo' }),
		await makePerson(tenant, ['operator']),
	]
	const approvals = async (person: TestPerson) =>
		(await actAs(tenant, person, (ctx) => readWork(ctx, { kind: 'approval' }))).work.flatMap((part) => part.items)
	const submit = (person: TestPerson, lotId: string) =>
		actAs(tenant, person, (ctx) => transitionLot(ctx, { lotId, transition: 'submit', mayApprove: true }))
	await submit(ann, pinned.id)
	expect(await approvals(bo)).toMatchObject([{ code: pinned.code, target: `lot/${pinned.id}`, from: 'Ann' }])
	expect((await approvals(bo))[0]?.title).toMatchObject({ en: expect.stringContaining('1 of 2') })
	expect(await approvals(ann)).toEqual([])
	expect(await approvals(cy)).toEqual([])
	await submit(bo, pinned.id)
	expect(await approvals(bo)).toEqual([])
	expect(lot.id).not.toBe(pinned.id)
})

dbTest('work of a person who is away is done in their name while the delegation lasts', async () => {
	const { tenant } = await scene()
	const [ann, op] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' }),
		await makePerson(tenant, ['operator']),
	]
	const waiting = await placeLot(tenant, await makeGoods(tenant), { state: 'pending_release', onHand: '1' })
	const releases = async () =>
		(await actAs(tenant, op, (ctx) => readWork(ctx, { kind: 'release' }))).work.flatMap((part) => part.items)
	expect(await releases()).toEqual([])
	const from = portal.clock.now()
	const until = new Date(from.getTime() + 86_400_000)
	const given = await actAs(tenant, ann, (ctx) =>
		delegate(ctx, { delegateId: op.id, startsAt: from, endsAt: until, kinds: ['lot'], reason: 'On leave' }),
	)
	expect(given.ok).toBe(true)
	expect(await releases()).toMatchObject([{ id: waiting.id, inNameOf: { name: 'Ann', until: until.toISOString() } }])
	portal.clock.move(2 * 86_400_000)
	expect(await releases()).toEqual([])
})
