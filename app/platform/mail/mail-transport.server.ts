import nodemailer from 'nodemailer'
import type { Env } from '#app/platform/env.server.ts'

export type OutgoingMail = {
	messageId: string
	to: string
	subject: string
	html: string
	text: string
	language: string
}

/** Where mails go: a mail server, or nowhere (kept and shown in the outbox). */
export type MailTransport = {
	kind: 'smtp' | 'kept'
	/** Hands one mail over. @throws when the server did not take it; the caller tries again with the same Message-ID. */
	deliver: (mail: OutgoingMail) => Promise<void>
	close: () => void
}

/** The transport that the settings ask for. */
export function openMailTransport(env: Pick<Env, 'SMTP_URL' | 'MAIL_FROM'>): MailTransport {
	if (!env.SMTP_URL) return { kind: 'kept', deliver: async () => {}, close: () => {} }
	const transport = nodemailer.createTransport(
		{ url: env.SMTP_URL, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 },
		{ from: env.MAIL_FROM },
	)
	return {
		kind: 'smtp',
		deliver: async (mail) => {
			await transport.sendMail({
				to: mail.to,
				subject: mail.subject,
				html: mail.html,
				text: mail.text,
				messageId: mail.messageId,
				headers: { 'Content-Language': mail.language, 'Auto-Submitted': 'auto-generated' },
			})
		},
		close: () => transport.close(),
	}
}
