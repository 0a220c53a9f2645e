import { expect, test } from 'vitest'
import { eventOf, NOTICE_EVENTS } from '#app/features/notifications/find-event.ts'
import { fieldsOf } from '#app/features/notifications/notice-event.model.ts'
import { renderPart, TemplateError } from '#app/features/notifications/render-template.ts'
import { templateSchema } from '#app/features/notifications/template.schema.ts'
import { templateProblems } from '#app/features/notifications/template-problems.ts'

const lotHeld = eventOf('lot_held')
const words = (part: Partial<(typeof lotHeld)['shipped']['en']>) => ({
	...lotHeld.shipped,
	en: { ...lotHeld.shipped.en, ...part },
})
const NONE = new Set<string>()

test('every shipped template is one that an editor could save', () => {
	for (const event of NOTICE_EVENTS) {
		expect(templateProblems(event, event.shipped, NONE), event.key).toEqual([])
		expect(templateSchema.safeParse(event.shipped).success, event.key).toBe(true)
	}
	expect(new Set(NOTICE_EVENTS.map((event) => event.key)).size).toBe(NOTICE_EVENTS.length)
})

test('every shipped template says something in both languages with its own examples', () => {
	for (const event of NOTICE_EVENTS) {
		for (const language of ['en', 'zh-CN'] as const) {
			const values = new Map([
				['tenant', 'T'],
				['actor', 'A'],
				['recipient', 'R'],
				...event.variables.map((one): [string, string] => [one.name, one.example[language]]),
			])
			for (const field of fieldsOf(event).filter((one) => one !== 'action'))
				expect(renderPart(event.shipped[language], field, values), `${event.key} ${field}`).not.toBe('')
		}
	}
})

test('refuses an unknown variable, a broken brace, an empty part, and a recipient where there is none', () => {
	expect(templateProblems(lotHeld, words({ body: '{{lot.colour}} {{label' }), new Set(['lot.code']))).toEqual([
		{ code: 'broken', language: 'en', field: 'body', name: '' },
		{ code: 'unknown-variable', language: 'en', field: 'body', name: 'lot.colour' },
	])
	expect(templateProblems(lotHeld, words({ subject: '' }), NONE)).toMatchObject([{ code: 'missing', field: 'subject' }])
	expect(templateProblems(lotHeld, words({ title: 'Hi {{recipient}}' }), NONE)).toMatchObject([
		{ code: 'recipient-only-in-mail', field: 'title' },
	])
	expect(templateProblems(lotHeld, words({ body: '{{lot.code}} {{recipient}}' }), new Set(['lot.code']))).toEqual([])
})

test('a value is never read as a template, and a paragraph that would say nothing falls out', () => {
	const values = new Map([
		['label', '{{tenant}}'],
		['tenant', 'T'],
		['actor', ''],
	])
	expect(renderPart(words({ body: '{{label}}\n\n{{actor}}\n\nBy {{actor}}\n\nEnd' }).en, 'body', values)).toBe(
		'{{tenant}}\n\nEnd',
	)
	expect(() => renderPart(words({ body: '{{nobody}}' }).en, 'body', values)).toThrow(TemplateError)
})

test('a subject is one line', () => {
	expect(templateSchema.safeParse(words({ subject: 'a\r\nBcc: x@y' })).success).toBe(false)
})
