import { expect } from 'vitest'
import { listDeliveries } from '#app/features/notifications/delivery-log.queries.server.ts'
import { resendDeliveries } from '#app/features/notifications/resend-deliveries.server.ts'
import { sendDigests } from '#app/features/notifications/send-digests.sweep.server.ts'
import { tellDeadLetters } from '#app/features/notifications/tell-dead-letters.sweep.server.ts'
import { queueMail } from '#app/platform/mail/queue-mail.server.ts'
import { sendMailJob } from '#app/platform/mail/send-mail.job.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { chooseDigest, tellHeld } from '../../factories/notice.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { freePort, type MailServer, startMailServer, type Treatment } from '../../support/mail-server.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

/* Notices over a real mail server: what it refuses for good is shown and sent again; a digest tells each notice once. */

const PORT = await freePort()
const test = useTestPortal({ env: { SMTP_URL: `smtp://127.0.0.1:${PORT}` } })
const HOUR = 3_600_000

/** Hands every queued mail to the server, the last try of each; what it refuses is a dead letter. */
async function lastTries(tenant: TenantInfo): Promise<void> {
	const queued = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ id: string }[]>(`select id from mail where status = 'queued' order by id`),
	)
	for (const { id } of queued) {
		const run = { id, attempt: 13, lastAttempt: true, signal: new AbortController().signal }
		await sendMailJob.handle(tenant.id, { mailId: id }, run).catch(() => {})
	}
}

async function withServer<T>(treat: (recipient: string) => Treatment, work: (server: MailServer) => Promise<T>) {
	const server = await startMailServer(PORT, treat)
	try {
		return await work(server)
	} finally {
		await server.stop()
	}
}

dbTest(
	'what the server refuses for good is shown to an admin and, sent again, arrives once under one Message-ID',
	async () => {
		const tenant = await makeTenant()
		const admin = await makePerson(tenant, ['compliance_admin'])
		const auditor = await makePerson(tenant, ['auditor'])
		const other = await makeTenant()
		const stranger = await makePerson(other, ['compliance_admin'])
		for (const to of ['gone@example.test', 'there@example.test'])
			await withTenantContext(tenant.id, (ctx) =>
				queueMail(ctx, {
					to,
					language: 'en',
					template: 'test',
					dedupeKey: to,
					content: { subject: `To ${to}`, paragraphs: ['Text'] },
				}),
			)
		await withServer(
			(to) => (to.startsWith('gone') ? 'refuse-5xx' : 'take'),
			async (server) => {
				await lastTries(tenant)
				expect(server.mails.map((mail) => mail.subject)).toEqual(['To there@example.test'])
			},
		)
		const dead = await actAs(tenant, admin, (ctx) => listDeliveries(ctx, { status: 'failed' }))
		expect(dead.deliveries).toMatchObject([
			{ channel: 'mail', recipient: 'gone@example.test', status: 'failed', attempts: 1 },
		])
		expect(dead.deliveries[0]?.lastError).toContain('554')
		expect(await tellDeadLetters(tenant.id)).toBe(1)
		expect(await tellDeadLetters(tenant.id)).toBe(0)
		const notices = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ account_id: string; title: { en: string } }[]>('select account_id, title from notification'),
		)
		expect(notices).toMatchObject([
			{
				account_id: admin.id,
				title: { en: 'A notice could not be delivered: gone@example.test · To gone@example.test' },
			},
		])
		const which = [{ channel: 'mail' as const, id: dead.deliveries[0]?.id ?? '' }]
		expect(await actAs(tenant, auditor, (ctx) => resendDeliveries(ctx, which))).toMatchObject({
			error: { code: 'forbidden' },
		})
		expect(await actAs(other, stranger, (ctx) => resendDeliveries(ctx, which))).toMatchObject({
			error: { code: 'none-failed' },
		})

		await withServer(
			() => 'take',
			async (server) => {
				expect(await actAs(tenant, admin, (ctx) => resendDeliveries(ctx, which))).toEqual({ ok: true, value: 1 })
				expect(await actAs(tenant, admin, (ctx) => resendDeliveries(ctx, 'all-failed'))).toMatchObject({
					error: { code: 'none-failed' },
				})
				await lastTries(tenant)
				await lastTries(tenant)
				expect(server.mails.map((mail) => mail.subject)).toEqual(['To gone@example.test'])
				const [row] = await withTenantContext(tenant.id, (ctx) =>
					ctx.em.execute<{ message_id: string; status: string }[]>(
						'select message_id, status from mail where recipient = ?',
						['gone@example.test'],
					),
				)
				expect(row).toEqual({ message_id: server.mails[0]?.messageId, status: 'sent' })
			},
		)
		const entries = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ action: string }[]>(`select action from audit_entry where action = 'mail.retry'`),
		)
		expect(entries).toHaveLength(1)
	},
)

dbTest(
	'a digest tells each notice once: those of before, after an earlier hour is chosen, and one that came late',
	async () => {
		const tenant = await makeTenant()
		const person = await makePerson(tenant, ['quality_reviewer'])
		await chooseDigest(tenant, person)
		await withServer(
			() => 'take',
			async (server) => {
				for (const label of ['D-1', 'D-2', 'D-3']) await tellHeld(tenant, person, label)
				// From 17:00 to 09:00 of the next day in Shanghai.
				test.clock.move(16 * HOUR)
				await sendDigests(tenant.id)
				await lastTries(tenant)
				// A notice whose unit of work had begun before the hour, and ended after the digest.
				await tellHeld(tenant, person, 'D-4')
				await withTenantContext(tenant.id, (ctx) =>
					ctx.em.execute(
						`update notification set created_at = created_at - interval '2 hours' where href = '/lots/D-4'`,
					),
				)
				await sendDigests(tenant.id)
				await lastTries(tenant)
				await tellHeld(tenant, person, 'D-5')
				// The hour is moved to noon: the day has a second one.
				await chooseDigest(tenant, person, { digestHour: 12 })
				test.clock.move(4 * HOUR)
				for (let again = 0; again < 3; again += 1) await sendDigests(tenant.id)
				await lastTries(tenant)
				const told = server.mails.map((mail) => [...new Set(mail.text?.match(/D-\d/g))].sort())
				expect(told).toEqual([['D-1', 'D-2', 'D-3'], ['D-4'], ['D-5']])
				expect(new Set(server.mails.map((mail) => mail.messageId)).size).toBe(3)
			},
		)
	},
)
