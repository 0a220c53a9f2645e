import type { Language } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import type { RecordResultsError } from './record-results.server.ts'

/**
 * Why results were not recorded, for the form, in the reader's language.
 * @param places for each result sent, the form's entry that it came from
 */
export function resultRefusal(language: Language, error: RecordResultsError, places: readonly number[]): FormRefusal {
	const t = serverText(language, 'quality')
	if (error.code === 'reason-needed') return { ok: false, fieldErrors: { reason: t('refused.reason-needed') } }
	if (error.code !== 'invalid-results') return { ok: false, formError: t(`refused.${error.code}`) }
	const fieldErrors: Record<string, string> = {}
	for (const { path, code } of error.problems) {
		const field = path.replace(
			/^entries\.(\d+)/,
			(_match, index: string) => `entries.${places[Number(index)] ?? index}`,
		)
		fieldErrors[field] ??= t(`resultProblem.${code}`)
	}
	return { ok: false, fieldErrors }
}
