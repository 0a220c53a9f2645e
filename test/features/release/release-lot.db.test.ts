import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { err } from '#app/core/result.ts'
import { liftHold } from '#app/features/lots/lift-hold.server.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { moveDeviation } from '#app/features/quality/move-deviation.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import { readReleaseQueue } from '#app/features/release/release.queries.server.ts'
import { releaseLot } from '#app/features/release/release-lot.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { lotVersion, makeTestedLot, record, signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** As the route does it: what a refused decision wrote stays. */
const release = (
	tenant: TenantInfo,
	person: TestPerson,
	request: { lotId: string; expectedVersion: number; signature: SignatureInput },
) => actAs(tenant, person, (ctx) => releaseLot(ctx, request), true)

const statusOf = async (tenant: TenantInfo, lotId: string) => {
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ status: string }[]>('select status from lot where id = ?', [lotId]),
	)
	return row?.status
}

const auditOf = async (tenant: TenantInfo, lotId: string) =>
	(
		await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ action: string }[]>('select action from audit_entry where subject_id = ? order by seq', [lotId]),
		)
	).map((row) => row.action)

dbTest(
	'a lot that meets every condition is released with a signature, a stored decision and a trace event',
	async () => {
		const tenant = await makeTenant()
		const { lot, reviewer } = await makeTestedLot(tenant)
		const request = {
			lotId: lot.id,
			expectedVersion: await lotVersion(tenant, lot.id),
			signature: await signAs(reviewer),
		}
		const released = await release(tenant, reviewer, request)
		expect(released).toMatchObject({ ok: true, value: { from: 'pending_release', to: 'released', category: 'done' } })
		expect(await statusOf(tenant, lot.id)).toBe('released')
		expect(await auditOf(tenant, lot.id)).toEqual(expect.arrayContaining(['signature.given', 'lot.release']))
		const [event] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ kind: string }[]>(
				'select e.kind from trace_event e join trace_event_lot t on t.event_id = e.id where t.lot_id = ? and e.kind = ?',
				[lot.id, 'release'],
			),
		)
		expect(event?.kind).toBe('release')
		const [decision] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ outcome: string }[]>(
				"select outcome from decision where lot_id = ? and rule_set = 'release_gate'",
				[lot.id],
			),
		)
		expect(decision?.outcome).toBe('pass')
	},
)

dbTest('a missing result is not known, and the lot is not released', async () => {
	const tenant = await makeTenant()
	const { lot, tensile, reviewer } = await makeTestedLot(tenant, { results: false })
	await record(tenant, reviewer, lot.id, [{ specificationId: tensile, reported: '905' }])
	const request = {
		lotId: lot.id,
		expectedVersion: await lotVersion(tenant, lot.id),
		signature: await signAs(reviewer),
	}
	const refused = await release(tenant, reviewer, request)
	expect(refused).toMatchObject({ ok: false, error: { code: 'transition-refused', refusals: [{ code: 'guard' }] } })
	const explanation = !refused.ok && refused.error.code === 'transition-refused' ? refused.error.refusals[0] : null
	expect(explanation?.code === 'guard' && explanation.detail.explanation[0]?.en).toContain(
		'Results still missing: 1 of 2',
	)
	expect(await statusOf(tenant, lot.id)).toBe('pending_release')
	const decisions = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ outcome: string }[]>(
			"select outcome from decision where lot_id = ? and rule_set = 'release_gate'",
			[lot.id],
		),
	)
	expect(decisions).toEqual([{ outcome: 'block' }])
})

dbTest('everything that is missing is said at once', async () => {
	const tenant = await makeTenant()
	const { lot, tensile, reviewer } = await makeTestedLot(tenant, { results: false })
	await record(tenant, reviewer, lot.id, [{ specificationId: tensile, reported: '800' }])
	await actAs(tenant, reviewer, (ctx) =>
		openDeviation(ctx, {
			lot: { id: lot.id },
			title: 'Low tensile',
			severity: 'major',
			reason: 'Result below the limit',
		}),
	)
	// The failing result has put it on hold at once; somebody lets it go on.
	expect(await statusOf(tenant, lot.id)).toBe('on_hold')
	const signature = await signAs(reviewer)
	const lifted = await actAs(tenant, reviewer, (ctx) =>
		liftHold(ctx, { lotId: lot.id, reason: 'A retest is on its way', signature }),
	)
	expect(lifted.ok).toBe(true)
	const operator = await makePerson(tenant, ['operator'])
	const request = {
		lotId: lot.id,
		expectedVersion: await lotVersion(tenant, lot.id),
		signature: await signAs(operator),
	}
	const refused = await release(tenant, operator, request)
	if (refused.ok || refused.error.code !== 'transition-refused') throw new Error('not refused')
	const codes = refused.error.refusals.map((refusal) => refusal.code)
	expect(codes).toEqual(expect.arrayContaining(['permission', 'guard']))
	const guard = refused.error.refusals.find((refusal) => refusal.code === 'guard')
	expect(guard?.code === 'guard' ? guard.detail.explanation.length : 0).toBe(3)
})

dbTest('an open deviation stops the release until it is closed', async () => {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant)
	const opened = await actAs(tenant, reviewer, (ctx) =>
		openDeviation(ctx, {
			lot: { code: lot.code },
			title: 'Scratched tray',
			severity: 'minor',
			reason: 'Seen at packing',
		}),
	)
	if (!opened.ok) throw new Error(opened.error.code)
	const version = await lotVersion(tenant, lot.id)
	const first = await signAs(reviewer)
	expect(await release(tenant, reviewer, { lotId: lot.id, expectedVersion: version, signature: first })).toMatchObject({
		ok: false,
	})
	const step = { deviationId: opened.value.id, fields: { conclusion: 'Tray replaced' } }
	// Whoever asked for the closing does not give it.
	const other = await makePerson(tenant, ['quality_reviewer'])
	for (const transition of ['investigate', 'submit', 'close']) {
		const isClosing = transition === 'close'
		const signature = isClosing ? await signAs(other) : undefined
		const person = isClosing ? other : reviewer
		expect(await actAs(tenant, person, (ctx) => moveDeviation(ctx, { ...step, transition, signature }))).toMatchObject({
			ok: true,
		})
	}
	const second = await signAs(reviewer)
	expect(await release(tenant, reviewer, { lotId: lot.id, expectedVersion: version, signature: second })).toMatchObject(
		{ ok: true },
	)
})

dbTest('a proof of another person, or one used before, does not sign', async () => {
	const tenant = await makeTenant()
	const [one, two] = [await makeTestedLot(tenant), await makeTestedLot(tenant)]
	const foreign = {
		lotId: one.lot.id,
		expectedVersion: await lotVersion(tenant, one.lot.id),
		signature: await signAs(two.reviewer),
	}
	expect(await release(tenant, one.reviewer, foreign)).toMatchObject({
		ok: false,
		error: { refusals: [{ code: 'signature' }] },
	})
	const signature = await signAs(one.reviewer)
	expect(await release(tenant, one.reviewer, { ...foreign, signature })).toMatchObject({ ok: true })
	const again = { lotId: two.lot.id, expectedVersion: await lotVersion(tenant, two.lot.id), signature }
	expect(await release(tenant, one.reviewer, again)).toMatchObject({
		ok: false,
		error: { refusals: [{ code: 'signature' }] },
	})
	expect(await statusOf(tenant, two.lot.id)).toBe('pending_release')
})

dbTest('of 20 who release at once one wins, and 19 are told who it was', async () => {
	const tenant = await makeTenant()
	const { lot } = await makeTestedLot(tenant)
	const people = await Promise.all(
		Array.from({ length: 20 }, (_, index) => makePerson(tenant, ['quality_reviewer'], { name: `Reviewer ${index}` })),
	)
	const expectedVersion = await lotVersion(tenant, lot.id)
	const requests = await Promise.all(
		people.map(async (person) => ({
			person,
			request: { lotId: lot.id, expectedVersion, signature: await signAs(person) },
		})),
	)
	const results = await Promise.all(requests.map(({ person, request }) => release(tenant, person, request)))
	const winner = people[results.findIndex((result) => result.ok)]
	expect(results.filter((result) => result.ok)).toHaveLength(1)
	const lost = results.flatMap((result) => (result.ok ? [] : [result.error]))
	expect(lost).toHaveLength(19)
	for (const error of lost)
		expect(error).toMatchObject({
			code: 'already-decided',
			last: { transition: 'release', to: 'released', actor: winner?.name },
		})
	expect((await auditOf(tenant, lot.id)).filter((action) => action === 'lot.release')).toHaveLength(1)
})

dbTest('who looks at an older state is told what happened since', async () => {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant)
	const expectedVersion = await lotVersion(tenant, lot.id)
	const other = await makePerson(tenant, ['quality_reviewer'], { name: 'Zhao Qing' })
	await actAs(tenant, other, (ctx) => placeHold(ctx, { lotId: lot.id, reason: 'Label differs' }))
	const signature = await signAs(reviewer)
	expect(await release(tenant, reviewer, { lotId: lot.id, expectedVersion, signature })).toMatchObject({
		ok: false,
		error: { code: 'already-decided', last: { transition: 'hold', to: 'on_hold', actor: 'Zhao Qing' } },
	})
})

dbTest('a rejection is signed and final for the release', async () => {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant)
	const expectedVersion = await lotVersion(tenant, lot.id)
	const signature = await signAs(reviewer, 'Cracks under dye', 'rejected')
	expect(
		await actAs(tenant, reviewer, (ctx) =>
			transitionLot(ctx, { lotId: lot.id, transition: 'reject', expectedVersion, signature }),
		),
	).toMatchObject({ ok: true, value: { to: 'rejected' } })
	const late = await signAs(reviewer)
	expect(await release(tenant, reviewer, { lotId: lot.id, expectedVersion, signature: late })).toMatchObject({
		error: { code: 'already-decided' },
	})
})

dbTest('another tenant’s lot does not exist', async () => {
	const tenant = await makeTenant()
	const { lot } = await makeTestedLot(tenant)
	const other = await makeTenant()
	const stranger = await makePerson(other, ['quality_reviewer'])
	const signature = await signAs(stranger)
	expect(await release(other, stranger, { lotId: lot.id, expectedVersion: 1, signature })).toEqual(
		err({ code: 'unknown-lot' }),
	)
	const nobody = await signAs(stranger)
	expect(await release(other, stranger, { lotId: newId(), expectedVersion: 1, signature: nobody })).toEqual(
		err({ code: 'unknown-lot' }),
	)
})

dbTest('the queue says what each lot waits for, and how many wait for what', async () => {
	const tenant = await makeTenant()
	const ready = await makeTestedLot(tenant)
	const missing = await makeTestedLot(tenant, { results: false })
	const queue = await withTenantContext(tenant.id, (ctx) => readReleaseQueue(ctx))
	expect(queue.total).toBe(2)
	expect(queue.lots.find((lot) => lot.id === ready.lot.id)).toMatchObject({ status: 'pass', missing: [] })
	expect(queue.lots.find((lot) => lot.id === missing.lot.id)?.missing.map((found) => found.ruleKey)).toEqual([
		'results_missing',
	])
	expect(queue.waitingFor.map(({ ruleKey, count }) => [ruleKey, count])).toEqual([
		['ready', 1],
		['results_missing', 1],
	])
})
