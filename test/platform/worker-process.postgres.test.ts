import { expect, test } from 'vitest'
import { queueMail } from '#app/platform/mail/queue-mail.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeTenant } from '../factories/tenant.ts'
import { startHangingServer, startMailServer } from '../support/mail-server.ts'
import { runPortal } from '../support/portal-process.ts'
import { hasEngine, useTestPortal } from '../support/test-portal.ts'
import { until } from '../support/until.ts'

const workerTest = test.runIf(hasEngine())
const world = useTestPortal()

workerTest(
	'gives a job back to the queue when the worker is told to stop in the middle of it',
	async () => {
		const tenant = await makeTenant()
		const hanging = await startHangingServer(0)
		const env = {
			DATABASE_URL: world.databaseUrl ?? '',
			DATA_DIR: world.dataDir,
			SMTP_URL: `smtp://127.0.0.1:${hanging.port}`,
			SESSION_SECRET: 'x'.repeat(32),
		}
		await withTenantContext(tenant.id, (ctx) =>
			queueMail(ctx, {
				to: 'later@example.test',
				language: 'en',
				template: 'test',
				dedupeKey: 'later',
				content: { subject: 'Later', paragraphs: ['Text'] },
			}),
		)
		const first = runPortal(['app/cli.ts', 'worker'], env)
		await until('the job is being worked', () => hanging.connections() > 0)
		const since = Date.now()
		expect(await first.kill('SIGTERM'), first.output()).toBe(0)
		expect(Date.now() - since).toBeLessThan(30_000)
		await hanging.stop()
		const server = await startMailServer(hanging.port)
		const second = runPortal(['app/cli.ts', 'worker'], env)
		await until('the mail arrives', () => server.mails.length > 0, 90_000)
		expect(await second.kill('SIGTERM')).toBe(0)
		await server.stop()
		expect(server.mails.map((mail) => mail.subject)).toEqual(['Later'])
	},
	180_000,
)
