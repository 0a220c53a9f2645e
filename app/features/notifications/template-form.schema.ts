import { z } from 'zod'
import { TEMPLATE_FIELDS, type TemplateContent } from './notice-event.model.ts'
import { templateSchema } from './template.schema.ts'

/** What the editor of a template posts. */
export const templateFormSchema = z.object({
	content: templateSchema,
	expected: z.coerce.number().int().min(0),
	note: z.string().trim().max(500, 'form.tooLong').optional(),
	lot: z.string().trim().max(100).optional(),
})

/** Fields named `content.en.subject` as the nested values that the schema reads; what is not there is empty. */
export function nestTemplateFields(form: FormData): Record<string, unknown> {
	const text = (name: string) => {
		const value = form.get(name)
		return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : ''
	}
	const words = (language: string) =>
		Object.fromEntries(TEMPLATE_FIELDS.map((field) => [field, text(`content.${language}.${field}`)]))
	return {
		content: { en: words('en'), 'zh-CN': words('zh-CN') } as unknown as TemplateContent,
		expected: text('expected'),
		note: text('note'),
		lot: text('lot'),
	}
}
