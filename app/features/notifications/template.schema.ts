import { z } from 'zod'
import type { TemplateContent } from './notice-event.model.ts'

/** The longest that each part may be: a subject is one line of a mail program. */
export const TEMPLATE_LIMITS = {
	title: 200,
	subject: 200,
	body: 5_000,
	action: 60,
	footnote: 500,
	summary: 500,
} as const

const line = (max: number) =>
	z
		.string()
		.trim()
		.max(max, 'form.tooLong')
		.refine((value) => !/[\r\n]/.test(value), 'form.oneLine')

const words = z.object({
	title: line(TEMPLATE_LIMITS.title),
	subject: line(TEMPLATE_LIMITS.subject),
	body: z.string().trim().max(TEMPLATE_LIMITS.body, 'form.tooLong'),
	action: line(TEMPLATE_LIMITS.action),
	footnote: line(TEMPLATE_LIMITS.footnote),
	summary: line(TEMPLATE_LIMITS.summary),
})

/** Both languages of a template. Messages are keys of the `notifications` texts. */
export const templateSchema: z.ZodType<TemplateContent> = z.object({ en: words, 'zh-CN': words })
