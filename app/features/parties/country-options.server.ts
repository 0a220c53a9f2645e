import type { Language } from '#app/core/localized.ts'
import { COUNTRIES } from './country.model.ts'

/** Countries by name in the reader's language. Made on the server alone: browsers name some differently. */
export function countryOptions(language: Language): { value: string; label: string }[] {
	const names = new Intl.DisplayNames([language], { type: 'region' })
	const sorter = new Intl.Collator(language)
	return COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) =>
		sorter.compare(a.label, b.label),
	)
}

/** One country's name in the reader's language. */
export const countryName = (code: string, language: Language): string =>
	new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code

/** Time zones by name. */
export const timeZoneOptions = (): { value: string; label: string }[] =>
	['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
