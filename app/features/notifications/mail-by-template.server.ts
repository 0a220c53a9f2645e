import type { Language } from '#app/core/localized.ts'
import { type MailContent, queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { NoticeRequest, NoticeWords } from './notice-words.server.ts'

/** What a mail says, without where its button leads. `action` is the words of the button. */
export type MailParts = Pick<MailContent, 'subject' | 'paragraphs' | 'footnote'> & { action: string }

/** The parts of a mail in a language, to a person or address of that name. */
export function mailParts(words: NoticeWords, language: Language, recipient: string): MailParts {
	const say = (field: Parameters<NoticeWords['part']>[1]) => words.part(language, field, recipient)
	const footnote = say('footnote')
	return {
		subject: say('subject'),
		paragraphs: say('body').split('\n\n'),
		action: say('action'),
		...(footnote === '' ? {} : { footnote }),
	}
}

export type TemplateMail = Pick<NoticeRequest, 'about'> & {
	/** In whose words: `wordsOf`, made once for many recipients. */
	words: NoticeWords
	to: string
	recipient: string
	language: Language
	dedupeKey: string
	/** Where the mail's button leads; absent, it has none. */
	url?: string
	facts?: MailContent['facts']
}

/**
 * Mails a notice to an address outside the portal in its template's words. Answers the mail's id, or null where the same
 * key was mailed before.
 */
export function mailByTemplate(ctx: Context, mail: TemplateMail): Promise<string | null> {
	const { action, ...parts } = mailParts(mail.words, mail.language, mail.recipient)
	return queueMail(ctx, {
		to: mail.to,
		language: mail.language,
		template: mail.words.event.key,
		templateVersion: mail.words.version,
		about: mail.about ?? null,
		dedupeKey: mail.dedupeKey,
		content: {
			...parts,
			...(mail.facts ? { facts: mail.facts } : {}),
			...(mail.url && action ? { action: { label: action, url: mail.url } } : {}),
		},
	})
}
