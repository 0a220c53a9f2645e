import { isInCharacterSet } from '#app/core/gs1/character-sets.ts'
import { bareDigits, parseSscc, rightCheckDigit } from '#app/core/gs1/check-digit.ts'
import { compareLocalDates, isLocalDate, type LocalDate } from '#app/core/local-date.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { decimalSchema, isZero, roundToStored } from '#app/core/quantity.ts'
import type { ItemFacts } from '#app/features/catalog/item-facts.model.ts'
import { convertForItem, type ItemUnitRow } from '#app/features/catalog/item-units.model.ts'
import { AT_ONCE, type Attribute } from '#app/features/dictionary/attribute.model.ts'
import { type AttributeProblem, type ReadAttributes, readAttributes } from '#app/features/dictionary/read-attributes.ts'
import { fitsPattern } from '#app/features/lot-codes/match-code.ts'
import type { PatternPart, TypedCodes } from '#app/features/lot-codes/pattern.model.ts'
import type { LotProblem, LotProblemCode, LotReferenceInput, RegisterLot } from './lot.model.ts'

export type RegistrationItem = {
	id: string
	sku: string
	kind: string
	unit: string
	/** Conversions of its own that hold today. */
	units?: readonly ItemUnitRow[]
	gtin: string | null
	/** Which production identifiers a label of this device carries (UDI). */
	udi: { lot: boolean; serial: boolean; manufacturedOn: boolean; expiresOn: boolean } | null
	/** How its lots are numbered, and what happens to codes that are typed otherwise. */
	codes: { parts: readonly PatternPart[]; typed: TypedCodes }
	active: boolean
	/** The group `item` of the fact catalogues, for the rules about lot data. */
	governed?: ItemFacts
	/** The code pattern as it was composed. */
	pattern?: string
	/** Revision id by code. */
	revisions: Readonly<Record<string, string>>
}

/** What the checks of a set of registrations look at. Items are found by id and by SKU. */
export type RegistrationFacts = {
	items: ReadonlyMap<string, RegistrationItem>
	suppliers: ReadonlySet<string>
	/** Code by id. */
	sites: ReadonlyMap<string, string>
	/** Production line by the order's id. */
	lines: ReadonlyMap<string, string>
	/** Codes taken among those asked for. */
	codes: ReadonlySet<string>
	/** Supplier lots known among those asked for, by `supplierLotKey`. */
	supplierLots: ReadonlySet<string>
	/** Serial numbers known among those asked for, by `serialKey`. */
	serials?: ReadonlySet<string>
	/** The data dictionary; absent or null where the tenant has none, and attributes are free. */
	dictionary?: LotDictionary | null
}

/** What lots may carry. `asksNow`: states whose attributes have to be there from the first. */
export type LotDictionary = { attributes: readonly Attribute[]; asksNow: boolean }

/** Keys that an import writes of a supplier's own words. */
export const BUILT_IN_ATTRIBUTES: ReadonlySet<string> = new Set([
	'heatNumber',
	'certificateNumber',
	'supplierSite',
	'comment',
])

/** Longer codes fit on no label. */
const LONGEST_CODE = 64
/** AI (10) holds at most 20 characters (GS1 General Specifications, 3.4.1). */
const LONGEST_PRINTED_CODE = 20
const MOST_ATTRIBUTES = 100
const MOST_REFERENCES = 50
const MOST_SERIALS = 1_000
/** AI (21) holds at most 20 characters (GS1 General Specifications, 3.5.2). */
const LONGEST_SERIAL = 20
const CONTROL = /\p{Cc}/u

const problem = (code: LotProblemCode, path: string, detail?: string): LotProblem => ({
	code,
	path,
	...(detail ? { detail } : {}),
})

/** How a supplier's lot is told apart: the same supplier lot of one item is one lot. */
export const supplierLotKey = (supplierId: string, itemId: string, supplierLot: string): string =>
	`${supplierId} ${itemId} ${normaliseCode(supplierLot)}`

/**
 * Checks one registration against what is known. `today` is the tenant's date. Answers every problem in the order of the
 * form; none means that the lot may be written.
 * The lot code of a device must be one that AI (10) can hold. What the rules ask for beyond that (dates on a UDI label, a
 * code by the pattern) is decided by `attribute_governance`.
 */
export function checkRegistration(lot: RegisterLot, facts: RegistrationFacts, today: LocalDate): LotProblem[] {
	const item = facts.items.get(lot.item)
	const found = [
		...itemProblems(lot, item),
		codeProblem(lot, item, facts),
		quantityProblem(lot, item),
		...dateProblems(lot, today),
		lot.supplierId && !facts.suppliers.has(lot.supplierId) ? problem('unknown-supplier', 'supplierId') : null,
		supplierLotProblem(lot, item, facts),
		lot.siteId && !facts.sites.has(lot.siteId) ? problem('unknown-site', 'siteId') : null,
		...neededProblems(lot, item, facts),
		...referenceProblems(lot.references ?? []),
		...serialProblems(lot, item, facts),
		...attributeProblems(lot, item, facts, today),
	]
	return found.filter((one) => one !== null)
}

type Item = RegistrationItem | undefined

function itemProblems(lot: RegisterLot, item: Item): LotProblem[] {
	if (!item) return [problem('unknown-item', 'item')]
	const known = !lot.revision || Object.hasOwn(item.revisions, lot.revision)
	return [
		...(item.active ? [] : [problem('item-inactive', 'item')]),
		...(known ? [] : [problem('unknown-revision', 'revision')]),
	]
}

function codeProblem(lot: RegisterLot, item: Item, facts: RegistrationFacts): LotProblem | null {
	const { code } = lot
	if (code === undefined) return null
	if (!isCode(code)) return problem('invalid-code', 'code')
	if (item && !isPrintable(code, item)) return problem('code-not-printable', 'code')
	if (facts.codes.has(code)) return problem('duplicate-code', 'code')
	return null
}

/** Whether a code that somebody typed is one that the item's pattern could have given. */
export const isByPattern = (
	code: string,
	item: Pick<RegistrationItem, 'sku' | 'codes'>,
	values: { site?: string | undefined; line?: string | undefined },
): boolean => fitsPattern(item.codes.parts, code, { sku: item.sku, ...values })

/** What a lot's code says of its site and line, as far as they are known. */
export const codeValues = (
	lot: Pick<RegisterLot, 'siteId' | 'line' | 'orderId'>,
	facts: Pick<RegistrationFacts, 'sites' | 'lines'>,
): { site: string | undefined; line: string | undefined } => ({
	site: facts.sites.get(lot.siteId ?? ''),
	line: lot.line ?? facts.lines.get(lot.orderId ?? ''),
})

/** A code that is to be made cannot leave out what its pattern carries. */
function neededProblems(lot: RegisterLot, item: Item, facts: RegistrationFacts): LotProblem[] {
	if (lot.code !== undefined || !item) return []
	const { site, line } = codeValues(lot, facts)
	const needs = (kind: PatternPart['kind']) => item.codes.parts.some((part) => part.kind === kind)
	return [
		...(needs('site') && !site && !lot.siteId ? [problem('site-required', 'siteId')] : []),
		...(needs('line') && !line ? [problem('line-required', 'line')] : []),
	]
}

/** Problems of the containers and logistic units that a lot came in. An SSCC is 18 digits with a check digit. */
export function referenceProblems(references: readonly LotReferenceInput[]): LotProblem[] {
	const serials = serialsOf(references).length
	if (serials > MOST_SERIALS || references.length - serials > MOST_REFERENCES)
		return [problem('too-many-references', 'references')]
	return references.flatMap(({ kind, value }, index) => {
		const path = `references.${index}`
		if (kind === 'serial') return isSerial(value) ? [] : [problem('invalid-serial', path, value)]
		if (kind === 'container') return isCode(value) ? [] : [problem('invalid-reference', path, value)]
		return parseSscc(value).ok ? [] : [ssccProblem(value, path)]
	})
}

/** What is wrong with an SSCC that is none; of one with a wrong check digit, `detail` is what its digits would make. */
export function ssccProblem(value: string, path: string): LotProblem {
	const sscc = parseSscc(value)
	if (sscc.ok || sscc.error.code !== 'wrong-check-digit') return problem('invalid-sscc', path, value)
	return problem('wrong-check-digit', path, `${bareDigits(value).slice(0, -1)}${rightCheckDigit(value)}`)
}

/** The serial numbers among references, as they are stored. */
export const serialsOf = (references: readonly LotReferenceInput[]): string[] =>
	references.flatMap(({ kind, value }) => (kind === 'serial' ? [value.normalize('NFC').trim()] : []))

/** How a unit is told apart: a serial number is given once for one item (GS1 General Specifications, 3.5.2). */
export const serialKey = (itemId: string, serial: string): string => `${itemId} ${normaliseCode(serial)}`

const isSerial = (value: string): boolean => {
	const text = value.normalize('NFC').trim()
	return text.length <= LONGEST_SERIAL && isInCharacterSet(text, 'X') && normaliseCode(text) !== ''
}

/**
 * What the UDI flag for serial numbers asks of a lot: one for each of its pieces, none given to another lot of the item.
 * A lot still in production may get them later.
 */
export function serialProblems(
	lot: Pick<RegisterLot, 'references' | 'state' | 'quantity'>,
	item: Item,
	facts: Pick<RegistrationFacts, 'serials'>,
): LotProblem[] {
	if (!item) return []
	const serials = serialsOf(lot.references ?? [])
	const taken = serials.find((serial) => facts.serials?.has(serialKey(item.id, serial)))
	const found = taken ? [problem('serial-taken', 'serials', taken)] : []
	if (item.udi?.serial !== true || lot.state === 'in_production') return found
	if (serials.length === 0) return [problem('serial-required', 'serials')]
	const pieces = convertForItem(lot.quantity, 'H87', item.units ?? [])
	const fits = !pieces.ok || Number(pieces.value.value) === new Set(serials.map(normaliseCode)).size
	return fits ? found : [...found, problem('serial-count', 'serials', `${serials.length} ≠ ${pieces.value.value}`)]
}

/** Whether a text can be somebody's lot code at all. */
export const isCode = (code: string): boolean =>
	code.length <= LONGEST_CODE && !CONTROL.test(code) && normaliseCode(code) !== ''

/** Whether a lot code can stand in the label of its item. */
export function isPrintable(code: string, item: Pick<RegistrationItem, 'gtin' | 'udi'>): boolean {
	if (!item.gtin || !item.udi?.lot) return true
	return code.length <= LONGEST_PRINTED_CODE && isInCharacterSet(code, 'X')
}

function quantityProblem({ quantity }: RegisterLot, item: Item): LotProblem | null {
	if (!decimalSchema.safeParse(quantity.value).success) return problem('not-a-quantity', 'quantity')
	if (quantity.value.startsWith('-') || isZero(quantity)) return problem('quantity-not-positive', 'quantity')
	const own = item ? convertForItem(quantity, item.unit, item.units ?? []) : null
	if (own && !own.ok) return problem('unit-mismatch', 'quantity', `${quantity.unit} ${item?.unit}`)
	return own && isZero(roundToStored(own.value)) ? problem('quantity-not-positive', 'quantity') : null
}

/** Problems of the two dates of a lot: whether they are dates, and can be true together. */
export function dateProblems(
	lot: Pick<RegisterLot, 'manufacturedOn' | 'expiresOn'>,
	today: LocalDate,
): (LotProblem | null)[] {
	const made = lot.manufacturedOn ?? null
	const expires = lot.expiresOn ?? null
	return [madeProblem(made, today), expiryProblem(expires, made)]
}

function madeProblem(made: string | null, today: LocalDate): LotProblem | null {
	if (made === null) return null
	if (!isLocalDate(made)) return problem('not-a-date', 'manufacturedOn')
	return compareLocalDates(made, today) > 0 ? problem('manufactured-in-future', 'manufacturedOn') : null
}

function expiryProblem(expires: string | null, made: string | null): LotProblem | null {
	if (expires === null) return null
	if (!isLocalDate(expires)) return problem('not-a-date', 'expiresOn')
	const early = made !== null && isLocalDate(made) && compareLocalDates(expires, made) < 0
	return early ? problem('expires-before-manufacture', 'expiresOn') : null
}

function supplierLotProblem(lot: RegisterLot, item: Item, facts: RegistrationFacts): LotProblem | null {
	const { supplierLot, supplierId } = lot
	if (!supplierLot) return null
	if (!isCode(supplierLot)) return problem('invalid-code', 'supplierLot')
	const known = item && supplierId && facts.supplierLots.has(supplierLotKey(supplierId, item.id, supplierLot))
	return known ? problem('duplicate-supplier-lot', 'supplierLot') : null
}

/** The attributes of a lot that is registered as they are stored, with what is wrong with them. */
export function registeredAttributes(
	lot: RegisterLot,
	item: Item,
	dictionary: LotDictionary,
	today: LocalDate,
): ReadAttributes {
	return readAttributes(lot.attributes ?? {}, {
		attributes: dictionary.attributes,
		today,
		itemKind: item?.kind ?? null,
		at: dictionary.asksNow ? [AT_ONCE, lot.state ?? 'quarantine'] : [],
		builtIn: BUILT_IN_ATTRIBUTES,
	})
}

/** Problems of attributes as those of a lot, each under its key. */
export const asLotProblems = (problems: readonly AttributeProblem[]): LotProblem[] =>
	problems.map(({ key, code, detail }) => problem(code, `attributes.${key}`, detail))

function attributeProblems(lot: RegisterLot, item: Item, facts: RegistrationFacts, today: LocalDate): LotProblem[] {
	const given = lot.attributes ?? {}
	if (!facts.dictionary) return attributesFit(given) ? [] : [problem('invalid-attributes', 'attributes')]
	if (Object.keys(given).length > MOST_ATTRIBUTES) return [problem('invalid-attributes', 'attributes')]
	return asLotProblems(registeredAttributes(lot, item, facts.dictionary, today).problems)
}

/** Whether attributes are few, named like fields and plain values. */
export function attributesFit(attributes: Record<string, unknown>): boolean {
	const entries = Object.entries(attributes)
	return (
		entries.length <= MOST_ATTRIBUTES &&
		entries.every(
			([key, value]) =>
				/^\p{L}[\p{L}\p{N}_. -]{0,59}$/u.test(key) &&
				(typeof value === 'boolean' ||
					(typeof value === 'number' && Number.isFinite(value)) ||
					(typeof value === 'string' && value.length <= 500)),
		)
	)
}
