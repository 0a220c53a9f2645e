import { newId } from '#app/core/ids.ts'
import type { Language } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Mail } from './mail.entity.server.ts'
import { mailLayout } from './mail-layout.server.ts'

export type MailContent = {
	subject: string
	/** Paragraphs of plain text, in order. */
	paragraphs: string[]
	/** Facts shown as a small table. */
	facts?: { label: string; value: string }[]
	/** A list of links, each with a quieter word. */
	links?: { label: string; url: string; note: string }[]
	action?: { label: string; url: string }
	/** A last line in small print. */
	footnote?: string
}

export type MailRequest = {
	to: string
	language: Language
	/** Which template wrote it, for the log. */
	template: string
	/** What happened, to whom: the same key is never sent twice. */
	dedupeKey: string
	content: MailContent
	/** Of the tenant's own words; absent where the shipped ones were used. */
	templateVersion?: number | null
	accountId?: string | null
	about?: { type: string; id: string } | null
	/** Not before so many seconds: the recipient's quiet hours. */
	delaySeconds?: number
}

/**
 * Writes a mail to the outbox inside the unit of work and queues its sending. Answers the mail's id, or null where
 * one with the same key exists already.
 */
export async function queueMail(ctx: Context, request: MailRequest): Promise<string | null> {
	const known = await ctx.em.findOne(Mail, { dedupeKey: request.dedupeKey })
	if (known) return null
	const id = newId()
	const host = new URL(ctx.baseUrl).hostname
	const { html, text } = mailLayout(request.content, ctx.tenant, request.language)
	ctx.em.create(Mail, {
		id,
		dedupeKey: request.dedupeKey,
		messageId: `<${id}@${host}>`,
		recipient: request.to,
		accountId: request.accountId ?? null,
		template: request.template,
		templateVersion: request.templateVersion ?? null,
		subjectType: request.about?.type ?? null,
		subjectId: request.about?.id ?? null,
		language: request.language,
		subject: request.content.subject.replaceAll(/[\r\n]+/g, ' '),
		html,
		text,
	})
	await ctx.em.flush()
	const delay = request.delaySeconds ?? 0
	await ctx.jobs.send('mail.send', { mailId: id }, delay > 0 ? { startAfterSeconds: delay } : {})
	return id
}
