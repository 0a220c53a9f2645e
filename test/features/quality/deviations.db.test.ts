import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import { readDeviationPage } from '#app/features/quality/deviation-page.server.ts'
import { deviationsOfLot, listDeviations } from '#app/features/quality/deviations.queries.server.ts'
import { moveDeviation } from '#app/features/quality/move-deviation.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import { adoptRecords } from '#app/features/workflow/adopt-records.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeTestedLot, signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const open = { title: 'Scratched tray', severity: 'minor' as const, reason: 'Seen at packing' }

async function opened() {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant, { results: false })
	const operator = await makePerson(tenant, ['operator'])
	const done = await actAs(tenant, operator, (ctx) => openDeviation(ctx, { ...open, lot: { code: lot.code } }))
	if (!done.ok) throw new Error(done.error.code)
	const id = done.value.id
	const page = async () => {
		const found = await actAs(tenant, reviewer, (ctx) => readDeviationPage(ctx, id))
		if (!found) throw new Error('no page')
		return found
	}
	return { tenant, lot, reviewer, operator, id, number: done.value.number, page }
}

type Scene = Awaited<ReturnType<typeof opened>>
const move = (
	{ tenant, id }: Scene,
	person: Scene['reviewer'],
	transition: string,
	more: Partial<Parameters<typeof moveDeviation>[1]> = {},
) => actAs(tenant, person, (ctx) => moveDeviation(ctx, { deviationId: id, transition, ...more }), true)

dbTest('a deviation is investigated, concluded, closed under signature and reopened', async () => {
	const scene = await opened()
	const { reviewer, operator, tenant, lot } = scene
	expect(scene.number).toBe('DEV-2026-0001')
	expect(await scene.page()).toMatchObject({
		deviation: { status: 'opened', category: 'initial', isOpen: true, openedBy: operator.name },
		record: {
			lifecycle: [
				{ state: 'opened', status: 'now' },
				{ state: 'investigating' },
				{},
				{ state: 'closed', status: 'todo' },
			],
			history: [{ actor: operator.name, reason: 'Seen at packing', signature: null }],
			deadlines: [{ dueAt: expect.any(String) }],
		},
	})
	expect(await move(scene, operator, 'investigate')).toMatchObject({ ok: true })
	expect(await move(scene, operator, 'submit')).toMatchObject({ ok: false, error: { refusals: [{ code: 'field' }] } })
	expect(await move(scene, operator, 'submit', { fields: { conclusion: 'Tray replaced' } })).toMatchObject({ ok: true })
	const signature = await signAs(reviewer)
	const { version } = (await scene.page()).deviation
	expect(await move(scene, reviewer, 'close', { signature, expectedVersion: version })).toMatchObject({
		ok: true,
		value: { to: 'closed', signatureId: expect.any(String) },
	})
	const page = await scene.page()
	expect(page.deviation).toMatchObject({ isOpen: false, conclusion: 'Tray replaced', closedBy: reviewer.name })
	expect(page.record.history[0]?.signature).toMatchObject({ name: reviewer.name })
	const signed = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select content->'record'->>'conclusion' as conclusion from signature where subject_id = ?", [
			scene.id,
		]),
	)
	expect(signed).toEqual([{ conclusion: 'Tray replaced' }])
	expect(await withTenantContext(tenant.id, (ctx) => deviationsOfLot(ctx, lot.id))).toMatchObject({
		rows: [{ status: 'closed' }],
		all: 1,
	})
	const again = { ...(await signAs(reviewer)), meaning: 'responsible' }
	expect(await move(scene, reviewer, 'reopen', { signature: again })).toMatchObject({ ok: true })
	expect((await scene.page()).deviation).toMatchObject({ status: 'investigating', isOpen: true, closedAt: null })
})

dbTest('a step is refused without permission, signature, from the wrong state or an old screen', async () => {
	const scene = await opened()
	const { reviewer, operator } = scene
	const refused = (code: string) => ({ ok: false, error: { code: 'transition-refused', refusals: [{ code }] } })
	expect(
		await move(scene, reviewer, 'close', { fields: { conclusion: 'Done' }, signature: await signAs(reviewer) }),
	).toMatchObject(refused('state'))
	expect(await move(scene, operator, 'cancel', { reason: 'Wrong lot' })).toMatchObject(refused('permission'))
	expect(await move(scene, reviewer, 'investigate', { expectedVersion: 99 })).toMatchObject(refused('state'))
	expect(await move(scene, reviewer, 'investigate')).toMatchObject({ ok: true })
	expect(await move(scene, reviewer, 'submit', { fields: { conclusion: 'Replaced' } })).toMatchObject({ ok: true })
	const alone = await move(scene, reviewer, 'close', { signature: await signAs(reviewer) })
	expect(alone).toMatchObject(refused('approval'))
	const other = await makePerson(scene.tenant, ['quality_reviewer'])
	expect(await move(scene, other, 'close')).toMatchObject(refused('signature'))
	expect(await move(scene, other, 'close', { signature: await signAs(other) })).toMatchObject({ ok: true })
})

dbTest('opening is refused without lot, reason or permission', async () => {
	const { tenant, lot, operator } = await opened()
	const ask = { ...open, lot: { code: lot.code } }
	const nowhere = { ...ask, lot: { code: 'nothing' } }
	expect(await actAs(tenant, operator, (ctx) => openDeviation(ctx, nowhere))).toEqual(err({ code: 'unknown-lot' }))
	const silent = { ...ask, reason: '' }
	expect(await actAs(tenant, operator, (ctx) => openDeviation(ctx, silent))).toEqual(err({ code: 'reason-missing' }))
	const shipper = await makePerson(tenant, ['shipping'])
	expect(await actAs(tenant, shipper, (ctx) => openDeviation(ctx, ask))).toEqual(err({ code: 'forbidden' }))
})

dbTest('another company neither sees nor moves a deviation', async () => {
	const { id } = await opened()
	const other = await makeTenant()
	const stranger = await makePerson(other, ['quality_reviewer'])
	expect(
		await actAs(other, stranger, (ctx) => moveDeviation(ctx, { deviationId: id, transition: 'investigate' })),
	).toEqual(err({ code: 'unknown-deviation' }))
	expect(await actAs(other, stranger, (ctx) => readDeviationPage(ctx, id))).toBeNull()
	expect(await withTenantContext(other.id, (ctx) => listDeviations(ctx, {}))).toEqual({ items: [], nextCursor: null })
})

dbTest('one from before the workflow is put under it once, in its state', async () => {
	const scene = await opened()
	const { tenant, id } = scene
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute('update workflow_instance set subject_id = gen_random_uuid() where subject_id = ?', [id])
		expect(await adoptRecords(ctx, 'deviation')).toBe(1)
		expect(await adoptRecords(ctx, 'deviation')).toBe(0)
	})
	expect((await scene.page()).deviation.status).toBe('opened')
	expect(await move(scene, scene.reviewer, 'investigate')).toMatchObject({ ok: true })
})

dbTest('the list pages through all deviations, the latest first', async () => {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant, { results: false })
	for (let index = 0; index < 53; index += 1)
		await actAs(tenant, reviewer, (ctx) =>
			openDeviation(ctx, { lot: { id: lot.id }, title: `Number ${index}`, severity: 'major', reason: 'For the list' }),
		)
	const first = await withTenantContext(tenant.id, (ctx) => listDeviations(ctx, { status: 'open' }))
	const second = await withTenantContext(tenant.id, (ctx) =>
		listDeviations(ctx, { status: 'open', cursor: first.nextCursor ?? '' }),
	)
	expect([first.items.length, second.items.length, second.nextCursor]).toEqual([50, 3, null])
	expect(new Set([...first.items, ...second.items].map((row) => row.id)).size).toBe(53)
	expect((await withTenantContext(tenant.id, (ctx) => listDeviations(ctx, { severity: 'minor' }))).items).toEqual([])
})
