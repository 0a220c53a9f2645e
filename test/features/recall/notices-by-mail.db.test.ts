import { expect } from 'vitest'
import { readNotices } from '#app/features/recall/case-notices.queries.server.ts'
import { notifyConsignees } from '#app/features/recall/notify-consignees.server.ts'
import { readGrant } from '#app/platform/request/with-context.server.ts'
import { makeChain, makeOpenRecall } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { freePort, startMailServer, type Treatment } from '../../support/mail-server.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { until } from '../../support/until.ts'

const PORT = await freePort()
useTestPortal({ work: true, env: { SMTP_URL: `smtp://127.0.0.1:${PORT}` } })

dbTest(
	'every consignee gets the notice although the mail server cuts the line; doubles carry one Message-ID and a link that works',
	async () => {
		const tenant = await makeTenant()
		const manager = await makePerson(tenant, ['recall_manager'])
		const chain = await makeChain(tenant)
		const recallId = await makeOpenRecall(tenant, manager, [chain.seed])
		const cut = new Set([chain.east.email])
		const treat = (recipient: string): Treatment => (cut.delete(recipient) ? 'cut-after-data' : 'take')
		const server = await startMailServer(PORT, treat)
		await actAs(tenant, manager, (ctx) => notifyConsignees(ctx, { recallId }))
		await until('both are told', async () =>
			(await actAs(tenant, manager, (ctx) => readNotices(ctx, recallId))).every((notice) => notice.mail === 'sent'),
		)
		await server.stop()
		const byRecipient = Map.groupBy(server.mails, (mail) => (Array.isArray(mail.to) ? mail.to[0] : mail.to)?.text ?? '')
		expect([...byRecipient.keys()].sort()).toEqual([chain.east.email, chain.west.email].sort())
		expect(byRecipient.get(chain.east.email)?.length).toBe(2)
		for (const mails of byRecipient.values()) expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(1)
		for (const mail of server.mails) {
			const token = /\/answer\/([\w-]+)/.exec(mail.text ?? '')?.[1] ?? ''
			expect(await readGrant(token)).toMatchObject({ kind: 'recall-notice' })
		}
	},
	180_000,
)
