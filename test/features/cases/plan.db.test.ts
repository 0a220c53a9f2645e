import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import { signaturesOf } from '#app/features/audit/signatures.queries.server.ts'
import { readCasePage } from '#app/features/cases/case-page.server.ts'
import { editAction } from '#app/features/cases/edit-action.server.ts'
import { addAction, finishAction } from '#app/features/cases/edit-case.server.ts'
import { type MoveCase, moveCase } from '#app/features/cases/move-case.server.ts'
import { signedHash } from '#app/features/workflow/sign-record.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { caseForm, makeCase } from '../../factories/case.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { writeByHand } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

/*
 * The measures of a case are part of what is approved and signed, for every kind of case: what is planned otherwise takes
 * approvals back and voids signatures, what is carried out does not.
 */

useTestPortal()

const PLANNED = '2026-12-20'

/** A CAPA or change with one measure, by `author`; two others may approve it. */
async function scene(kind: 'capa' | 'change') {
	const tenant = await makeTenant()
	const author = await makePerson(tenant, ['quality_reviewer'])
	const [one, two] = [await makePerson(tenant, ['quality_reviewer']), await makePerson(tenant, ['quality_reviewer'])]
	const { id } = await makeCase(tenant, author, caseForm(kind))
	const step = (person: TestPerson, transition: string, more: Partial<MoveCase> = {}) =>
		actAs(tenant, person, (ctx) => moveCase(ctx, { kind, id, transition, ...more }))
	const add = async (title: string) => {
		const added = await actAs(tenant, author, (ctx) =>
			addAction(ctx, { kind, id, title, ownerId: author.id, dueOn: PLANNED }),
		)
		if (!added.ok) throw new Error(added.error.code)
		return added.value.id
	}
	const edit = (actionId: string, version: number, title: string, dueOn = PLANNED) =>
		actAs(tenant, author, (ctx) => editAction(ctx, { kind, id, actionId, version, title, ownerId: author.id, dueOn }))
	const finish = (actionId: string) =>
		actAs(tenant, author, (ctx) => finishAction(ctx, { kind, id, actionId, note: 'Done as planned' }))
	const page = async () => {
		const found = await actAs(tenant, author, (ctx) => readCasePage(ctx, kind, id))
		if (!found) throw new Error('no page')
		return found
	}
	const standings = async () =>
		(await withTenantContext(tenant.id, (ctx) => signaturesOf(ctx, id, '2100-01-01T00:00:00Z'))).map(
			(signature) => signature.standing,
		)
	return { tenant, id, author, one, two, step, add, edit, finish, page, standings }
}
type Scene = Awaited<ReturnType<typeof scene>>

async function approve({ step }: Scene, transition: string, person: TestPerson) {
	const answer = await step(person, transition, { signature: await signAs(person) })
	if (!answer.ok) throw new Error(JSON.stringify(answer.error))
	return answer.value
}

/** A CAPA whose plan of one measure is signed, at its stay in `implementing`. */
async function signedPlan() {
	const s = await scene('capa')
	await s.step(s.author, 'investigate')
	const measure = await s.add('Replace the trays')
	await s.step(s.author, 'submit_plan', { fields: { cause: 'Worn trays', effectivenessCheck: 'Ten lots' } })
	await approve(s, 'approve_plan', s.one)
	return { ...s, measure }
}

/** A change with one measure, submitted, one of two approvals given. */
async function halfApproved() {
	const s = await scene('change')
	const measure = await s.add('Train the shift')
	await s.step(s.author, 'submit', { fields: { cause: 'Fewer scratches', conclusion: 'One line' } })
	expect(await approve(s, 'approve', s.one)).toMatchObject({ have: 1, need: 2 })
	const given = async () => (await s.page()).record.approvals[0]?.given.map(({ why }) => why)
	expect(await given()).toEqual([null])
	return { ...s, measure, given }
}

dbTest('a signed plan stands while its measures are carried out', async () => {
	const { measure, finish, page, standings } = await signedPlan()
	expect((await page()).plan).toEqual({ approved: false, signed: true })
	expect(await finish(measure)).toMatchObject({ ok: true })
	expect(await standings()).toEqual(['good'])
	expect((await page()).plan.signed).toBe(true)
})

dbTest('a signed plan is void once a measure says something else, and stands again when it says the same', async () => {
	const { measure, edit, page, standings } = await signedPlan()
	expect(await edit(measure, 1, 'Replace the trays')).toMatchObject({ ok: true })
	expect(await standings()).toEqual(['good'])
	expect(await edit(measure, 1, 'Replace the trays', '2027-06-30')).toMatchObject({ ok: true })
	expect(await standings()).toEqual(['record-changed'])
	expect((await page()).plan.signed).toBe(false)
	expect((await page()).record.history.flatMap(({ signature }) => signature ?? [])).toMatchObject([
		{ standing: 'record-changed' },
	])
	expect(await edit(measure, 2, 'Replace the trays')).toMatchObject({ ok: true })
	expect(await standings()).toEqual(['good'])
})

dbTest('a signed plan is void once a measure is added or is gone', async () => {
	const { add, measure, standings } = await signedPlan()
	const second = await add('Look at the supplier')
	expect(await standings()).toEqual(['record-changed'])
	const remove = (id: string) =>
		writeByHand('quality_case_action', 'delete from quality_case_action where id = ?', [id])
	await remove(second)
	expect(await standings()).toEqual(['good'])
	await remove(measure)
	expect(await standings()).toEqual(['record-changed'])
})

dbTest('the signature of a case without measures stands when some are planned later', async () => {
	const s = await scene('change')
	await s.step(s.author, 'submit', { fields: { cause: 'Fewer scratches', conclusion: 'One line' } })
	await approve(s, 'approve', s.one)
	await approve(s, 'approve', s.two)
	expect(await s.standings()).toEqual(['good', 'good'])
	await s.add('Train the shift')
	expect(await s.standings()).toEqual(['good', 'good'])
	expect((await s.page()).plan.signed).toBe(false)
})

dbTest('a signature given before measures were part of it stands whatever they say', async () => {
	const { id, add, standings, page, tenant } = await signedPlan()
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ id: string; version: number; content: { record: Record<string, unknown> } }[]>(
			'select id, subject_version as version, content from signature where subject_id = ?',
			[id],
		),
	)
	if (!row) throw new Error('not signed')
	const { measureDigests, ...record } = row.content.record
	expect(measureDigests).toHaveLength(1)
	const content = { ...row.content, record }
	const hash = signedHash({ type: 'capa', id, version: row.version, content })
	await writeByHand('signature', 'update signature set content = ?::jsonb, content_hash = ? where id = ?', [
		JSON.stringify(content),
		hash,
		row.id,
	])
	await writeByHand(
		'audit_entry',
		`update audit_entry set after = jsonb_set(after, '{contentHash}', to_jsonb(?::text)) where action = 'signature.given' and subject_id = ?`,
		[hash, id],
	)
	expect(await standings()).toEqual(['good'])
	await add('Look at the supplier')
	expect(await standings()).toEqual(['good'])
	expect((await page()).plan.signed).toBe(false)
})

dbTest(
	'a measure that is done takes no approval back; one that is added does, for the step and for the list',
	async () => {
		const { measure, finish, given, page, add, step, one, two, author } = await halfApproved()
		expect((await page()).plan).toEqual({ approved: true, signed: true })
		await finish(measure)
		expect(await given()).toEqual([null])
		await add('Look at the supplier')
		expect(await given()).toEqual(['edited'])
		expect((await page()).plan).toEqual({ approved: false, signed: false })
		expect(await step(two, 'approve', { signature: await signAs(two) })).toMatchObject({ value: { have: 1, need: 2 } })
		expect(await step(author, 'approve', { signature: await signAs(author) })).toMatchObject({ ok: false })
		expect(await step(one, 'approve', { signature: await signAs(one) })).toMatchObject({ value: { to: 'approved' } })
	},
)

dbTest('a measure that is planned otherwise takes approvals back, one saved as it was does not', async () => {
	const { measure, edit, given, standings, step, two } = await halfApproved()
	await edit(measure, 1, 'Train the shift')
	expect(await given()).toEqual([null])
	await edit(measure, 1, 'Train both shifts')
	expect(await given()).toEqual(['edited'])
	expect(await standings()).toEqual(['record-changed'])
	expect(await step(two, 'approve', { signature: await signAs(two) })).toMatchObject({ value: { have: 1, need: 2 } })
	expect(await standings()).toEqual(['good', 'record-changed'])
})

dbTest('whoever looked at a plan before it was changed is told so when they sign', async () => {
	const { page, add, step, two } = await halfApproved()
	const { version: expectedVersion } = (await page()).one
	await add('Look at the supplier')
	const late = await step(two, 'approve', { expectedVersion, signature: await signAs(two) })
	expect(late).toMatchObject({ ok: false, error: { code: 'transition-refused' } })
	const again = { expectedVersion: (await page()).one.version, signature: await signAs(two) }
	expect(await step(two, 'approve', again)).toMatchObject({ ok: true })
})

dbTest('measures of a settled case are neither added nor planned otherwise nor done', async () => {
	const s = await scene('capa')
	const measure = await s.add('Replace the trays')
	expect(await s.step(s.author, 'cancel', { reason: 'Opened twice by mistake' })).toMatchObject({ ok: true })
	const asked = { kind: 'capa' as const, id: s.id }
	expect(await s.edit(measure, 1, 'Another')).toEqual(err({ code: 'closed' }))
	expect(await s.finish(measure)).toEqual(err({ code: 'closed' }))
	expect(await actAs(s.tenant, s.author, (ctx) => addAction(ctx, { ...asked, title: 'Another' }))).toEqual(
		err({ code: 'closed' }),
	)
})
