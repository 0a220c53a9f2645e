import { expect } from 'vitest'
import { draftRecall } from '#app/features/recall/draft-recall.server.ts'
import { openRecall } from '#app/features/recall/open-recall.server.ts'
import { readRecallPage } from '#app/features/recall/recall-page.server.ts'
import { draftOf, linkLots, makeChain, placeLot, signatureOf } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishChanged } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* A recall is opened by two people: what the first approved is what goes on recall, or nothing does. */

async function scene() {
	const tenant = await makeTenant()
	await publishChanged(tenant, 'recall', (definition) => {
		const step = definition.transitions.find(({ key }) => key === 'open')
		if (step) step.approval = { quorum: 2, roles: ['recall_manager'] }
	})
	const [first, second] = [await makePerson(tenant, ['recall_manager']), await makePerson(tenant, ['recall_manager'])]
	const chain = await makeChain(tenant)
	const drafted = await actAs(tenant, first, (ctx) => draftRecall(ctx, draftOf([chain.seed])))
	if (!drafted.ok) throw new Error(drafted.error.code)
	const recallId = drafted.value.id
	const open = async (person: TestPerson, anew?: boolean) => {
		const signature = await signatureOf(person)
		return actAs(tenant, person, (ctx) => openRecall(ctx, { recallId, signature, anew }))
	}
	const page = async () => {
		const read = await actAs(tenant, second, (ctx) => readRecallPage(ctx, recallId))
		if (!read) throw new Error('no page')
		return { ...read, given: read.approvals.find((one) => one.transition === 'open')?.given.map((one) => one.why) }
	}
	return { tenant, first, second, chain, open, page }
}

dbTest('the scope that one approved is opened by the second', async () => {
	const { first, second, open, page } = await scene()
	expect((await page()).approvedScope).toBeNull()
	expect(await open(first)).toMatchObject({ ok: true, value: { have: 1, need: 2 } })
	expect(await page()).toMatchObject({
		approvedScope: { lots: 4, now: 4, by: [first.name], changed: false },
		given: [null],
	})
	expect(await open(second)).toMatchObject({ ok: true, value: { lots: 4 } })
})

dbTest('an approval is void once more came of the lots: opening is refused until it is begun anew', async () => {
	const { tenant, first, second, chain, open, page } = await scene()
	await open(first)
	const more = await placeLot(tenant, chain.rod, { code: 'ROD-77' })
	await linkLots(tenant, chain.seed, more)
	expect(await page()).toMatchObject({
		approvedScope: { lots: 4, now: 5, by: [first.name], changed: true },
		given: ['otherwise'],
	})
	expect(await open(second)).toMatchObject({
		ok: false,
		error: {
			code: 'transition-refused',
			refusals: [{ code: 'approval', detail: { have: 1, notCounted: [{ approverId: first.id, why: 'otherwise' }] } }],
		},
	})
	expect((await page()).recall.status).toBe('draft')
	expect(await open(second, true)).toMatchObject({ ok: true, value: { have: 1, need: 2 } })
	expect(await page()).toMatchObject({ approvedScope: { lots: 5, now: 5, changed: false }, given: ['otherwise', null] })
	expect(await open(first)).toMatchObject({ ok: true, value: { lots: 5 } })
})
