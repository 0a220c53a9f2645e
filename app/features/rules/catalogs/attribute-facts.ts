import { type Attribute, type AttributeSubject, isChoiceValue } from '#app/features/dictionary/attribute.model.ts'
import {
	extendCatalog,
	type FactCatalog,
	type FactCatalogs,
	type FactDefinition,
	findFact,
} from '../fact-catalog.model.ts'

/** The groups of facts in which the attributes of a kind of record stand; a catalogue takes those that it has. */
const GROUPS: Readonly<Record<AttributeSubject, readonly string[]>> = {
	lot: ['lot'],
	item: ['item'],
	party: ['supplier', 'customer', 'partner'],
	site: ['site'],
	event: ['event'],
}

const EXAMPLES = {
	text: 'A7',
	link: 'https://example.com',
	integer: 1,
	decimal: '1.5',
	date: '2026-11-22',
	datetime: '2026-11-22',
	boolean: true,
} as const

function factOf(attribute: Attribute, fact: string): FactDefinition[] {
	const path = `$.attributes.${attribute.key}`
	const base = { name: `${fact}.attributes.${attribute.key}`, fact, path, label: attribute.label, personal: false }
	const { type, unit, choices, minimum } = attribute
	switch (type) {
		case 'text':
		case 'link':
			return [{ ...base, type: 'text', example: EXAMPLES[type] }]
		case 'integer':
		case 'decimal':
			return [{ ...base, type, ...(unit ? { unit } : {}), example: type === 'integer' ? 1 : (minimum ?? '1.5') }]
		case 'date':
		case 'datetime':
			return [{ ...base, type: 'date', example: EXAMPLES[type] }]
		case 'boolean':
			return [{ ...base, type: 'boolean', example: true }]
		case 'quantity':
			return [{ ...base, type: 'quantity', example: { value: minimum ?? '1', unit: unit ?? 'KGM' } }]
		case 'enum':
			return [{ ...base, type: 'enum', values: choices, example: choices[0]?.value ?? '' }]
		case 'multi':
			// Each choice is a question of its own: rules know no lists.
			return choices
				.filter(({ value }) => isChoiceValue(value))
				.map(({ value, label }) => ({
					...base,
					name: `${base.name}.${value}`,
					path: `${path}.${value}`,
					type: 'boolean' as const,
					example: true,
					label: {
						en: `${attribute.label.en}: ${label.en}`,
						'zh-CN': `${attribute.label['zh-CN']}：${label['zh-CN']}`,
					},
				}))
	}
}

/**
 * The facts that a dictionary's attributes are to rules: `lot.attributes.heat`, `item.attributes.…`, `site.attributes.…`,
 * `event.attributes.…` of the event that a measurement was recorded with, those of a partner wherever it stands: `supplier.attributes.…`, `customer.attributes.…`, `partner.attributes.…`.
 */
export const attributeFacts = (attributes: readonly Attribute[]): FactDefinition[] =>
	attributes.flatMap((attribute) => GROUPS[attribute.subject].flatMap((group) => factOf(attribute, group)))

/** Facts that list attributes of lots by their keys. */
const LISTING = ['data.missingAttributes', 'lotData.missing']

/** The facts of a catalogue that list attributes, with what those are called. */
function listingFacts(catalog: FactCatalog, attributes: readonly Attribute[]): FactDefinition[] {
	const named = attributes.filter(({ subject }) => subject === 'lot').map(({ key, label }) => ({ value: key, label }))
	return LISTING.flatMap((name) => findFact(catalog, name) ?? []).map((fact) => ({
		...fact,
		parts: [...named, ...(fact.parts ?? [])],
	}))
}

/** Every subject's catalogue with the attributes of a dictionary. Plain data in, plain data out. */
export function withAttributes(catalogs: FactCatalogs, attributes: readonly Attribute[]): FactCatalogs {
	const facts = attributeFacts(attributes)
	if (facts.length === 0) return catalogs
	return Object.fromEntries(
		Object.entries(catalogs).map(([subject, catalog]: [string, FactCatalog]) => [
			subject,
			extendCatalog(catalog, [...facts, ...listingFacts(catalog, attributes)]),
		]),
	) as FactCatalogs
}
