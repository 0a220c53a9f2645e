import { expect } from 'vitest'
import { acknowledgeProcedure } from '#app/features/governance/acknowledge-procedure.server.ts'
import { listProcedures, readProcedure } from '#app/features/governance/procedures.queries.server.ts'
import { publishProcedure } from '#app/features/governance/publish-procedure.server.ts'
import { recordTraining } from '#app/features/governance/record-training.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
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

const publish = (tenant: TenantInfo, admin: TestPerson, isNew: boolean, code = CODE) =>
	actAs(tenant, admin, (ctx) =>
		publishProcedure(ctx, {
			code,
			title: { en: 'Release of lots', 'zh-CN': '批次放行' },
			text: { en: 'Look at everything.', 'zh-CN': '逐项核对。' },
			documentId: null,
			changes: 'Said more clearly',
			acknowledgeBy: null,
			isNew,
		}),
	)

const current = async (tenant: TenantInfo, person: TestPerson) => {
	const page = await actAs(tenant, person, (ctx) => readProcedure(ctx, CODE))
	return { page, versionId: page?.current?.id ?? '' }
}

async function house() {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', { training: [CODE] })
	const admin = await makePerson(tenant, ['compliance_admin'])
	const ann = await makePerson(tenant, ['quality_reviewer'])
	const item = await makeItem(tenant)
	const submit = async () => {
		const lot = await makeLot(tenant, item, { state: 'quarantine' })
		const moved = await actAs(tenant, ann, (ctx) => transitionLot(ctx, { lotId: lot.id, transition: 'submit' }))
		if (moved.ok) return 'moved'
		return moved.error.code === 'transition-refused'
			? moved.error.refusals
					.map((one) => (one.code === 'training' ? (one.detail.outdated ? 'outdated' : 'training') : one.code))
					.join()
			: moved.error.code
	}
	return { tenant, admin, ann, submit }
}

dbTest('a step that asks for a procedure is refused until its version in force is acknowledged', async () => {
	const { tenant, admin, ann, submit } = await house()
	expect(await submit()).toBe('training')
	expect(await publish(tenant, admin, true)).toMatchObject({ ok: true, value: { number: 1 } })
	expect(await submit()).toBe('training')
	const first = await current(tenant, ann)
	const acknowledge = async () => {
		const signature = await signAs(ann, 'Read it', 'reviewed')
		return actAs(tenant, ann, (ctx) => acknowledgeProcedure(ctx, { versionId: first.versionId, signature }))
	}
	const acknowledged = await acknowledge()
	expect(acknowledged).toMatchObject({ ok: true })
	expect(await submit()).toBe('moved')
	expect(await publish(tenant, admin, false)).toMatchObject({ ok: true, value: { number: 2 } })
	expect(await submit()).toBe('outdated')
	expect((await current(tenant, ann)).page?.own).toBe('outdated')
	expect(await acknowledge()).toMatchObject({ error: { code: 'not-in-force' } })
	const [signature] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select meaning, subject_version from signature where subject_type = 'procedure'"),
	)
	expect(signature).toEqual({ meaning: 'reviewed', subject_version: 1 })
})

dbTest('training that an admin records counts until it lapses, and nobody records their own', async () => {
	const { tenant, admin, ann, submit } = await house()
	await publish(tenant, admin, true)
	const { versionId } = await current(tenant, ann)
	const validUntil = new Date(world.clock.now().getTime() + 10 * DAY)
	const record = (by: TestPerson, accountId: string, until: Date | null = validUntil) =>
		actAs(tenant, by, (ctx) => recordTraining(ctx, { versionId, accountId, validUntil: until, note: 'Class of May' }))
	expect(await record(ann, admin.id)).toMatchObject({ error: { code: 'forbidden' } })
	expect(await record(admin, admin.id)).toMatchObject({ error: { code: 'own-training' } })
	expect(await record(admin, tenant.id)).toMatchObject({ error: { code: 'unknown-person' } })
	expect(await record(admin, ann.id, new Date(0))).toMatchObject({ error: { code: 'date-in-past' } })
	expect(await record(admin, ann.id)).toMatchObject({ ok: true })
	expect(await submit()).toBe('moved')
	world.clock.move(11 * DAY)
	expect(await submit()).toBe('training')
	expect((await current(tenant, ann)).page?.own).toBe('lapsed')
})

dbTest('only an admin publishes, a code is taken once, and another tenant sees nothing of it', async () => {
	const { tenant, admin, ann } = await house()
	expect(await publish(tenant, ann, true)).toMatchObject({ error: { code: 'forbidden' } })
	expect(await publish(tenant, admin, false)).toMatchObject({ error: { code: 'unknown-procedure' } })
	await publish(tenant, admin, true)
	expect(await publish(tenant, admin, true)).toMatchObject({ error: { code: 'code-taken' } })
	const other = await makeTenant()
	const stranger = await makePerson(other, ['compliance_admin'])
	expect((await actAs(other, stranger, (ctx) => listProcedures(ctx))).rows).toEqual([])
	expect(await actAs(other, stranger, (ctx) => readProcedure(ctx, CODE))).toBeNull()
	const { versionId } = await current(tenant, admin)
	const signature = await signAs(stranger)
	const foreign = await actAs(other, stranger, (ctx) => acknowledgeProcedure(ctx, { versionId, signature }))
	expect(foreign).toMatchObject({ error: { code: 'unknown-procedure' } })
})
