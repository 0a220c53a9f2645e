import { expect } from 'vitest'
import { sendDigests } from '#app/features/notifications/send-digests.sweep.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { chooseDigest, tellHeld } from '../../factories/notice.ts'
import { makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()
const HOUR = 3_600_000

const mails = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ subject: string; text: string; message_id: string }[]>(
			'select subject, text, message_id from mail order by created_at',
		),
	)

dbTest('what waits is mailed once at the hour of the person, with links, and what comes later waits', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['quality_reviewer'])
	await chooseDigest(tenant, person)
	await tellHeld(tenant, person, 'L-1')
	await tellHeld(tenant, person, 'L-2')
	// It is 17:00 in Shanghai: today's hour was before they came.
	expect(await sendDigests(tenant.id)).toBe(0)
	test.clock.move(15 * HOUR)
	expect(await sendDigests(tenant.id)).toBe(1)
	const [mail] = await mails(tenant)
	expect(mail?.subject).toContain('2 notifications')
	expect(mail?.text).toContain('L-1 was put on hold')
	expect(mail?.text).toContain(`${test.portal.baseUrl}/lots/L-2`)
	await tellHeld(tenant, person, 'L-3')
	for (let again = 0; again < 3; again += 1) expect(await sendDigests(tenant.id)).toBe(0)
	expect(await mails(tenant)).toHaveLength(1)
	test.clock.move(24 * HOUR)
	expect(await sendDigests(tenant.id)).toBe(1)
	expect((await mails(tenant))[1]?.subject).toContain('one notification')
})

dbTest('ten runs at once send one digest', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['quality_reviewer'])
	await chooseDigest(tenant, person)
	await tellHeld(tenant, person, 'P-1')
	test.clock.move(24 * HOUR)
	const sent = await Promise.all(Array.from({ length: 10 }, () => sendDigests(tenant.id)))
	expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1)
	expect(await mails(tenant)).toHaveLength(1)
})

dbTest('who has left or wants none gets no digest', async () => {
	const tenant = await makeTenant()
	const [left, none] = [await makePerson(tenant, ['quality_reviewer']), await makePerson(tenant, ['quality_reviewer'])]
	await chooseDigest(tenant, left)
	await chooseDigest(tenant, none)
	await tellHeld(tenant, left, 'Q-1')
	await tellHeld(tenant, none, 'Q-2')
	await chooseDigest(tenant, none, { digest: 'off' })
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update membership set disabled_at = now() where account_id = ?', [left.id]),
	)
	test.clock.move(24 * HOUR)
	expect(await sendDigests(tenant.id)).toBe(0)
	expect(await mails(tenant)).toEqual([])
})
