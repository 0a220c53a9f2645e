import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { err } from '#app/core/result.ts'
import { attachFile } from '#app/features/cases/attach-file.server.ts'
import { readCasePage } from '#app/features/cases/case-page.server.ts'
import { listCases } from '#app/features/cases/cases.queries.server.ts'
import { moveCase } from '#app/features/cases/move-case.server.ts'
import { moveGoods } from '#app/features/cases/move-goods.server.ts'
import { openCase } from '#app/features/cases/open-case.server.ts'
import { openFromStep } from '#app/features/workflow/open-from-step.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { caseForm, makeCase } from '../../factories/case.ts'
import { makeItem as makeItemOfSort } from '../../factories/item.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeCustomer, makeSite, makeSupplier } from '../../factories/party.ts'
import { signAs } from '../../factories/quality.ts'
import { placeLot, shipLots } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const lot = await makeLot(tenant, item, { quantity: { value: '10', unit: item.unit }, state: 'quarantine' })
	const supplier = await makeSupplier(tenant)
	const receiver = await makePerson(tenant, ['receiving'])
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	return { tenant, lot, supplier, receiver, reviewer }
}

const stateOf = (tenant: Awaited<ReturnType<typeof scene>>['tenant'], lotId: string) =>
	withTenantContext(tenant.id, async (ctx) => {
		const [row] = await ctx.em.execute<{ status: string; on_hand: string }[]>(
			'select status, trim_scale(on_hand)::text as on_hand from lot where id = ?',
			[lotId],
		)
		return row
	})

dbTest(
	'a return is agreed by another person, confirmed by the supplier, and moves its lots by a trace event',
	async () => {
		const { tenant, lot, supplier, receiver, reviewer } = await scene()
		const form = caseForm('return', { partyId: supplier.id, lots: [{ code: lot.code, quantity: '10' }] })
		const { id } = await makeCase(tenant, receiver, form)
		const goods = (person: TestPerson) => actAs(tenant, person, (ctx) => moveGoods(ctx, { id }), true)
		const operator = await makePerson(tenant, ['operator'])
		expect(await goods(operator)).toEqual(err({ code: 'forbidden' }))
		expect(await actAs(tenant, receiver, (ctx) => moveGoods(ctx, { id }))).toMatchObject({
			ok: false,
			error: { code: 'transition-refused', refusals: [{ code: 'state' }] },
		})
		expect(await stateOf(tenant, lot.id)).toEqual({ status: 'quarantine', on_hand: '10' })
		const signature = await signAs(reviewer)
		const agreed = await actAs(tenant, reviewer, (ctx) =>
			moveCase(ctx, { kind: 'return', id, transition: 'agree', signature }),
		)
		expect(agreed).toMatchObject({ ok: true })
		const partner = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
		const confirm = { kind: 'return' as const, id, transition: 'confirm', fields: { partnerReference: 'RMA-7' } }
		expect(await actAs(tenant, partner, (ctx) => moveCase(ctx, confirm))).toMatchObject({ ok: true })
		const moved = await actAs(tenant, receiver, (ctx) => moveGoods(ctx, { id, reference: 'DN-1' }))
		expect(moved).toMatchObject({ ok: true })
		expect(await stateOf(tenant, lot.id)).toEqual({ status: 'returned', on_hand: '0' })
		const page = await actAs(tenant, reviewer, (ctx) => readCasePage(ctx, 'return', id))
		expect(page?.one).toMatchObject({ status: 'moved', movedEventId: expect.any(String) })
		expect(await goods(receiver)).toEqual(err({ code: 'moved' }))
	},
)

dbTest('goods of which too little is there do not move, and nothing else does', async () => {
	const { tenant, lot, supplier, receiver, reviewer } = await scene()
	const form = caseForm('return', { partyId: supplier.id, lots: [{ code: lot.code, quantity: '11' }] })
	const { id } = await makeCase(tenant, receiver, form)
	const signature = await signAs(reviewer)
	await actAs(tenant, reviewer, (ctx) => moveCase(ctx, { kind: 'return', id, transition: 'agree', signature }))
	expect(await actAs(tenant, receiver, (ctx) => moveGoods(ctx, { id }))).toMatchObject({
		ok: false,
		error: { code: 'event-refused', refusal: { code: 'insufficient-quantity' } },
	})
	expect(await stateOf(tenant, lot.id)).toEqual({ status: 'quarantine', on_hand: '10' })
	const unknown = await actAs(tenant, receiver, (ctx) => moveGoods(ctx, { id: newId() }))
	expect(unknown).toEqual(err({ code: 'unknown-case' }))
})

dbTest('a customer complains for itself, sees its own complaints alone and none of the house’s notes', async () => {
	const { tenant, reviewer } = await scene()
	const [customer, rival] = [await makeCustomer(tenant), await makeCustomer(tenant)]
	const person = await makePerson(tenant, ['customer'], { partyId: customer.id })
	const other = await makePerson(tenant, ['customer'], { partyId: rival.id })
	const opened = await actAs(tenant, person, (ctx) => openCase(ctx, caseForm('complaint', { partyId: rival.id })))
	if (!opened.ok) throw new Error(opened.error.code)
	const { id } = opened.value
	expect(await actAs(tenant, person, (ctx) => openCase(ctx, caseForm('capa')))).toEqual(err({ code: 'forbidden' }))
	expect((await actAs(tenant, reviewer, (ctx) => readCasePage(ctx, 'complaint', id)))?.one.partyId).toBe(customer.id)
	expect(await actAs(tenant, other, (ctx) => readCasePage(ctx, 'complaint', id))).toBeNull()
	expect((await actAs(tenant, other, (ctx) => listCases(ctx, 'complaint', {}))).items).toEqual([])
	const take = (by: TestPerson, transition: string, fields = {}) =>
		actAs(tenant, by, (ctx) => moveCase(ctx, { kind: 'complaint', id, transition, fields }), true)
	expect(await take(person, 'investigate')).toMatchObject({ ok: false })
	await take(reviewer, 'investigate')
	await take(reviewer, 'ask', { question: 'Which carton?' })
	expect(await take(other, 'reply', { reply: 'Mine' })).toEqual(err({ code: 'unknown-case' }))
	expect(await take(person, 'reply', { reply: 'The third' })).toMatchObject({ ok: true })
	await take(reviewer, 'submit', { cause: 'Worn tray', conclusion: 'Replaced' })
	const page = await actAs(tenant, person, (ctx) => readCasePage(ctx, 'complaint', id))
	expect(page?.one).toMatchObject({ cause: null, conclusion: null, responsible: null })
	expect(page?.record.history.every((entry) => entry.actor === null)).toBe(true)
	expect(page?.record.history.flatMap((entry) => entry.fields.map((field) => field.value))).toEqual([
		'The third',
		'Which carton?',
	])
	const file = { key: 'k', fileName: 'box.png', contentType: 'image/png', size: 1, sha256: 'a' }
	const attach = (by: TestPerson) =>
		actAs(tenant, by, (ctx) => attachFile(ctx, { kind: 'complaint', id, title: 'The box', file }))
	expect(await attach(person)).toMatchObject({ ok: true })
	expect(await attach(other)).toEqual(err({ code: 'unknown-case' }))
	const auditor = await makePerson(tenant, ['auditor'])
	expect(await attach(auditor)).toEqual(err({ code: 'forbidden' }))
	const after = await actAs(tenant, person, (ctx) => readCasePage(ctx, 'complaint', id))
	expect(after?.files.rows).toMatchObject([{ title: 'The box' }])
})

dbTest('a step that asks for a CAPA opens it about the same lot, linked with where it comes from', async () => {
	const { tenant, lot, reviewer, supplier, receiver } = await scene()
	const form = caseForm('return', { partyId: supplier.id, lots: [{ code: lot.code, quantity: '1' }] })
	const { id, number } = await makeCase(tenant, receiver, form)
	const step = { kind: 'return' as const, id, label: number, record: { partyId: supplier.id }, reason: 'Again' }
	const opened = await actAs(tenant, reviewer, (ctx) => openFromStep(ctx, 'capa', step))
	const page = await actAs(tenant, reviewer, (ctx) => readCasePage(ctx, 'capa', opened?.id ?? ''))
	expect(page?.links.rows.map((link) => `${link.role} ${link.label}`).sort()).toEqual([
		`about ${lot.code}`,
		`origin ${number}`,
	])
	const back = await actAs(tenant, reviewer, (ctx) => readCasePage(ctx, 'return', id))
	expect(back?.links.rows).toContainEqual(expect.objectContaining({ role: 'result', label: opened?.number }))
	const deviation = await actAs(tenant, reviewer, (ctx) => openFromStep(ctx, 'deviation', step))
	expect(deviation?.number).toMatch(/^DEV-/)
})

dbTest(
	'what a customer sends back goes to quarantine with the rest of its lot, and no more than it was sent',
	async () => {
		const { tenant, receiver, reviewer } = await scene()
		const [customer, rival] = [await makeCustomer(tenant), await makeCustomer(tenant)]
		const site = await makeSite(tenant)
		const lot = await placeLot(tenant, await makeItemOfSort(tenant), { onHand: '100' })
		await shipLots(tenant, customer, site.id, [{ lot, quantity: '4' }])
		const open = (quantity: string, partyId = customer.id) =>
			actAs(tenant, receiver, (ctx) =>
				openCase(ctx, caseForm('return', { topic: 'from_customer', partyId, lots: [{ code: lot.code, quantity }] })),
			)
		const tooMuch = (limit: string) => err({ code: 'more-than-sent', detail: lot.code, limit: `${limit} ${lot.unit}` })
		expect(await open('4.5')).toEqual(tooMuch('4'))
		// Goods that somebody else passed on come from further away; more than has left the house cannot come at all.
		expect(await open('901', rival.id)).toEqual(tooMuch('900'))
		const [first, second] = [await open('3'), await open('3')]
		if (!first.ok || !second.ok) throw new Error('Not opened')
		for (const { id } of [first.value, second.value]) {
			const signature = await signAs(reviewer)
			await actAs(tenant, reviewer, (ctx) => moveCase(ctx, { kind: 'return', id, transition: 'agree', signature }))
		}
		// Booked at the same moment: whoever comes second finds what is left.
		const booked = await Promise.all(
			[first.value, second.value].map(({ id }) => actAs(tenant, receiver, (ctx) => moveGoods(ctx, { id }))),
		)
		expect(booked.filter(({ ok }) => ok)).toHaveLength(1)
		expect(booked.find(({ ok }) => !ok)).toEqual(tooMuch('1'))
		expect(await stateOf(tenant, lot.id)).toEqual({ status: 'quarantine', on_hand: '103' })
		const mine = await makePerson(tenant, ['customer'], { partyId: customer.id })
		const listed = await actAs(tenant, mine, (ctx) => listCases(ctx, 'return', {}))
		expect(listed.items.map(({ openedBy, responsible }) => [openedBy, responsible])).toEqual([
			[null, null],
			[null, null],
		])
	},
)
