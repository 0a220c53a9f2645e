import type { AttributeContent } from './attribute.model.ts'
import type { AttributeInput } from './attribute.schema.ts'

const NUMBERS: readonly string[] = ['integer', 'decimal', 'quantity']

/** What of a form an attribute of its type has; the rest is left out, so that nothing stands there that means nothing. */
export function contentOf(input: AttributeInput): AttributeContent {
	const { type } = input
	const limited = NUMBERS.includes(type) || type === 'date'
	return {
		type,
		label: { en: input.labelEn, 'zh-CN': input.labelZh },
		help: input.helpEn ? { en: input.helpEn, 'zh-CN': input.helpZh } : null,
		unit: NUMBERS.includes(type) ? input.unit : null,
		minimum: limited ? input.minimum : null,
		maximum: limited ? input.maximum : null,
		longest: type === 'text' ? input.longest : null,
		format: type === 'text' ? input.format : 'any',
		choices:
			type === 'enum' || type === 'multi'
				? input.choices.map(({ value, labelEn, labelZh }) => ({ value, label: { en: labelEn, 'zh-CN': labelZh } }))
				: [],
		requiredAt: input.requiredAt,
		itemKinds: input.subject === 'lot' || input.subject === 'item' ? input.itemKinds : [],
		roles: input.roles,
		partner: input.partner,
		public: input.subject === 'lot' && input.public,
		effectiveFrom: input.effectiveFrom,
	}
}
