import type { TFunction } from 'i18next'
import type { Language } from '#app/core/localized.ts'
import type { MappingProblem } from './check-mapping.model.ts'
import { attributeKeyOf, isTargetField, TARGET_LABELS } from './target-fields.model.ts'

/** What keeps columns from being used, in the reader's words: fields that no column has, and those that several have. */
export function mappingRefusal(problems: readonly MappingProblem[], language: Language, t: TFunction): string {
	const named = (code: MappingProblem['code']) =>
		problems
			.filter((problem) => problem.code === code)
			.map(({ field }) => (isTargetField(field) ? TARGET_LABELS[field][language] : attributeKeyOf(field)))
			.join(language === 'en' ? ', ' : '、')
	const missing = named('field-missing')
	const twice = named('field-twice')
	return [missing && t('columns.missing', { fields: missing }), twice && t('columns.twice', { fields: twice })]
		.filter(Boolean)
		.join(' ')
}
