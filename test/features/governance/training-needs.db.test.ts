import { expect } from 'vitest'
import { acknowledgeProcedure } from '#app/features/governance/acknowledge-procedure.server.ts'
import { readProcedure } from '#app/features/governance/procedures.queries.server.ts'
import { publishProcedure } from '#app/features/governance/publish-procedure.server.ts'
import { recordTraining } from '#app/features/governance/record-training.server.ts'
import { loader as matrixFile } from '#app/features/governance/routes/matrix-csv.ts'
import { readTrainingMatrix } from '#app/features/governance/training-matrix.queries.server.ts'
import { readLotPage } from '#app/features/lots/lot-page.server.ts'
import { workLink } from '#app/features/work/work.model.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()
const DAY = 86_400_000
const CODE = 'SOP-QA-012'

const dayIn = (days: number) => new Date(world.clock.now().getTime() + days * DAY).toISOString().slice(0, 10)

/** A house in which the step `submit` of a lot asks for a procedure: Ann may take it, Otto may not. */
async function house() {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', { training: [CODE] })
	const admin = await makePerson(tenant, ['compliance_admin'], { name: 'Ada Admin' })
	const ann = await makePerson(tenant, ['quality_reviewer'], { name: 'Ann Reviewer' })
	const otto = await makePerson(tenant, ['auditor'], { name: 'Otto Auditor' })
	return { tenant, admin, ann, otto }
}

const publish = (tenant: TenantInfo, admin: TestPerson, isNew: boolean, acknowledgeBy: string | null = null) =>
	actAs(tenant, admin, (ctx) =>
		publishProcedure(ctx, {
			code: CODE,
			title: { en: 'Release of lots', 'zh-CN': '批次放行' },
			text: { en: 'Look at everything.', 'zh-CN': '逐项核对。' },
			documentId: null,
			changes: 'Said more clearly',
			acknowledgeBy,
			isNew,
		}),
	)

async function acknowledge(tenant: TenantInfo, person: TestPerson) {
	const page = await actAs(tenant, person, (ctx) => readProcedure(ctx, CODE))
	const signature = await signAs(person, 'Read it', 'reviewed')
	const versionId = page?.current?.id ?? ''
	return actAs(tenant, person, (ctx) => acknowledgeProcedure(ctx, { versionId, signature }))
}

const asked = async (tenant: TenantInfo, person: TestPerson, team = false) => {
	const { work } = await actAs(tenant, person, (ctx) => readWork(ctx, { kind: 'training', team }))
	return work.flatMap((part) => part.items.map((item) => ({ group: part.group, ...item })))
}

dbTest('a new version stands in the work list of whoever may take the step, until they acknowledge it', async () => {
	const { tenant, admin, ann, otto } = await house()
	expect(await asked(tenant, ann)).toEqual([])
	await publish(tenant, admin, true, dayIn(20))
	const [item] = await asked(tenant, ann)
	expect(item).toMatchObject({ code: CODE, status: 'to_read', group: 'later', dueOn: dayIn(20) })
	expect(item && workLink(item)).toBe(`/procedures/${CODE}?from=work`)
	expect(await asked(tenant, otto)).toEqual([])
	expect(await acknowledge(tenant, ann)).toMatchObject({ ok: true })
	expect(await asked(tenant, ann)).toEqual([])
	await publish(tenant, admin, false, dayIn(0))
	expect(await asked(tenant, ann)).toMatchObject([{ status: 'new_version', group: 'today' }])
	world.clock.move(2 * DAY)
	expect(await asked(tenant, ann)).toMatchObject([{ status: 'new_version', group: 'overdue' }])
	const notices = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ account_id: string; href: string }[]>(
			"select account_id, href from notification where dedupe_key like 'procedure:%' order by created_at",
		),
	)
	expect(notices.filter((notice) => notice.account_id === ann.id)).toHaveLength(2)
	expect(notices.some((notice) => notice.account_id === otto.id)).toBe(false)
})

dbTest("everybody's list names who lacks it; a lapsed record is work again", async () => {
	const { tenant, admin, ann } = await house()
	const bea = await makePerson(tenant, ['quality_reviewer'], { name: 'Bea Reviewer' })
	await publish(tenant, admin, true)
	const [before] = await asked(tenant, admin, true)
	expect(before?.who).toContain('Ann Reviewer')
	expect(before?.who).toContain('Bea Reviewer')
	expect(before?.who).not.toContain('Otto')
	const page = await actAs(tenant, admin, (ctx) => readProcedure(ctx, CODE))
	const training = { versionId: page?.current?.id ?? '', note: 'Class of May' }
	const validUntil = new Date(world.clock.now().getTime() + 10 * DAY)
	for (const accountId of [ann.id, bea.id])
		await actAs(tenant, admin, (ctx) => recordTraining(ctx, { ...training, accountId, validUntil }))
	expect(await asked(tenant, ann)).toEqual([])
	world.clock.move(11 * DAY)
	expect(await asked(tenant, ann)).toMatchObject([{ status: 'lapsed' }])
})

dbTest('a role that may no longer take the step is no longer asked', async () => {
	const { tenant, admin, ann } = await house()
	await publish(tenant, admin, true)
	expect(await asked(tenant, ann)).toHaveLength(1)
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("update membership set role = 'auditor' where account_id = ?", [ann.id]),
	)
	expect(await asked(tenant, { ...ann, roles: ['auditor'] })).toEqual([])
	const { people } = await actAs(tenant, admin, (ctx) => readTrainingMatrix(ctx, { all: true }))
	expect(people.rows.find((row) => row.id === ann.id)).toMatchObject({ missing: 0, cells: [{ needed: false }] })
})

dbTest('the matrix says who knows which version and who lacks one', async () => {
	const { tenant, admin, ann, otto } = await house()
	await publish(tenant, admin, true)
	await acknowledge(tenant, ann)
	const first = await actAs(tenant, admin, (ctx) => readTrainingMatrix(ctx))
	const cell = (matrix: typeof first, who: TestPerson) => matrix.people.rows.find((row) => row.id === who.id)?.cells[0]
	expect(cell(first, ann)).toMatchObject({ needed: true, knowledge: 'known', version: 1 })
	expect(cell(first, otto)).toMatchObject({ needed: false, knowledge: 'none', version: null })
	await publish(tenant, admin, false)
	const second = await actAs(tenant, admin, (ctx) => readTrainingMatrix(ctx))
	expect(cell(second, ann)).toMatchObject({ needed: true, knowledge: 'outdated', version: 1 })
	expect(second.people.rows.find((row) => row.id === ann.id)?.missing).toBe(1)
	expect(second.procedures.rows).toMatchObject([{ code: CODE, version: 2, trained: 0 }])
	const page = await actAs(tenant, admin, (ctx) => readProcedure(ctx, CODE))
	expect(page?.missing?.rows).toContain('Ann Reviewer')
	expect(page?.steps).toMatchObject([{ kind: 'lot', step: { key: 'submit' } }])
	expect((await actAs(tenant, ann, (ctx) => readProcedure(ctx, CODE)))?.missing).toBeNull()
	const other = await makeTenant()
	const stranger = await makePerson(other, ['compliance_admin'])
	const foreign = await actAs(other, stranger, (ctx) => readTrainingMatrix(ctx))
	expect(foreign).toMatchObject({ procedures: { rows: [] }, people: { rows: [{ id: stranger.id, cells: [] }] } })
})

dbTest('the page of a record shows the procedure of its next step, and the refusal leads to it', async () => {
	const { tenant, admin, ann } = await house()
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const read = () => actAs(tenant, ann, (ctx) => readLotPage(ctx, lot.id))
	expect((await read())?.procedures).toMatchObject([{ code: CODE, title: null, own: 'none' }])
	await publish(tenant, admin, true)
	const page = await read()
	expect(page?.procedures).toMatchObject([{ code: CODE, version: 1, own: 'none', steps: [{}] }])
	const submit = page?.actions.find((action) => action.key === 'submit')
	expect(submit?.obstacles).toMatchObject([{ code: 'training', href: `/procedures/${CODE}` }])
	await acknowledge(tenant, ann)
	const after = await read()
	expect(after?.procedures).toMatchObject([{ own: 'known' }])
	expect(after?.actions.find((action) => action.key === 'submit')?.obstacles).toEqual([])
})

dbTest('a day that is over is refused, and the file of the matrix is for a session alone', async () => {
	const { tenant, admin } = await house()
	expect(await publish(tenant, admin, true, dayIn(-3))).toMatchObject({ error: { code: 'acknowledge-in-past' } })
	const request = new Request('http://localhost/training.csv')
	const refused = await Promise.resolve(matrixFile({ request, params: {}, context: {} })).catch(
		(error: unknown) => error,
	)
	expect(refused instanceof Response && refused.status).toBe(302)
})
