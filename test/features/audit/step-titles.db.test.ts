import { expect } from 'vitest'
import type { LocalizedText } from '#app/core/localized.ts'
import { listAudit } from '#app/features/audit/audit.queries.server.ts'
import { inWords } from '#app/features/audit/step-titles.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { publishLotWorkflow } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

dbTest('a step of a company’s own workflow is told by the title of the version that the record follows', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['quality_reviewer'])
	const publish = (title: LocalizedText | undefined, key = 'note_it') =>
		publishLotWorkflow(tenant, (definition) => {
			const step = definition.transitions.find((one) => one.key === 'submit')
			if (step) definition.transitions.push({ ...step, key, title })
		})
	const item = await makeItem(tenant)
	await publish({ en: 'Noticed', 'zh-CN': '已知悉' })
	const first = await makeLot(tenant, item, { state: 'quarantine' })
	await publish({ en: 'Taken note of', 'zh-CN': '已记录' })
	const second = await makeLot(tenant, item, { state: 'quarantine' })
	await publish(undefined, 'left_unnamed')
	const third = await makeLot(tenant, item, { state: 'quarantine' })
	const told = async (lotId: string, transition: string) => {
		const moved = await actAs(tenant, person, (ctx) => transitionLot(ctx, { lotId, transition }))
		expect(moved.ok, JSON.stringify(moved)).toBe(true)
		return actAs(tenant, person, async (ctx) => {
			const { items } = await listAudit(ctx, { subject: lotId }, { limit: 10 })
			return (await inWords(ctx, items)).find(({ action }) => action === `lot.${transition}`)?.title
		})
	}
	expect(await told(first.id, 'note_it')).toEqual({ en: 'Noticed', 'zh-CN': '已知悉' })
	expect(await told(second.id, 'note_it')).toEqual({ en: 'Taken note of', 'zh-CN': '已记录' })
	expect(await told(third.id, 'left_unnamed')).toEqual({ en: 'Left unnamed', 'zh-CN': 'Left unnamed' })
})

dbTest('an action that no workflow of the company has stays without words', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['quality_reviewer'])
	const id = '01890a5d-ac96-774b-bcce-b302099a8057'
	const entries = [
		{ action: 'lot.unheard_of', subject: { type: 'lot', id } },
		{ action: 'lot.hold', subject: { type: 'lot', id } },
		{ action: 'session.unheard', subject: { type: 'session', id } },
	]
	const titles = await actAs(tenant, person, async (ctx) => (await inWords(ctx, entries)).map(({ title }) => title?.en))
	expect(titles[0]).toBeUndefined()
	expect(titles[1]).toBeTypeOf('string')
	expect(titles[2]).toBeUndefined()
})
