import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { notifyConsignees } from '#app/features/recall/notify-consignees.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { shipToMany } from '../factories/consignees.ts'
import { makeOpenRecall } from '../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../factories/tenant.ts'
import { freePort, startMailServer } from '../support/mail-server.ts'
import { runPortal } from '../support/portal-process.ts'
import { hasEngine, useTestPortal } from '../support/test-portal.ts'
import { until } from '../support/until.ts'

/* A notice is sent once, whatever becomes of the process that sends it: killed at random points, started again. */

const killTest = test.runIf(hasEngine())
const world = useTestPortal()

const RECIPIENTS = 500
const KILLS = 5

killTest(
	`tells ${RECIPIENTS} consignees of a recall once each, the worker killed ${KILLS} times meanwhile`,
	async () => {
		const tenant = await makeTenant()
		const manager = await makePerson(tenant, ['recall_manager'])
		const { lot, addresses } = await shipToMany(tenant, RECIPIENTS)
		const recallId = await makeOpenRecall(tenant, manager, [lot])
		const queued = await actAs(tenant, manager, (ctx) => notifyConsignees(ctx, { recallId }))
		expect(queued).toEqual({ ok: true, value: { queued: RECIPIENTS, withoutAddress: 0 } })

		const server = await startMailServer(await freePort())
		const env = {
			DATABASE_URL: world.databaseUrl ?? '',
			DATA_DIR: world.dataDir,
			SMTP_URL: `smtp://127.0.0.1:${server.port}`,
			SESSION_SECRET: 'x'.repeat(32),
		}
		const start = () => runPortal(['app/cli.ts', 'worker'], env)
		const points: number[] = []
		for (let kill = 0; kill < KILLS; kill++) {
			const before = server.mails.length
			const worker = start()
			await until('the worker sends', () => server.mails.length > before || worker.process.exitCode !== null)
			expect(worker.process.exitCode, worker.output()).toBeNull()
			await sleep(Math.random() * 2_000)
			await worker.kill('SIGKILL')
			points.push(server.mails.length)
		}
		const worker = start()
		const sent = () =>
			withTenantContext(tenant.id, async (ctx) => {
				const [row] = await ctx.em.execute<{ sent: number; total: number }[]>(
					"select count(*) filter (where status = 'sent')::int as sent, count(*)::int as total from mail where template = 'recall_notice'",
				)
				return row ?? { sent: 0, total: 0 }
			})
		await until('every notice is sent', async () => (await sent()).sent === RECIPIENTS, 240_000, 1_000)
		expect(await worker.kill('SIGTERM')).toBe(0)
		await server.stop()

		const byRecipient = Map.groupBy(server.mails, (mail) => (Array.isArray(mail.to) ? '' : (mail.to?.text ?? '')))
		expect([...byRecipient.keys()].sort()).toEqual([...addresses].sort())
		for (const [recipient, mails] of byRecipient)
			expect(new Set(mails.map((mail) => mail.messageId)).size, recipient).toBe(1)
		expect(new Set(server.mails.map((mail) => mail.messageId)).size).toBe(RECIPIENTS)
		expect(await sent()).toEqual({ sent: RECIPIENTS, total: RECIPIENTS })
		process.stdout.write(
			`${RECIPIENTS} recipients, killed after ${points.join(', ')} mails: ${RECIPIENTS} Message-IDs, ${server.mails.length - RECIPIENTS} repeated\n`,
		)
	},
	420_000,
)
