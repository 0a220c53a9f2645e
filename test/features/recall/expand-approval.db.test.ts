import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { type ExpandRecall, expandRecall } from '#app/features/recall/expand-recall.server.ts'
import { readRecallPage } from '#app/features/recall/recall-page.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { linkLots, makeChain, makeOpenRecall, placeLot, signatureOf } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishChanged } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* A recall's scope is expanded by two people: what the first approved is what the second takes in, or nothing is. */

async function scene() {
	const tenant = await makeTenant()
	await publishChanged(tenant, 'recall', (definition) => {
		const step = definition.transitions.find(({ key }) => key === 'expand')
		if (step) step.approval = { quorum: 2, roles: ['recall_manager', 'auditor'] }
	})
	const first = await makePerson(tenant, ['recall_manager'])
	const second = await makePerson(tenant, ['recall_manager'])
	await makePerson(tenant, ['auditor'], { name: 'Reads only' })
	const chain = await makeChain(tenant)
	const bar = await placeLot(tenant, chain.bar, { code: 'BAR-2' })
	const rod = await placeLot(tenant, chain.rod, { code: 'ROD-5' })
	await linkLots(tenant, bar, rod)
	const recallId = await makeOpenRecall(tenant, first, [chain.seed])
	return { tenant, first, second, chain, bar, rod, recallId }
}

const expand = async (tenant: TenantInfo, person: TestPerson, request: Omit<ExpandRecall, 'signature'>) => {
	const signature = await signatureOf(person)
	return actAs(tenant, person, (ctx) => expandRecall(ctx, { ...request, signature }))
}
const statusOf = (tenant: TenantInfo, lotId: string) =>
	withTenantContext(tenant.id, async (ctx) => {
		const [row] = await ctx.em.execute<{ status: string }[]>('select status from lot where id = ?', [lotId])
		return row?.status
	})

dbTest('the lots that one approved are taken in by the second, and nothing before', async () => {
	const { tenant, first, second, bar, rod, recallId } = await scene()
	const request = { recallId, seedLotIds: [bar.id] }
	expect(await expand(tenant, first, request)).toMatchObject({ ok: true, value: { have: 1, need: 2 } })
	expect(await statusOf(tenant, bar.id)).not.toBe('recalled')
	expect(await expand(tenant, first, request)).toMatchObject({ ok: false, error: { code: 'transition-refused' } })
	const page = await actAs(tenant, second, (ctx) => readRecallPage(ctx, recallId))
	expect(page?.approvedSeeds).toMatchObject({ seeds: [{ id: bar.id, code: 'BAR-2' }], lots: 2, by: [first.name] })
	expect(page?.approvals.find((one) => one.transition === 'expand')?.mayStill).toEqual([second.name])
	expect(await expand(tenant, second, request)).toMatchObject({ ok: true, value: { lots: 2 } })
	expect([await statusOf(tenant, bar.id), await statusOf(tenant, rod.id)]).toEqual(['recalled', 'recalled'])
})

dbTest(
	'other lots, and the same ones once more came of them, are refused; begun anew, earlier approvals are void',
	async () => {
		const { tenant, first, second, chain, bar, recallId } = await scene()
		const request = { recallId, seedLotIds: [bar.id] }
		expect(await expand(tenant, first, request)).toMatchObject({ ok: true, value: { have: 1 } })
		const other = await placeLot(tenant, chain.bar, { code: 'BAR-9' })
		const refused = await expand(tenant, second, { recallId, seedLotIds: [other.id] })
		expect(refused).toMatchObject({
			ok: false,
			error: {
				code: 'transition-refused',
				refusals: [
					{
						code: 'approval',
						message: { en: expect.stringContaining('approved for something else') },
						detail: { notCounted: [{ approverId: first.id, why: 'otherwise' }] },
					},
				],
			},
		})
		const more = await placeLot(tenant, chain.rod, { code: `ROD-${newId().slice(-5)}` })
		await linkLots(tenant, bar, more)
		expect(await expand(tenant, second, request)).toMatchObject({ ok: false, error: { code: 'transition-refused' } })
		expect(await statusOf(tenant, bar.id)).not.toBe('recalled')

		expect(await expand(tenant, second, { ...request, anew: true })).toMatchObject({
			ok: true,
			value: { have: 1, need: 2 },
		})
		const page = await actAs(tenant, first, (ctx) => readRecallPage(ctx, recallId))
		expect(page?.approvedSeeds).toMatchObject({ seeds: [{ id: bar.id }], lots: 3, by: [second.name] })
		expect(page?.approvals.find((one) => one.transition === 'expand')?.given.map((one) => one.why)).toEqual([
			'otherwise',
			null,
		])
		// Whoever approved the other set is asked again, and nobody whose role may not open a recall.
		const waits = (person: TestPerson) =>
			actAs(tenant, person, async (ctx) =>
				(await readWork(ctx, { kind: 'approval' })).work.flatMap(({ items }) => items.map(({ title }) => title)),
			)
		expect(await waits(first)).toMatchObject([{ en: 'Expand scope: 1 of 2' }])
		expect(await waits(second)).toEqual([])
		expect(await waits(await makePerson(tenant, ['auditor']))).toEqual([])
		expect(await expand(tenant, first, request)).toMatchObject({ ok: true, value: { lots: 3 } })
		expect(await statusOf(tenant, more.id)).toBe('recalled')
		expect(await statusOf(tenant, other.id)).not.toBe('recalled')
	},
)
