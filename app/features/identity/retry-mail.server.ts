import { err, ok, type Result } from '#app/core/result.ts'
import { Mail } from '#app/platform/mail/mail.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Puts a mail that the server never took back into the queue; its Message-ID stays. Permission: `update` on Mail.
 * Errors: `not-allowed`; `not-found`; `not-failed` (sent, kept or still being tried).
 */
export async function retryMail(
	ctx: Context,
	mailId: string,
): Promise<Result<null, { code: 'not-allowed' | 'not-found' | 'not-failed' }>> {
	if (!ctx.ability.can('update', 'Mail')) return err({ code: 'not-allowed' })
	const mail = await ctx.em.findOne(Mail, { id: mailId })
	if (!mail) return err({ code: 'not-found' })
	if (mail.status !== 'failed') return err({ code: 'not-failed' })
	mail.status = 'queued'
	await ctx.em.flush()
	await ctx.jobs.send('mail.send', { mailId: mail.id })
	ctx.audit.record({
		action: 'mail.retry',
		subject: { type: 'mail', id: mail.id, label: mail.subject },
		before: { status: 'failed', attempts: mail.attempts },
		after: { status: 'queued' },
	})
	return ok(null)
}
