import { newId } from '#app/core/ids.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { convert, type Quantity, roundToStored } from '#app/core/quantity.ts'
import { convertForItem } from '#app/features/catalog/item-units.model.ts'
import { codeValues, type RegistrationFacts, type RegistrationItem } from './check-registration.model.ts'
import type { FirstState, LotAttributes, RegisterLot } from './lot.model.ts'
import type { NewLotRow } from './registration.queries.server.ts'

/** A lot that may be registered; its code is null until one is given. */
export type LotDraft = {
	/** Its place among the rows asked for. */
	index: number
	/** Its quantity in a unit that converts into the item's. */
	lot: RegisterLot
	/** The quantity as it was given, where that was in another unit by a conversion of the item. */
	given: Quantity | null
	item: RegistrationItem
	state: FirstState
	/** Where its workflow begins, as its row says it from the first. */
	begins: { key: string; category: string }
	code: string | null
	id: string
	values: { site: string | undefined; line: string | undefined }
	/** The rules warn about its code: it was typed, and is not one that the pattern would give. */
	offPattern: boolean
}

/** Trims texts, takes empty ones for absent, and binds a partner to itself. */
export function tidyLot(lot: RegisterLot, partyId: string | null): RegisterLot {
	const text = (value: string | null | undefined) => value?.normalize('NFC').trim() || null
	return {
		...lot,
		item: lot.item.trim(),
		code: text(lot.code) ?? undefined,
		supplierLot: text(lot.supplierLot),
		revision: text(lot.revision),
		line: text(lot.line),
		manufacturedOn: text(lot.manufacturedOn),
		expiresOn: text(lot.expiresOn),
		supplierId: partyId ?? lot.supplierId ?? null,
		state: partyId ? 'announced' : (lot.state ?? 'quarantine'),
	}
}

/** A quantity in the item's unit where only a conversion of the item's own leads there, and what was given then. */
export function inOwnUnit(
	lot: Pick<RegisterLot, 'quantity' | 'given'>,
	item: Pick<RegistrationItem, 'unit' | 'units'>,
): { quantity: Quantity; given: Quantity | null } {
	const { quantity } = lot
	if (convert(quantity, item.unit).ok) return { quantity, given: lot.given ?? null }
	const converted = convertForItem(quantity, item.unit, item.units ?? [])
	return converted.ok ? { quantity: roundToStored(converted.value), given: quantity } : { quantity, given: null }
}

/** The draft of a lot that passed its checks. */
export function toDraft(index: number, lot: RegisterLot, item: RegistrationItem, facts: RegistrationFacts): LotDraft {
	const values = codeValues(lot, facts)
	const { quantity, given } = inOwnUnit(lot, item)
	const own = { ...lot, quantity }
	const state = lot.state ?? 'quarantine'
	const begins = { key: state, category: 'initial' }
	return { index, lot: own, given, item, state, begins, code: lot.code ?? null, id: newId(), values, offPattern: false }
}

export const codeOf = (draft: LotDraft): string => draft.code ?? ''

/** What of a new lot is here: nothing of one that a supplier has only announced. */
const onHandOf = (draft: LotDraft): string => (draft.state === 'announced' ? '0' : draft.lot.quantity.value)

/** A draft as its row of `lot`. */
export function toRow(draft: LotDraft): NewLotRow {
	const { lot, item } = draft
	return {
		id: draft.id,
		item_id: item.id,
		revision_id: lot.revision ? (item.revisions[lot.revision] ?? null) : null,
		code: codeOf(draft),
		code_norm: normaliseCode(codeOf(draft)),
		quantity: lot.quantity.value,
		on_hand: onHandOf(draft),
		unit: lot.quantity.unit,
		given: draft.given,
		status: draft.begins.key,
		category: draft.begins.category,
		manufactured_on: lot.manufacturedOn ?? null,
		expires_on: lot.expiresOn ?? null,
		supplier_id: lot.supplierId ?? null,
		supplier_lot: lot.supplierLot ?? null,
		supplier_lot_norm: lot.supplierLot ? normaliseCode(lot.supplierLot) : null,
		site_id: lot.siteId ?? null,
		order_id: lot.orderId ?? null,
		gtin: item.gtin,
		attributes: (lot.attributes ?? {}) as LotAttributes,
	}
}
