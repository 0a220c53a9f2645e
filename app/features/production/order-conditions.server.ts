import type { LocalizedText } from '#app/core/localized.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'

/** A text of the feature in both languages; values that are texts themselves are put in by language. */
export function bothWords(key: string, values: Record<string, string | LocalizedText> = {}): LocalizedText {
	const inLanguage = (language: 'en' | 'zh-CN') =>
		serverText(language, 'production')(
			key,
			Object.fromEntries(
				Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : value[language]]),
			),
		)
	return { en: inLanguage('en'), 'zh-CN': inLanguage('zh-CN') }
}

/** A list of names in both languages. */
export const bothNames = (names: readonly LocalizedText[]): LocalizedText => ({
	en: new Intl.ListFormat('en', { type: 'conjunction' }).format(names.map((name) => name.en)),
	'zh-CN': new Intl.ListFormat('zh-CN', { type: 'conjunction' }).format(names.map((name) => name['zh-CN'])),
})

/** What a step of an order asks for whatever its workflow says: what is missing, and what would lift it. */
export const condition = (
	field: 'line' | 'cleared' | 'lot' | 'output' | 'readings' | 'balance' | 'order',
	key: string,
	values: Record<string, string | LocalizedText> = {},
): Refusal => ({
	code: 'field',
	message: bothWords(`problem.${key}`, values),
	detail: { field, problem: 'missing' },
})
