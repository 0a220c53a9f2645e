import { expect } from 'vitest'
import { addAction } from '#app/features/cases/edit-case.server.ts'
import { readHome } from '#app/features/home/read-home.server.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import { dueMomentsOf } from '#app/features/workflow/deadlines.queries.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { caseForm, makeCase } from '../../factories/case.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { makeSupplier } from '../../factories/party.ts'
import { placeLot } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()

const as = <T>(tenant: TenantInfo, person: TestPerson, work: (ctx: Context) => Promise<T>) =>
	actAs(tenant, person, work)

dbTest('the numbers of the first page are those of the work list, and pages have everything once', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	for (let index = 0; index < 7; index += 1) await placeLot(tenant, item, { state: 'pending_release', onHand: '1' })
	for (let index = 0; index < 3; index += 1) await placeLot(tenant, item, { state: 'on_hold', onHand: '1' })
	test.clock.move(30 * 86_400_000)
	const list = await as(tenant, reviewer, (ctx) => readWork(ctx))
	const { home } = await as(tenant, reviewer, readHome)
	if (home.audience !== 'internal') throw new Error(home.audience)
	expect(home.counts).toEqual(list.counts)
	expect(list.counts).toMatchObject({ all: 10, overdue: 10, kinds: { release: 7, hold: 3 } })
	const seen: string[] = []
	for (let after: string | undefined, pages = 0; pages < 10; pages += 1) {
		const page = await as(tenant, reviewer, (ctx) => readWork(ctx, { limit: 4, after }))
		seen.push(...page.work.flatMap((part) => part.items.map((one) => one.id)))
		if (!page.nextCursor) break
		after = page.nextCursor
	}
	expect(seen).toHaveLength(10)
	expect(new Set(seen).size).toBe(10)
	const holds = await as(tenant, reviewer, (ctx) => readWork(ctx, { kind: 'hold', overdue: true }))
	expect(holds.work.flatMap((part) => part.items).every((one) => one.kind === 'hold')).toBe(true)
})

dbTest("everybody's work is for who sees the people; others see their own, and nobody another tenant's", async () => {
	const tenant = await makeTenant()
	await placeLot(tenant, await makeItem(tenant), { state: 'pending_release', onHand: '1' })
	const [auditor, operator] = [await makePerson(tenant, ['auditor']), await makePerson(tenant, ['operator'])]
	const stranger = await makePerson(await makeTenant(), ['compliance_admin'])
	const all = { team: true }
	expect((await as(tenant, auditor, (ctx) => readWork(ctx))).counts.all).toBe(0)
	expect((await as(tenant, auditor, (ctx) => readWork(ctx, all))).counts.kinds).toMatchObject({ release: 1 })
	expect((await as(tenant, operator, (ctx) => readWork(ctx, all))).counts.kinds.release).toBeUndefined()
	const other = await makeTenant()
	expect((await as(other, stranger, (ctx) => readWork(ctx, all))).counts.all).toBe(0)
})

dbTest("everybody's work has the cases and measures of others, with who is to act", async () => {
	const tenant = await makeTenant()
	const [reviewer, other] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Rita Reviewer' }),
		await makePerson(tenant, ['quality_reviewer'], { name: 'Owen Owner' }),
	]
	const admin = await makePerson(tenant, ['compliance_admin'])
	const { id } = await makeCase(tenant, reviewer, caseForm('capa', { responsibleId: reviewer.id }))
	await as(tenant, reviewer, (ctx) =>
		addAction(ctx, { kind: 'capa', id, title: 'Replace the tray', ownerId: other.id, dueOn: '2030-01-31' }),
	)
	const items = async (person: TestPerson, team: boolean) =>
		(await as(tenant, person, (ctx) => readWork(ctx, { team }))).work
			.flatMap((part) => part.items)
			.filter((item) => item.kind === 'case' || item.kind === 'measure')
	expect(await items(admin, false)).toEqual([])
	const all = await items(admin, true)
	expect(all.find((item) => item.kind === 'case')).toMatchObject({ who: 'Rita Reviewer' })
	expect(all.find((item) => item.kind === 'measure')).toMatchObject({ title: 'Replace the tray', who: 'Owen Owner' })
})

dbTest('the rows of a list say when their state is due; a partner and another tenant are told of none', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const supplier = await makeSupplier(tenant)
	const partner = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const [waiting, released] = [
		await makeLot(tenant, item, { state: 'quarantine' }),
		await placeLot(tenant, item, { state: 'released', onHand: '1' }),
	]
	const ids = [waiting.id, released.id]
	const due = await as(tenant, reviewer, (ctx) => dueMomentsOf(ctx, 'lot', ids))
	expect(Object.keys(due)).toEqual([waiting.id])
	// The deadline that holds the lot, not the reminder before it.
	const [timer] = await as(tenant, reviewer, (ctx) =>
		ctx.em.execute<{ due_at: string }[]>(
			"select t.due_at from workflow_timer t join workflow_instance i on i.id = t.instance_id where i.subject_id = ? and t.effect <> 'warn'",
			[waiting.id],
		),
	)
	expect(due[waiting.id]).toBe(new Date(timer?.due_at ?? '').toISOString())
	expect(await as(tenant, partner, (ctx) => dueMomentsOf(ctx, 'lot', ids))).toEqual({})
	const other = await makeTenant()
	const stranger = await makePerson(other, ['quality_reviewer'])
	expect(await as(other, stranger, (ctx) => dueMomentsOf(ctx, 'lot', ids))).toEqual({})
})

dbTest('the work list says of a held lot the deadline that the list of lots says, also once it is over', async () => {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	await as(tenant, reviewer, (ctx) => placeHold(ctx, { lotId: lot.id, reason: 'Torn bag' }))
	const both = () =>
		as(tenant, reviewer, async (ctx) => {
			const items = (await readWork(ctx, { team: false })).work.flatMap((part) => part.items)
			const list = (await dueMomentsOf(ctx, 'lot', [lot.id]))[lot.id]
			return { list, work: items.find((one) => one.kind === 'hold')?.dueAt }
		})
	const before = await both()
	expect(before.list).toBeDefined()
	expect(before.work).toBe(before.list)
	await as(tenant, reviewer, (ctx) =>
		ctx.em.execute(
			"update workflow_timer set due_at = due_at - interval '60 days', fired_at = now() where tenant_id = ?",
			[tenant.id],
		),
	)
	const after = await both()
	expect(after.work).toBe(after.list)
	expect(after.work && before.work && after.work < before.work).toBe(true)
})
