import type { LocalizedText } from '#app/core/localized.ts'
import { type FactCatalog, type FactDefinition, factsOf } from './fact-catalog.model.ts'

/** Facts of the lot that are fields of the form of a lot too, under the same name. */
const LOT_FIELDS = ['code', 'revision', 'supplierLot', 'heat', 'manufacturedOn', 'expiresOn']

/** Fields of the form of a lot that are no facts of it. */
const OTHER_FIELDS: Readonly<Record<string, LocalizedText>> = {
	supplierId: { en: 'Supplier', 'zh-CN': '供应商' },
	siteId: { en: 'Site', 'zh-CN': '站点' },
	line: { en: 'Line', 'zh-CN': '产线' },
	attributes: { en: 'All attributes', 'zh-CN': '全部属性' },
}

const otherField = ([name, label]: [string, LocalizedText]): FactDefinition => ({
	name,
	fact: 'lot',
	path: `$.${name}`,
	type: 'text',
	label,
	example: '',
	personal: false,
})

/**
 * The fields of a form that a rule may point at, as a catalogue to choose from: `supplierLot`, `attributes.heat`. Null for
 * subjects that are judged where no form is filled in.
 */
export function formFieldsOf(catalog: FactCatalog): FactCatalog | null {
	if (catalog.subject !== 'lot_data') return null
	const facts = factsOf(catalog).flatMap((fact): FactDefinition[] => {
		const name = fact.fact === 'lot' ? fact.name.slice('lot.'.length) : ''
		return LOT_FIELDS.includes(name) || name.startsWith('attributes.') ? [{ ...fact, name }] : []
	})
	const label = catalog.groups.find(({ fact }) => fact === 'lot')?.label ?? catalog.label
	const all = [...facts, ...Object.entries(OTHER_FIELDS).map(otherField)]
	return { ...catalog, groups: [{ fact: 'lot', label, facts: all }] }
}

/** A field of a form in words; by its own name where it is none that is known. */
export function formFieldName(catalog: FactCatalog, field: string): LocalizedText {
	const fields = formFieldsOf(catalog)
	const label = fields && factsOf(fields).find(({ name }) => name === field)?.label
	return label ?? OTHER_FIELDS[field] ?? { en: field, 'zh-CN': field }
}
