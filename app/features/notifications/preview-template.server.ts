import { newId } from '#app/core/ids.ts'
import type { Language } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { mailLayout } from '#app/platform/mail/mail-layout.server.ts'
import { type MailContent, queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { findEvent } from './find-event.ts'
import { mailParts } from './mail-by-template.server.ts'
import type { NoticeEvent, TemplateContent } from './notice-event.model.ts'
import { type NoticeWords, wordsOfDraft } from './notice-words.server.ts'
import { factNamesOf } from './save-template.server.ts'
import { type TemplateProblem, templateProblems } from './template-problems.ts'

export type PreviewError =
	| { code: 'forbidden' | 'unknown-template' | 'unknown-record' | 'no-mail' }
	| { code: 'template-refused'; problems: readonly TemplateProblem[] }

/** What a template would say in one language. `html` and `text` are null where it is never mailed. */
export type Preview = {
	title: string
	summary: string
	subject: string
	html: string | null
	text: string | null
}

type Draft = {
	key: string
	content: TemplateContent /** A lot's code; absent, the examples stand in. */
	lot?: string | undefined
}

async function openDraft(ctx: Context, draft: Draft): Promise<Result<NoticeWords, PreviewError>> {
	if (!ctx.ability.can('update', 'NoticeTemplate')) return err({ code: 'forbidden' })
	const event = findEvent(draft.key)
	if (!event) return err({ code: 'unknown-template' })
	const problems = templateProblems(event, draft.content, await factNamesOf(ctx, event))
	if (problems.length > 0) return err({ code: 'template-refused', problems })
	const examples = Object.fromEntries(event.variables.map((one) => [one.name, one.example]))
	if (!draft.lot || event.about !== 'lot')
		return ok(await wordsOfDraft(ctx, event, draft.content, { values: examples }))
	const [lot] = await ctx.em.execute<{ id: string; code: string }[]>('select id, code from lot where code = ?', [
		draft.lot,
	])
	if (!lot) return err({ code: 'unknown-record' })
	return ok(
		await wordsOfDraft(ctx, event, draft.content, {
			values: { ...examples, label: lot.code },
			about: { type: 'lot', id: lot.id },
		}),
	)
}

function mailOf(ctx: Context, event: NoticeEvent, words: NoticeWords, language: Language): MailContent {
	const { action, ...parts } = mailParts(words, language, ctx.actor.name)
	return { ...parts, ...(action ? { action: { label: action, url: `${ctx.baseUrl}/${event.about ?? ''}` } } : {}) }
}

/**
 * What a draft of a template would say in both languages, of examples or of a lot. Nothing is written. Permission:
 * `update` on NoticeTemplate. Errors: `forbidden`; `unknown-template`; `unknown-record`; `template-refused`.
 */
export async function previewTemplate(
	ctx: Context,
	draft: Draft,
): Promise<Result<Record<Language, Preview>, PreviewError>> {
	const opened = await openDraft(ctx, draft)
	if (!opened.ok) return opened
	const words = opened.value
	const of = (language: Language): Preview => {
		const mailed = words.event.channels.includes('mail')
		const bodies = mailed ? mailLayout(mailOf(ctx, words.event, words, language), ctx.tenant, language) : null
		return {
			title: words.part(language, 'title'),
			summary: words.part(language, 'summary'),
			subject: words.part(language, 'subject', ctx.actor.name),
			html: bodies?.html ?? null,
			text: bodies?.text ?? null,
		}
	}
	return ok({ en: of('en'), 'zh-CN': of('zh-CN') })
}

/** Mails a draft to the acting person alone, in both languages. Errors: those of a preview; `no-mail`. */
export async function testTemplate(ctx: Context, draft: Draft): Promise<Result<number, PreviewError>> {
	if (ctx.actor.kind !== 'person') return err({ code: 'forbidden' })
	const opened = await openDraft(ctx, draft)
	if (!opened.ok) return opened
	const words = opened.value
	if (!words.event.channels.includes('mail')) return err({ code: 'no-mail' })
	const languages: readonly Language[] = ['en', 'zh-CN']
	for (const language of languages) {
		await queueMail(ctx, {
			to: ctx.actor.email,
			accountId: ctx.actor.id,
			language,
			template: `${words.event.key}:test`,
			dedupeKey: `template-test:${newId()}`,
			content: mailOf(ctx, words.event, words, language),
		})
	}
	ctx.audit.record({
		action: 'template.test',
		subject: { type: 'template', id: words.event.key, label: words.event.title[ctx.language] },
	})
	return ok(languages.length)
}
