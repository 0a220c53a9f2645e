import type { LocalizedText } from '#app/core/localized.ts'
import type { RoleKey } from '#app/core/permission.ts'
import type { Quantity } from '#app/core/quantity.ts'

export const ATTRIBUTE_SUBJECTS = ['lot', 'item', 'site', 'party', 'event'] as const
/** What kind of record carries an attribute. */
export type AttributeSubject = (typeof ATTRIBUTE_SUBJECTS)[number]

export const ATTRIBUTE_TYPES = [
	'text',
	'integer',
	'decimal',
	'quantity',
	'date',
	'datetime',
	'boolean',
	'enum',
	'multi',
	'link',
] as const
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number]

/**
 * A value as it is stored: decimals as plain decimal text, quantities in the unit of their definition, dates as
 * `YYYY-MM-DD`, moments as ISO 8601 in UTC, several choices as their words in the order of the definition.
 */
export type AttributeValue = string | number | boolean | readonly string[] | Quantity
export type AttributeValues = Readonly<Record<string, AttributeValue>>

export const TEXT_FORMATS = ['any', 'letters', 'digits', 'code', 'gtin', 'gln', 'sscc', 'grai', 'upper'] as const
/** What a text may look like. A closed set: nothing an admin types is ever run as a pattern. */
export type TextFormat = (typeof TEXT_FORMATS)[number]

export type AttributeChoice = { value: string; label: LocalizedText }

/** Asked for from the first: the word for `requiredAt` when a record is made. */
export const AT_ONCE = 'registration'

/** What an attribute is. `key`, subject and type never change once it is there; the rest does, with a reason. */
export type AttributeContent = {
	type: AttributeType
	label: LocalizedText
	help: LocalizedText | null
	/** Rec 20 code of an integer, decimal or quantity. */
	unit: string | null
	/** Plain decimals, or dates of a date. */
	minimum: string | null
	maximum: string | null
	/** Characters of a text. */
	longest: number | null
	format: TextFormat
	/** What may be chosen, in order, of `enum` and `multi`. */
	choices: readonly AttributeChoice[]
	/** `AT_ONCE`, or the lot state that is not entered without it; null: may stay empty. */
	requiredAt: string | null
	/** Kinds of item whose lots (or which itself) have it; empty: all. */
	itemKinds: readonly string[]
	/** Roles of the tenant's own people that may see it; empty: all of them. */
	roles: readonly RoleKey[]
	/** People and keys of partners may see it on records that are theirs to see, and suppliers may fill it in. */
	partner: boolean
	/** Shown on the public page of a lot. */
	public: boolean
	/** From this day on (`YYYY-MM-DD`) it is offered and asked for. */
	effectiveFrom: string
}

/** One attribute of the dictionary. `deprecatedOn`: no new values from that day; those that are there stay. */
export type Attribute = AttributeContent & {
	id: string
	version: number
	subject: AttributeSubject
	key: string
	position: number
	deprecatedOn: string | null
	replacedBy: string | null
}

/**
 * Words that are keys of attributes: they stand in rules as `lot.attributes.<key>`, so they are what a path may hold, and
 * never what JavaScript objects have of themselves.
 */
const KEY = /^[a-z][A-Za-z0-9_]{0,39}$/
const RESERVED: ReadonlySet<string> = new Set([
	'constructor',
	'prototype',
	'hasOwnProperty',
	'isPrototypeOf',
	'propertyIsEnumerable',
	'toString',
	'toLocaleString',
	'valueOf',
	'name',
	'value',
])

/** Whether a text can be the key of an attribute. */
export const isAttributeKey = (text: string): boolean => KEY.test(text) && !RESERVED.has(text)

/** Whether a text can be a choice: it is a word of paths too (`lot.attributes.allergens.milk`). */
export const isChoiceValue = (text: string): boolean => /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(text) && !RESERVED.has(text)

/** Whether new values may be given on a day: begun and not deprecated. */
export const isInForce = (attribute: Pick<Attribute, 'effectiveFrom' | 'deprecatedOn'>, today: string): boolean =>
	attribute.effectiveFrom <= today && (attribute.deprecatedOn === null || attribute.deprecatedOn > today)

/** Whether records of an item kind have it. */
export const appliesTo = (attribute: Pick<Attribute, 'itemKinds'>, itemKind: string | null): boolean =>
	attribute.itemKinds.length === 0 || (itemKind !== null && attribute.itemKinds.includes(itemKind))

/** So many of the newest changes of the dictionary are shown beside it; the audit trail has all. */
export const NEWEST_CHANGES = 50
