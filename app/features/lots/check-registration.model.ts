import { compareLocalDates, isLocalDate, type LocalDate } from '#app/core/local-date.ts'
import { isInCharacterSet } from '#app/core/gs1/character-sets.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { convert, decimalSchema, isZero } from '#app/core/quantity.ts'
import type { LotProblem, LotProblemCode, RegisterLot } from './lot.model.ts'

export type RegistrationItem = {
	id: string
	sku: string
	unit: string
	gtin: string | null
	/** Which production identifiers a label of this device carries (UDI). */
	udi: { lot: boolean; manufacturedOn: boolean; expiresOn: boolean } | null
	codePattern: string
	active: boolean
	/** Revision id by code. */
	revisions: Readonly<Record<string, string>>
}

/** What the checks of a set of registrations look at. Items are found by id and by SKU. */
export type RegistrationFacts = {
	items: ReadonlyMap<string, RegistrationItem>
	suppliers: ReadonlySet<string>
	sites: ReadonlySet<string>
	/** Codes taken among those asked for. */
	codes: ReadonlySet<string>
	/** Supplier lots known among those asked for, by `supplierLotKey`. */
	supplierLots: ReadonlySet<string>
}

/** Longer codes fit on no label. */
const LONGEST_CODE = 64
/** AI (10) holds at most 20 characters (GS1 General Specifications, 3.4.1). */
const LONGEST_PRINTED_CODE = 20
const MOST_ATTRIBUTES = 100
const CONTROL = /\p{Cc}/u

type Report = (code: LotProblemCode, path: string, detail?: string) => void

/** How a supplier's lot is told apart: the same supplier lot of one item is one lot. */
export const supplierLotKey = (supplierId: string, itemId: string, supplierLot: string): string =>
	`${supplierId} ${itemId} ${normaliseCode(supplierLot)}`

/**
 * Checks one registration against what is known. `today` is the tenant's date. Answers every problem in the order of the
 * form; none means that the lot may be written.
 * Device items must carry the production identifiers of their UDI flags (21 CFR 801.40(b)), and their lot code must be
 * one that AI (10) can hold; a lot still in production may get its dates later.
 */
export function checkRegistration(lot: RegisterLot, facts: RegistrationFacts, today: LocalDate): LotProblem[] {
	const problems: LotProblem[] = []
	const report: Report = (code, path, detail) => problems.push({ code, path, ...(detail ? { detail } : {}) })
	const item = facts.items.get(lot.item)
	if (!item) report('unknown-item', 'item')
	else if (!item.active) report('item-inactive', 'item')
	if (item && lot.revision && !Object.hasOwn(item.revisions, lot.revision)) report('unknown-revision', 'revision')
	checkCode(lot, item, facts, report)
	checkQuantity(lot, item, report)
	checkDates(lot, item, today, report)
	if (lot.supplierId && !facts.suppliers.has(lot.supplierId)) report('unknown-supplier', 'supplierId')
	checkSupplierLot(lot, item, facts, report)
	if (lot.siteId && !facts.sites.has(lot.siteId)) report('unknown-site', 'siteId')
	if (!attributesFit(lot.attributes ?? {})) report('invalid-attributes', 'attributes')
	return problems
}

function checkCode(lot: RegisterLot, item: RegistrationItem | undefined, facts: RegistrationFacts, report: Report): void {
	const { code } = lot
	if (code === undefined) return
	if (code.length > LONGEST_CODE || CONTROL.test(code) || normaliseCode(code) === '') return report('invalid-code', 'code')
	if (item && !isPrintable(code, item)) return report('code-not-printable', 'code')
	if (facts.codes.has(code)) report('duplicate-code', 'code')
}

/** Whether a lot code can stand in the label of its item. */
export function isPrintable(code: string, item: Pick<RegistrationItem, 'gtin' | 'udi'>): boolean {
	if (!item.gtin || !item.udi?.lot) return true
	return code.length <= LONGEST_PRINTED_CODE && isInCharacterSet(code, 'X')
}

function checkQuantity(lot: RegisterLot, item: RegistrationItem | undefined, report: Report): void {
	const { value, unit } = lot.quantity
	if (!decimalSchema.safeParse(value).success) return report('not-a-quantity', 'quantity')
	if (value.startsWith('-') || isZero(lot.quantity)) return report('quantity-not-positive', 'quantity')
	if (item && !convert(lot.quantity, item.unit).ok) report('unit-mismatch', 'quantity', `${unit} ${item.unit}`)
}

function checkDates(lot: RegisterLot, item: RegistrationItem | undefined, today: LocalDate, report: Report): void {
	const made = lot.manufacturedOn ?? null
	const expires = lot.expiresOn ?? null
	const needed = lot.state !== 'in_production'
	if (made !== null && !isLocalDate(made)) report('not-a-date', 'manufacturedOn')
	else if (made !== null && compareLocalDates(made, today) > 0) report('manufactured-in-future', 'manufacturedOn')
	else if (made === null && needed && item?.udi?.manufacturedOn) report('manufactured-on-required', 'manufacturedOn')
	if (expires !== null && !isLocalDate(expires)) report('not-a-date', 'expiresOn')
	else if (expires !== null && made !== null && isLocalDate(made) && compareLocalDates(expires, made) <= 0) report('expires-before-manufacture', 'expiresOn')
	else if (expires === null && needed && item?.udi?.expiresOn) report('expires-on-required', 'expiresOn')
}

function checkSupplierLot(lot: RegisterLot, item: RegistrationItem | undefined, facts: RegistrationFacts, report: Report): void {
	const { supplierLot, supplierId } = lot
	if (!supplierLot) return
	if (supplierLot.length > LONGEST_CODE || CONTROL.test(supplierLot) || normaliseCode(supplierLot) === '') return report('invalid-code', 'supplierLot')
	if (item && supplierId && facts.supplierLots.has(supplierLotKey(supplierId, item.id, supplierLot))) report('duplicate-supplier-lot', 'supplierLot')
}

/** Whether attributes are few, named like fields and plain values. */
export function attributesFit(attributes: Record<string, unknown>): boolean {
	const entries = Object.entries(attributes)
	return (
		entries.length <= MOST_ATTRIBUTES &&
		entries.every(
			([key, value]) =>
				/^[A-Za-z][\w.]{0,59}$/.test(key) &&
				(typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && value.length <= 500)),
		)
	)
}
