import { expect } from 'vitest'
import { queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { freePort, startHangingServer, startMailServer, type Treatment } from '../../support/mail-server.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { until } from '../../support/until.ts'

const PORT = await freePort()
useTestPortal({ work: true, env: { SMTP_URL: `smtp://127.0.0.1:${PORT}` } })

const write = (tenant: TenantInfo, to: string) =>
	withTenantContext(tenant.id, (ctx) =>
		queueMail(ctx, {
			to,
			language: 'zh-CN',
			template: 'test',
			dedupeKey: `test:${to}`,
			content: { subject: `批次 to ${to}`, paragraphs: ['正文'] },
		}),
	)

const statuses = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ status: string; attempts: number; recipient: string; last_error: string | null }[]>(
			'select status, attempts, recipient, last_error from mail order by recipient',
		),
	)

const allSent = (tenant: TenantInfo) => async () => (await statuses(tenant)).every((mail) => mail.status === 'sent')

dbTest(
	'delivers everything once the server that was down is up',
	async () => {
		const tenant = await makeTenant()
		for (const name of ['a', 'b', 'c']) await write(tenant, `${name}@example.test`)
		await until('each was tried', async () =>
			(await statuses(tenant)).every((mail) => mail.attempts >= 1 && mail.last_error !== null),
		)
		const server = await startMailServer(PORT)
		await until('all are sent', allSent(tenant))
		await server.stop()
		expect(server.mails.map((mail) => mail.subject).sort()).toEqual([
			'批次 to a@example.test',
			'批次 to b@example.test',
			'批次 to c@example.test',
		])
		expect(new Set(server.mails.map((mail) => mail.messageId)).size).toBe(3)
	},
	120_000,
)

dbTest(
	'tries again after 4xx, 5xx and a line cut after DATA; doubles carry one Message-ID',
	async () => {
		const tenant = await makeTenant()
		const first: Record<string, Treatment> = {
			'soft@example.test': 'refuse-4xx',
			'hard@example.test': 'refuse-5xx',
			'cut@example.test': 'cut-after-data',
			'fine@example.test': 'take',
		}
		const seen = new Set<string>()
		const server = await startMailServer(PORT, (recipient) => {
			const treatment = seen.has(recipient) ? 'take' : (first[recipient] ?? 'take')
			seen.add(recipient)
			return treatment
		})
		for (const to of Object.keys(first)) await write(tenant, to)
		await until('all are sent', allSent(tenant))
		await server.stop()
		const ids = Map.groupBy(server.mails, (mail) => (Array.isArray(mail.to) ? '' : (mail.to?.text ?? '')))
		expect([...ids.keys()].sort()).toEqual(Object.keys(first).sort())
		expect(ids.get('cut@example.test')).toHaveLength(2)
		for (const [to, mails] of ids) expect(new Set(mails.map((mail) => mail.messageId)).size, to).toBe(1)
		const attempts = Object.fromEntries((await statuses(tenant)).map((mail) => [mail.recipient, mail.attempts]))
		expect(attempts).toEqual({
			'soft@example.test': 2,
			'hard@example.test': 2,
			'cut@example.test': 2,
			'fine@example.test': 1,
		})
	},
	120_000,
)

dbTest(
	'does not wait for a server that says nothing, and delivers when it speaks again',
	async () => {
		const tenant = await makeTenant()
		const silent = await startHangingServer(PORT)
		await write(tenant, 'quiet@example.test')
		const started = Date.now()
		await until('the try was given up', async () => (await statuses(tenant))[0]?.last_error !== null, 30_000)
		expect(Date.now() - started).toBeLessThan(25_000)
		expect(silent.connections()).toBeGreaterThan(0)
		await silent.stop()
		const server = await startMailServer(PORT)
		await until('it is sent', allSent(tenant))
		await server.stop()
		expect(server.mails).toHaveLength(1)
		expect(server.mails[0]?.headers.get('content-language')).toBe('zh-CN')
	},
	120_000,
)
