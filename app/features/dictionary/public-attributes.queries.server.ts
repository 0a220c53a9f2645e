import type { LocalizedText } from '#app/core/localized.ts'
import { unitSymbol } from '#app/core/units.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Attribute, AttributeValue, AttributeValues } from './attribute.model.ts'
import { everyAttributeOf } from './dictionary.queries.server.ts'

export type PublicAttribute = { label: LocalizedText; value: LocalizedText }

const same = (text: string): LocalizedText => ({ en: text, 'zh-CN': text })

/** A value in both languages, as a page for strangers writes it: no links, no markup, units by their symbols. */
export function valueText(
	{ type, choices, unit }: Pick<Attribute, 'type' | 'choices' | 'unit'>,
	value: AttributeValue,
): LocalizedText {
	const withUnit = (text: string): LocalizedText =>
		unit ? { en: `${text} ${unitSymbol(unit, 'en')}`, 'zh-CN': `${text} ${unitSymbol(unit, 'zh-CN')}` } : same(text)
	if (typeof value === 'boolean') return value ? { en: 'Yes', 'zh-CN': '是' } : { en: 'No', 'zh-CN': '否' }
	if (type === 'enum') return choices.find((choice) => choice.value === value)?.label ?? same(String(value))
	if (Array.isArray(value)) {
		const labels = choices.filter((choice) => value.includes(choice.value)).map((choice) => choice.label)
		return {
			en: labels.map((label) => label.en).join(', '),
			'zh-CN': labels.map((label) => label['zh-CN']).join('、'),
		}
	}
	if (typeof value === 'object' && 'value' in value) return withUnit(value.value)
	return type === 'integer' || type === 'decimal' ? withUnit(String(value)) : same(String(value))
}

/** Attributes with their values in words, in the dictionary's order; what has no value is left out. */
export const inWords = (attributes: readonly Attribute[], values: AttributeValues | null): PublicAttribute[] =>
	attributes.flatMap((attribute) => {
		const value = values?.[attribute.key]
		return value === undefined ? [] : [{ label: attribute.label, value: valueText(attribute, value) }]
	})

/** What the dictionary lets the public see of a lot, in its order. Two statements at most. */
export async function publicAttributes(ctx: Context, lotId: string): Promise<PublicAttribute[]> {
	const shown = (await everyAttributeOf(ctx, 'lot')).filter((one) => one.public)
	if (shown.length === 0) return []
	const [row] = await ctx.em.execute<{ attributes: AttributeValues }[]>('select attributes from lot where id = ?', [
		lotId,
	])
	return inWords(shown, row?.attributes ?? null)
}
