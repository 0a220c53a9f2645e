import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { Mail } from './mail.entity.server.ts'

/**
 * Hands a mail to the server once. The mail is marked as sent in a unit of work of its own after the server took it;
 * a crash between the two sends it again with the same Message-ID, by which the recipient's server knows the double.
 * What a server refuses is tried again, 5xx too: greylists, full boxes and wrong settings end, and every notice has to arrive.
 */
export const sendMailJob: JobDefinition<'mail.send'> = {
	name: 'mail.send',
	retries: 12,
	retryDelaySeconds: 5,
	timeoutSeconds: 60,
	concurrency: 4,
	giveUp: (tenantId, { mailId }) =>
		withTenantContext(tenantId, async (ctx) => {
			await ctx.em.nativeUpdate(Mail, { id: mailId, status: 'queued' }, { status: 'failed' })
		}),
	handle: async (tenantId, { mailId }, run) => {
		const transport = getPortal().mail
		const mail = await withTenantContext(tenantId, async (ctx) => {
			const row = await ctx.em.findOne(Mail, { id: mailId })
			if (!row || row.status === 'sent' || row.status === 'kept') return null
			row.attempts += 1
			return {
				messageId: row.messageId,
				to: row.recipient,
				subject: row.subject,
				html: row.html,
				text: row.text,
				language: row.language,
			}
		})
		if (!mail) return
		try {
			await transport.deliver(mail)
		} catch (error) {
			await withTenantContext(tenantId, async (ctx) => {
				const row = await ctx.em.findOneOrFail(Mail, { id: mailId })
				row.lastError = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
				if (run.lastAttempt) row.status = 'failed'
			})
			throw error
		}
		await withTenantContext(tenantId, async (ctx) => {
			const row = await ctx.em.findOneOrFail(Mail, { id: mailId })
			row.status = transport.kind === 'smtp' ? 'sent' : 'kept'
			row.sentAt = ctx.now
			row.lastError = null
		})
	},
}
