import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import type { CaseKind } from '#app/features/cases/case.model.ts'
import { casesOf } from '#app/features/cases/case-links.queries.server.ts'
import { readCasePage } from '#app/features/cases/case-page.server.ts'
import { listCases } from '#app/features/cases/cases.queries.server.ts'
import { deviateCase } from '#app/features/cases/deviate-case.server.ts'
import { editAction } from '#app/features/cases/edit-action.server.ts'
import { addAction, editCase, finishAction, linkRecord } from '#app/features/cases/edit-case.server.ts'
import { type MoveCase, moveCase } from '#app/features/cases/move-case.server.ts'
import { openCase } from '#app/features/cases/open-case.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { caseForm, makeCase } from '../../factories/case.ts'
import { makeCustomer, makeSupplier } from '../../factories/party.ts'
import { makeTestedLot, signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene() {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant, { results: false })
	const other = await makePerson(tenant, ['quality_reviewer'])
	const operator = await makePerson(tenant, ['operator'])
	return { tenant, lot, reviewer, other, operator }
}
type Scene = Awaited<ReturnType<typeof scene>>

const moverOf =
	({ tenant }: Scene, kind: CaseKind, id: string) =>
	(person: TestPerson, transition: string, more: Partial<MoveCase> = {}) =>
		actAs(tenant, person, (ctx) => moveCase(ctx, { kind, id, transition, ...more }), true)

const refused = (...codes: string[]) => ({
	ok: false,
	error: { code: 'transition-refused', refusals: codes.map((code) => ({ code })) },
})

dbTest(
	'a CAPA that comes from a deviation is linked both ways and closed by another person than who did it',
	async () => {
		const s = await scene()
		const { tenant, lot, reviewer, other, operator } = s
		const deviation = await actAs(tenant, operator, (ctx) =>
			openDeviation(ctx, { lot: { id: lot.id }, title: 'Scratched', severity: 'minor', reason: 'Seen at packing' }),
		)
		if (!deviation.ok) throw new Error(deviation.error.code)
		const { id, number } = await makeCase(
			tenant,
			reviewer,
			caseForm('capa', { topic: 'deviation', from: `deviation:${deviation.value.id}`, dueOn: '2026-12-24' }),
		)
		expect(number).toBe('CAPA-2026-0001')
		const page = async () => {
			const found = await actAs(tenant, reviewer, (ctx) => readCasePage(ctx, 'capa', id))
			if (!found) throw new Error('no page')
			return found
		}
		const fresh = await page()
		expect(fresh.one).toMatchObject({
			status: 'opened',
			isOpen: true,
			dueOn: '2026-12-24',
			responsible: { id: reviewer.id },
		})
		expect(fresh.links.rows).toMatchObject([
			{ role: 'origin', type: 'deviation', label: deviation.value.number },
			{ role: 'about', type: 'lot', label: lot.code },
		])
		const ledTo = await withTenantContext(tenant.id, (ctx) => casesOf(ctx, 'deviation', deviation.value.id))
		expect(ledTo.rows).toMatchObject([{ id, kind: 'capa' }])
		const move = moverOf(s, 'capa', id)
		expect(await move(operator, 'investigate')).toMatchObject({ ok: true })
		expect(await move(reviewer, 'submit_plan')).toMatchObject(refused('field', 'field', 'guard'))
		const plan = { fields: { cause: 'Worn trays', effectivenessCheck: 'Ten lots' } }
		expect(await move(reviewer, 'submit_plan', plan)).toMatchObject(refused('guard'))
		const measure = await actAs(tenant, reviewer, (ctx) =>
			addAction(ctx, { kind: 'capa', id, title: 'Replace the trays', ownerId: operator.id, dueOn: '2026-12-20' }),
		)
		expect(await move(reviewer, 'submit_plan', plan)).toMatchObject({ ok: true })
		expect(await move(reviewer, 'approve_plan', { signature: await signAs(reviewer) })).toMatchObject(
			refused('approval'),
		)
		expect(await move(other, 'approve_plan', { signature: await signAs(other) })).toMatchObject({ ok: true })
		expect(await move(operator, 'complete', { fields: { conclusion: 'Replaced' } })).toMatchObject(refused('guard'))
		const actionId = measure.ok ? measure.value.id : ''
		await actAs(tenant, operator, (ctx) => finishAction(ctx, { kind: 'capa', id, actionId, note: 'Replaced' }))
		expect(await move(operator, 'complete', { fields: { conclusion: 'Replaced' } })).toMatchObject({ ok: true })
		expect(await move(reviewer, 'submit_check', { fields: { effectivenessResult: 'None' } })).toMatchObject({
			ok: true,
		})
		expect(await move(reviewer, 'close', { signature: await signAs(reviewer) })).toMatchObject(refused('approval'))
		expect(await move(other, 'close', { signature: await signAs(other) })).toMatchObject({
			ok: true,
			value: { to: 'closed' },
		})
		const done = await page()
		expect(done.one).toMatchObject({
			isOpen: false,
			cause: 'Worn trays',
			effectivenessResult: 'None',
			closedBy: other.name,
		})
		expect(done.record.history[0]?.signature).toMatchObject({ name: other.name })
		const signed = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute(
				"select content->'record'->>'effectivenessResult' as result from signature where subject_id = ? order by signed_at desc limit 1",
				[id],
			),
		)
		expect(signed).toEqual([{ result: 'None' }])
	},
)

dbTest('opening says what is missing or not there', async () => {
	const { tenant, reviewer, operator, lot } = await scene()
	const supplier = await makeSupplier(tenant)
	const open = (person: TestPerson, ...form: Parameters<typeof caseForm>) =>
		actAs(tenant, person, (ctx) => openCase(ctx, caseForm(...form)))
	expect(await open(operator, 'capa')).toEqual(err({ code: 'forbidden' }))
	expect(await open(reviewer, 'capa', { topic: 'to_supplier' })).toEqual(err({ code: 'topic-missing' }))
	expect(await open(reviewer, 'capa', { lots: [{ code: 'nothing', quantity: '' }] })).toEqual(
		err({ code: 'unknown-lot', detail: 'nothing' }),
	)
	expect(await open(reviewer, 'capa', { from: 'deviation:00000000-0000-7000-8000-000000000000' })).toEqual(
		err({ code: 'unknown-origin' }),
	)
	expect(await open(reviewer, 'capa', { responsibleId: lot.id })).toEqual(err({ code: 'unknown-person' }))
	expect(await open(reviewer, 'complaint')).toEqual(err({ code: 'party-missing' }))
	expect(await open(reviewer, 'complaint', { partyId: lot.id })).toEqual(err({ code: 'unknown-party' }))
	const back = { partyId: supplier.id }
	expect(await open(reviewer, 'return', back)).toEqual(err({ code: 'lots-missing' }))
	expect(await open(reviewer, 'return', { ...back, lots: [{ code: lot.code, quantity: '' }] })).toEqual(
		err({ code: 'quantity-missing', detail: lot.code }),
	)
	const nothing = { lines: [], procedures: [] }
	expect(await open(reviewer, 'change', { change: nothing })).toEqual(err({ code: 'change-missing' }))
})

dbTest(
	'a measure that is not done is changed, with what it said before in the trail; a done one stays as it was',
	async () => {
		const { tenant, reviewer, other, operator } = await scene()
		const { id } = await makeCase(tenant, reviewer, caseForm('capa'))
		const as = <T>(person: TestPerson, handler: Parameters<typeof actAs<T>>[2]) => actAs(tenant, person, handler)
		const measure = { kind: 'capa' as const, id, title: 'Replace the tray', ownerId: operator.id, dueOn: '2026-12-20' }
		const added = await as(reviewer, (ctx) => addAction(ctx, measure))
		if (!added.ok) throw new Error(added.error.code)
		const actionId = added.value.id
		const edit = (person: TestPerson, more: object = {}) =>
			as(person, (ctx) => editAction(ctx, { ...measure, actionId, version: 1, ...more }))
		const changed = { title: 'Replace all trays', ownerId: other.id, dueOn: undefined }
		const shipper = await makePerson(tenant, ['shipping'])
		const elsewhere = await makeCase(tenant, reviewer, caseForm('capa'))
		expect(await edit(shipper, changed)).toEqual(err({ code: 'forbidden' }))
		expect(await edit(reviewer, { ...changed, ownerId: id })).toEqual(err({ code: 'unknown-person' }))
		expect(await edit(reviewer, { ...changed, id: elsewhere.id })).toEqual(err({ code: 'unknown-action' }))
		expect(await edit(reviewer)).toMatchObject({ ok: true })
		expect(await edit(reviewer, changed)).toMatchObject({ ok: true })
		expect(await edit(reviewer, { title: 'Overwritten' })).toEqual(err({ code: 'stale' }))
		const page = await as(reviewer, (ctx) => readCasePage(ctx, 'capa', id))
		expect(page?.actions.rows).toMatchObject([
			{ title: 'Replace all trays', ownerId: other.id, dueOn: null, version: 2 },
		])
		const trail = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ before: object; after: object }[]>(
				`select before, after from audit_entry where action = 'case.edit-action' and subject_id = ?`,
				[id],
			),
		)
		expect(trail).toEqual([
			{
				before: { actionId, title: 'Replace the tray', ownerId: operator.id, dueOn: '2026-12-20' },
				after: { actionId, title: 'Replace all trays', ownerId: other.id, dueOn: null },
			},
		])
		await as(other, (ctx) => finishAction(ctx, { kind: 'capa', id, actionId, note: 'Replaced' }))
		expect(await edit(reviewer, { version: 3 })).toEqual(err({ code: 'done' }))
		const stranger = await makeTenant()
		const admin = await makePerson(stranger, ['compliance_admin'])
		expect(
			await actAs(stranger, admin, (ctx) => editAction(ctx, { ...measure, actionId, version: 3, ownerId: undefined })),
		).toEqual(err({ code: 'unknown-case' }))
	},
)

dbTest('measures are added, done by their owner, and keep a case from being settled', async () => {
	const s = await scene()
	const { tenant, reviewer, other, operator } = s
	const { id } = await makeCase(tenant, reviewer, caseForm('change'))
	const as = <T>(person: TestPerson, handler: Parameters<typeof actAs<T>>[2]) => actAs(tenant, person, handler)
	const added = await as(reviewer, (ctx) =>
		addAction(ctx, { kind: 'change', id, title: 'Train', ownerId: operator.id }),
	)
	if (!added.ok) throw new Error(added.error.code)
	const shipper = await makePerson(tenant, ['shipping'])
	expect(await as(shipper, (ctx) => addAction(ctx, { kind: 'change', id, title: 'No' }))).toEqual(
		err({ code: 'forbidden' }),
	)
	expect(await as(reviewer, (ctx) => addAction(ctx, { kind: 'change', id, title: 'No', ownerId: id }))).toEqual(
		err({ code: 'unknown-person' }),
	)
	const move = moverOf(s, 'change', id)
	await move(reviewer, 'submit', { fields: { cause: 'Fewer scratches', conclusion: 'One line' } })
	expect(await move(reviewer, 'approve', { signature: await signAs(reviewer) })).toMatchObject(refused('approval'))
	expect(await move(other, 'approve', { signature: await signAs(other) })).toMatchObject({
		ok: true,
		value: { have: 1 },
	})
	const admin = await makePerson(tenant, ['compliance_admin'])
	expect(await move(admin, 'approve', { signature: await signAs(admin) })).toMatchObject({
		ok: true,
		value: { to: 'approved' },
	})
	const effect = async () => ({
		fields: { effectiveOn: '2026-12-01', trained: 'yes' },
		signature: await signAs(reviewer, 'People are trained', 'responsible'),
	})
	expect(await move(reviewer, 'take_effect', await effect())).toMatchObject({ ok: true })
	const close = { fields: { effectivenessResult: 'No scratch' } }
	expect(await move(other, 'close', { ...close, signature: await signAs(other) })).toMatchObject(refused('field'))
	const ask = { kind: 'change' as const, id, actionId: added.value.id, note: 'All trained' }
	expect(await as(shipper, (ctx) => finishAction(ctx, ask))).toEqual(err({ code: 'forbidden' }))
	expect(await as(operator, (ctx) => finishAction(ctx, { ...ask, actionId: id }))).toEqual(
		err({ code: 'unknown-action' }),
	)
	expect(await as(operator, (ctx) => finishAction(ctx, ask))).toMatchObject({ ok: true })
	expect(await as(operator, (ctx) => finishAction(ctx, ask))).toEqual(err({ code: 'done' }))
	expect(await move(other, 'close', { ...close, signature: await signAs(other) })).toMatchObject({ ok: true })
	expect(await as(reviewer, (ctx) => addAction(ctx, { kind: 'change', id, title: 'Late' }))).toEqual(
		err({ code: 'closed' }),
	)
	const page = await as(reviewer, (ctx) => readCasePage(ctx, 'change', id))
	expect(page?.one.effectiveOn).toBe('2026-12-01')
	expect(page?.change?.lines).toMatchObject([{ name: 'Speed', before: '20', after: '15', change: 'changed' }])
})

dbTest('a change does not take effect on people who have not acknowledged its procedures', async () => {
	const s = await scene()
	const { tenant, reviewer, other, operator } = s
	await withTenantContext(tenant.id, async (ctx) => {
		const [sop, version] = [crypto.randomUUID(), crypto.randomUUID()]
		await ctx.em.execute(
			`insert into sop (id, tenant_id, code, title, version, created_at, updated_at) values (?, ?, 'SOP-1', '{"en":"Packing","zh-CN":"包装"}', 1, now(), now())`,
			[sop, tenant.id],
		)
		await ctx.em.execute(
			`insert into sop_version (id, tenant_id, sop_id, number, text, changes, published_at) values (?, ?, ?, 1, '{"en":"Slowly","zh-CN":"慢"}', 'First', now())`,
			[version, tenant.id, sop],
		)
		await ctx.em.execute('update sop set current_version_id = ? where id = ?', [version, sop])
	})
	const form = caseForm('change', {
		change: { lines: [{ what: 'Speed', before: '2', after: '1' }], procedures: ['SOP-1'] },
	})
	const { id } = await makeCase(tenant, reviewer, form)
	const move = moverOf(s, 'change', id)
	await move(reviewer, 'submit', { fields: { cause: 'Why', conclusion: 'What' } })
	const admin = await makePerson(tenant, ['compliance_admin'])
	for (const person of [other, admin]) await move(person, 'approve', { signature: await signAs(person) })
	const answer = await move(reviewer, 'take_effect', {
		fields: { effectiveOn: '2026-12-01', trained: 'yes' },
		signature: await signAs(reviewer, 'Trained', 'responsible'),
	})
	expect(answer).toMatchObject(refused('training'))
	expect(JSON.stringify(answer)).toContain(operator.name)
})

dbTest('an edit is kept with its reason and refused when stale, closed, by others or about nobody', async () => {
	const s = await scene()
	const { tenant, reviewer } = s
	const { id } = await makeCase(tenant, reviewer, caseForm('capa'))
	const [{ version } = { version: 0 }] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ version: number }[]>('select version from quality_case where id = ?', [id]),
	)
	const edit = {
		kind: 'capa' as const,
		id,
		version,
		title: 'Scratched',
		description: 'All trays',
		reason: 'More found',
	}
	const as = (person: TestPerson, more: Partial<typeof edit> & { responsibleId?: string } = {}) =>
		actAs(tenant, person, (ctx) => editCase(ctx, { ...edit, ...more }))
	const shipper = await makePerson(tenant, ['shipping'])
	expect(await as(shipper)).toEqual(err({ code: 'forbidden' }))
	expect(await as(reviewer, { version: version + 7 })).toEqual(err({ code: 'stale' }))
	expect(await as(reviewer, { responsibleId: id })).toEqual(err({ code: 'unknown-person' }))
	expect(await as(reviewer)).toEqual({ ok: true, value: { id } })
	expect(await as(reviewer)).toEqual(err({ code: 'stale' }))
	const [entry] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			"select before->>'title' as before, after->>'title' as after, reason from audit_entry where action = 'capa.edit'",
		),
	)
	expect(entry).toEqual({ before: 'Scratched trays', after: 'Scratched', reason: 'More found' })
	await moverOf(s, 'capa', id)(reviewer, 'cancel', { reason: 'Opened twice' })
	expect(await as(reviewer, { version: version + 2 })).toEqual(err({ code: 'closed' }))
})

dbTest('a complaint leads to a deviation about its lot, and links other records once', async () => {
	const s = await scene()
	const { tenant, reviewer, lot } = s
	const customer = await makeCustomer(tenant)
	const { id } = await makeCase(
		tenant,
		reviewer,
		caseForm('complaint', { partyId: customer.id, lots: [{ code: lot.code, quantity: '' }] }),
	)
	const ask = {
		kind: 'complaint' as const,
		id,
		lotId: lot.id,
		title: 'Scratched',
		severity: 'minor' as const,
		reason: 'Told',
	}
	const shipper = await makePerson(tenant, ['shipping'])
	expect(await actAs(tenant, shipper, (ctx) => deviateCase(ctx, ask))).toEqual(err({ code: 'forbidden' }))
	expect(await actAs(tenant, reviewer, (ctx) => deviateCase(ctx, { ...ask, lotId: id }))).toEqual(
		err({ code: 'unknown-lot' }),
	)
	expect(await actAs(tenant, reviewer, (ctx) => deviateCase(ctx, { ...ask, reason: ' ' }))).toEqual(
		err({ code: 'reason-missing' }),
	)
	const opened = await actAs(tenant, reviewer, (ctx) => deviateCase(ctx, ask))
	if (!opened.ok) throw new Error(opened.error.code)
	const link = (code: string) => actAs(tenant, reviewer, (ctx) => linkRecord(ctx, { kind: 'complaint', id, code }))
	expect(await link('nothing')).toEqual(err({ code: 'unknown-record' }))
	expect(await link(lot.code)).toEqual(err({ code: 'linked' }))
	expect(await link(opened.value.number)).toEqual(err({ code: 'linked' }))
	const page = await actAs(tenant, reviewer, (ctx) => readCasePage(ctx, 'complaint', id))
	expect(page?.links.rows.map(({ role, type }) => `${role} ${type}`)).toContain('result deviation')
})

dbTest('another company neither sees nor moves a case', async () => {
	const { tenant, reviewer } = await scene()
	const { id } = await makeCase(tenant, reviewer, caseForm('capa'))
	const strange = await makeTenant()
	const stranger = await makePerson(strange, ['quality_reviewer'])
	const as = <T>(handler: Parameters<typeof actAs<T>>[2]) => actAs(strange, stranger, handler)
	expect(await as((ctx) => readCasePage(ctx, 'capa', id))).toBeNull()
	expect(await as((ctx) => listCases(ctx, 'capa', {}))).toEqual({ items: [], nextCursor: null })
	expect(await as((ctx) => moveCase(ctx, { kind: 'capa', id, transition: 'investigate' }))).toEqual(
		err({ code: 'unknown-case' }),
	)
	expect(await as((ctx) => addAction(ctx, { kind: 'capa', id, title: 'No' }))).toEqual(err({ code: 'unknown-case' }))
	expect(await as((ctx) => openCase(ctx, caseForm('capa', { from: `case:${id}` })))).toEqual(
		err({ code: 'unknown-origin' }),
	)
})

dbTest('the list pages through all, the latest first, and is narrowed by number, standing and person', async () => {
	const { tenant, reviewer, other } = await scene()
	for (let index = 0; index < 4; index += 1)
		await makeCase(tenant, index === 0 ? other : reviewer, caseForm('capa', { title: `Number ${index}` }))
	const list = (filter: Parameters<typeof listCases>[2]) =>
		actAs(tenant, reviewer, (ctx) => listCases(ctx, 'capa', filter, 3))
	const first = await list({ standing: 'open' })
	const second = await list({ standing: 'open', cursor: first.nextCursor ?? '' })
	expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 1, null])
	expect((await list({ q: 'number 2' })).items).toMatchObject([{ title: 'Number 2' }])
	expect((await list({ mine: '1', q: 'Number 0' })).items).toEqual([])
	expect((await list({ standing: 'closed' })).items).toEqual([])
	expect((await list({ topic: 'trend' })).items).toEqual([])
})
