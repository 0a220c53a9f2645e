import { expect } from 'vitest'
import { ok } from '#app/core/result.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { releaseLot } from '#app/features/release/release-lot.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { lotVersion, makeTestedLot, signAs } from '../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../factories/tenant.ts'
import { call, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

/* Of two who act at once, one wins: the row's lock and version decide in one place. */

useTestPortal()

/** The embedded database has one connection: who asks first goes first, and there is little to find out. */
const [ROUNDS, RELEASES, HOLDS] = process.env.TEST_ENGINE === 'postgres' ? [20, 10, 90] : [3, 5, 5]

dbTest(
	`has one winner where ${RELEASES} release and ${HOLDS} hold a lot at once, ${ROUNDS} times over`,
	async () => {
		const tenant = await makeTenant()
		const reviewers = await Promise.all(
			Array.from({ length: RELEASES }, () => makePerson(tenant, ['quality_reviewer'])),
		)
		const winners: string[] = []
		for (let round = 0; round < ROUNDS; round++) {
			const { lot } = await makeTestedLot(tenant)
			const expectedVersion = await lotVersion(tenant, lot.id)
			const signatures = await Promise.all(reviewers.map((reviewer) => signAs(reviewer)))
			const release = (reviewer: TestPerson, index: number) =>
				actAs(tenant, reviewer, async (ctx) => {
					const signature = signatures[index]
					if (!signature) throw new Error('No signature')
					const released = await releaseLot(ctx, { lotId: lot.id, expectedVersion, signature })
					return released.ok ? ok('release') : released
				})
			const hold = (reviewer: TestPerson) =>
				actAs(tenant, reviewer, async (ctx) => {
					const reason = 'Something is off'
					const held = await transitionLot(ctx, { lotId: lot.id, transition: 'hold', reason, expectedVersion })
					return held.ok ? ok('hold') : held
				})
			const answers = await Promise.all(
				Array.from({ length: RELEASES + HOLDS }, (_, n) => {
					const place = Math.floor((n * RELEASES) / (RELEASES + HOLDS))
					const reviewer = reviewers[place] as TestPerson
					const isFirst = n === 0 || place !== Math.floor(((n - 1) * RELEASES) / (RELEASES + HOLDS))
					return isFirst ? release(reviewer, place) : hold(reviewer)
				}),
			)
			const won = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
			expect(won).toHaveLength(1)
			winners.push(won[0] ?? '')
			const after = await withTenantContext(tenant.id, (ctx) =>
				ctx.em.execute<{ status: string; steps: number; signatures: number; holds: number }[]>(
					`select l.status, (select count(*)::int from workflow_step s where s.subject_id = l.id and s.transition in ('release', 'hold')) as steps,
					(select count(*)::int from signature g where g.subject_id = l.id) as signatures, (select count(*)::int from hold h where h.lot_id = l.id) as holds
				from lot l where l.id = ?`,
					[lot.id],
				),
			)
			const released = won[0] === 'release'
			expect(after).toEqual([
				{ status: released ? 'released' : 'on_hold', steps: 1, signatures: released ? 1 : 0, holds: released ? 0 : 1 },
			])
		}
		process.stdout.write(
			`${ROUNDS} rounds of ${RELEASES + HOLDS}: one winner each, ${winners.filter((winner) => winner === 'release').length} releases\n`,
		)
	},
	240_000,
)

dbTest('lets one of twenty changes with the same If-Match through', async () => {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const app = webApp()
	const lot = await makeLot(tenant, await makeItem(tenant))
	const etag = (await call(app, 'get', `/lots/${lot.id}`, { key })).headers.get('etag') ?? ''
	const answers = await Promise.all(
		Array.from({ length: 20 }, (_, n) =>
			call(app, 'patch', `/lots/${lot.id}`, {
				key,
				headers: { 'If-Match': etag },
				body: { reason: 'Read again', attributes: { shelf: `B${n}` } },
			}),
		),
	)
	const statuses = answers.map((answer) => answer.status).sort()
	expect(statuses).toEqual([200, ...Array(19).fill(412)])
})

dbTest('never gives more of a lot than there is to those who take at once', async () => {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const app = webApp()
	const lot = await makeLot(tenant, await makeItem(tenant))
	const answers = await Promise.all(
		Array.from({ length: 15 }, () =>
			call<{ code?: string }>(app, 'post', '/events', {
				key,
				body: {
					kind: 'destroy',
					eventTime: '2026-11-22T08:00:00Z',
					inputs: [{ lot: lot.id, quantity: { value: '10', unit: 'KGM' } }],
				},
			}),
		),
	)
	expect(answers.filter((answer) => answer.status === 201)).toHaveLength(10)
	for (const refused of answers.filter((answer) => answer.status !== 201))
		expect(['insufficient-quantity', 'lot-locked']).toContain(refused.body.code)
	expect((await call<{ onHand: { value: string } }>(app, 'get', `/lots/${lot.id}`, { key })).body.onHand.value).toBe(
		'0',
	)
})
