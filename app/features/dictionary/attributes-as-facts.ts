import type { Attribute, AttributeValue, AttributeValues } from './attribute.model.ts'

/** Attributes as rules look at them: several choices become a yes or no for each. */
export type FactValues = Record<string, AttributeValue | Record<string, boolean>>

/** The values that the dictionary knows, as facts. What it does not know, or what was not given, is left out: unknown. */
export function attributesAsFacts(attributes: readonly Attribute[], values: AttributeValues): FactValues {
	const facts: FactValues = {}
	for (const { key, type, choices } of attributes) {
		const value = Object.hasOwn(values, key) ? values[key] : undefined
		if (value === undefined) continue
		facts[key] =
			type === 'multi' && Array.isArray(value)
				? Object.fromEntries(choices.map((choice) => [choice.value, value.includes(choice.value)]))
				: value
	}
	return facts
}
