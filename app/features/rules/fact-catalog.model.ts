import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'

export const SUBJECTS = [
	'receipt_line',
	'consumption',
	'release',
	'shipment',
	'supplier',
	'lot',
	'measurement',
	'recall_lot',
	'notice',
	'lot_data',
	'case',
	'production_order',
	'recall',
	'deviation',
] as const
/** What a rule set judges. Each subject has its own catalogue of facts. */
export type Subject = (typeof SUBJECTS)[number]

export const FACT_TYPES = ['text', 'integer', 'decimal', 'date', 'boolean', 'enum', 'quantity'] as const
export type FactType = (typeof FACT_TYPES)[number]

/** How a fact follows from others, so that a formula stands in one place. Sources are names such as `lot.expiresOn`. */
export type Derivation =
	| { kind: 'today' }
	| { kind: 'days-until' | 'days-since' | 'true-if-known' | 'is-zero' | 'is-positive'; of: string }
	| { kind: 'difference-percent'; of: string; against: string }

/** One fact a rule may ask for. `name` is `lot.expiresOn` where the rule writes fact `lot`, path `$.expiresOn`. */
export type FactDefinition = {
	name: string
	fact: string
	path: string
	type: FactType
	/** UN/CEFACT Rec 20 code of an integer or decimal. */
	unit?: string
	/** The values of an enumeration. */
	values?: readonly { value: string; label: LocalizedText }[]
	/** Of a text that lists keys, `expiresOn, heat`: what each is called. The fact itself is the same in every language. */
	parts?: readonly { value: string; label: LocalizedText }[]
	/** An enumeration that tenants extend (states of an edited workflow, say): other values are allowed. */
	open?: true
	label: LocalizedText
	/** The fact inside a sentence, where its group and label together read badly: "the ordered item". */
	noun?: LocalizedText
	/** A boolean as half a sentence, for and against: "the supplier is active". */
	statement?: { true: LocalizedText; false: LocalizedText }
	example: string | number | boolean | Quantity
	/** Personal data: kept out of snapshots that leave the tenant. */
	personal: boolean
	derivation?: Derivation
}

/** Facts about one thing, `lot` or `supplier`, that are loaded together. */
export type FactGroup = { fact: string; label: LocalizedText; facts: readonly FactDefinition[] }

/** All facts that rules about a subject may ask for. Plain data: it can be sent to a browser. */
export type FactCatalog = { subject: Subject; label: LocalizedText; groups: readonly FactGroup[] }

/** The catalogue of each subject. */
export type FactCatalogs = Readonly<Record<Subject, FactCatalog>>

const indexes = new WeakMap<FactCatalog, ReadonlyMap<string, FactDefinition>>()

function indexOf(catalog: FactCatalog): ReadonlyMap<string, FactDefinition> {
	const known = indexes.get(catalog)
	if (known) return known
	const index = new Map(catalog.groups.flatMap((group) => group.facts.map((fact) => [fact.name, fact] as const)))
	indexes.set(catalog, index)
	return index
}

/** The name of a fact reference: fact `lot` and path `$.expiresOn` make `lot.expiresOn`. */
export const factName = (fact: string, path: string): string => `${fact}${path.slice(1)}`

/** The definition of a fact by its name, `lot.expiresOn`. */
export const findFact = (catalog: FactCatalog, name: string): FactDefinition | undefined => indexOf(catalog).get(name)

/** The group a fact belongs to, by the `fact` of a condition. */
export const findGroup = (catalog: FactCatalog, fact: string): FactGroup | undefined =>
	catalog.groups.find((group) => group.fact === fact)

/** Every definition of a catalogue. */
export const factsOf = (catalog: FactCatalog): FactDefinition[] => [...indexOf(catalog).values()]

/**
 * A catalogue with a tenant's own facts beside the built-in ones: lot attributes of the data dictionary, states of an
 * edited workflow. A fact of the same name replaces the built-in one; a group that does not exist is left out.
 */
export function extendCatalog(catalog: FactCatalog, facts: readonly FactDefinition[]): FactCatalog {
	const groups = catalog.groups.map((group) => {
		const added = facts.filter((fact) => fact.fact === group.fact)
		const names = new Set(added.map((fact) => fact.name))
		return { ...group, facts: [...group.facts.filter((fact) => !names.has(fact.name)), ...added] }
	})
	return { ...catalog, groups }
}
