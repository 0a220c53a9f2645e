import type { Quantity } from '#app/core/quantity.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { ATTRIBUTE_PROBLEMS } from '#app/features/dictionary/read-attributes.ts'
import { VALUE_PROBLEMS } from '#app/features/dictionary/read-value.ts'

/** States in which a lot may begin: announced by a supplier, ours and not yet judged, being made here. */
export const FIRST_STATES = ['announced', 'quarantine', 'in_production'] as const
export type FirstState = (typeof FIRST_STATES)[number]

/** Who found the reason of a hold. */
export type HoldSource = 'person' | 'rule' | 'deadline' | 'recall'

export type LotAttributes = AttributeValues

export const REFERENCE_KINDS = ['container', 'sscc', 'serial'] as const
export type LotReferenceKind = (typeof REFERENCE_KINDS)[number]
/** What a lot came in, by the code on it; or the serial number of one of its units (AI 21). */
export type LotReferenceInput = { kind: LotReferenceKind; value: string }

/** What registers a lot. Dates are `YYYY-MM-DD`; the quantity's unit is a Rec 20 code. */
export type RegisterLot = {
	/** The item's id or SKU. */
	item: string
	/** Absent: the next code by the pattern of the item, its group or the tenant. */
	code?: string | undefined
	quantity: Quantity
	/** The quantity as it was given, where the caller has put it into the item's unit already. */
	given?: Quantity | null | undefined
	manufacturedOn?: string | null | undefined
	expiresOn?: string | null | undefined
	supplierLot?: string | null | undefined
	supplierId?: string | null | undefined
	siteId?: string | null | undefined
	/** Code of the item's revision. */
	revision?: string | null | undefined
	/** As given; typed by the data dictionary where there is one. */
	attributes?: Readonly<Record<string, unknown>> | undefined
	state?: FirstState | undefined
	orderId?: string | null | undefined
	/** The production line, where the code carries it; absent: the order's. */
	line?: string | null | undefined
	/** Containers and logistic units that it came in, and serial numbers of its units. */
	references?: readonly LotReferenceInput[] | undefined
}

export const LOT_PROBLEMS = [
	'forbidden',
	'unknown-item',
	'item-inactive',
	'unknown-revision',
	'unknown-supplier',
	'unknown-site',
	'invalid-code',
	'code-not-printable',
	'duplicate-code',
	'site-required',
	'line-required',
	'duplicate-supplier-lot',
	'invalid-reference',
	'invalid-sscc',
	'wrong-check-digit',
	'too-many-references',
	'invalid-serial',
	'serial-required',
	'serial-count',
	'serial-taken',
	'not-a-quantity',
	'quantity-not-positive',
	'unit-mismatch',
	'not-a-date',
	'manufactured-in-future',
	'expires-before-manufacture',
	'invalid-attributes',
	'data-required',
	...ATTRIBUTE_PROBLEMS,
	...VALUE_PROBLEMS,
] as const
/** Why a lot cannot be registered or amended as asked. */
export type LotProblemCode = (typeof LOT_PROBLEMS)[number]

/** One thing that is wrong with one field; `path` is the field's name in `RegisterLot`. */
export type LotProblem = { code: LotProblemCode; path: string; detail?: string }

/** Everything that is wrong with a lot; `code` and `path` are those of the first problem. */
export type LotRefusal = { code: LotProblemCode; path: string; problems: readonly LotProblem[] }

/** A refusal of problems in the order in which they were found. */
export function refusalOf(problems: readonly [LotProblem, ...LotProblem[]]): LotRefusal {
	return { code: problems[0].code, path: problems[0].path, problems }
}
