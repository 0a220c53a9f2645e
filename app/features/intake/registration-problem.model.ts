import { unitOf } from '#app/core/units.ts'
import type { LotProblem, LotProblemCode } from '#app/features/lots/lot.model.ts'
import type { PlannedColumn } from './conversion-plan.model.ts'
import { attributeColumn } from './convert-attributes.model.ts'
import type { RowProblem } from './import.model.ts'
import { type RowProblemCode, rowProblem } from './row-problem.model.ts'
import { isTargetField, type TargetField } from './target-fields.model.ts'

/** A row whose lot was read without fault, as it stands in the file. */
export type CheckedRow = { rowNumber: number; values: readonly string[] }

/** What keeps a lot from being registered, in the words of the file's rows. */
const CODES: Partial<Record<LotProblemCode, RowProblemCode>> = {
	forbidden: 'not-permitted',
	'unknown-supplier': 'not-permitted',
	'unknown-item': 'unknown-item',
	'item-inactive': 'unknown-item',
	'invalid-code': 'lot-code-unusable',
	'code-not-printable': 'lot-code-not-printable',
	'duplicate-code': 'lot-exists',
	'duplicate-supplier-lot': 'lot-exists',
	'quantity-not-positive': 'not-positive',
	'unit-mismatch': 'unit-not-convertible',
	'manufactured-in-future': 'manufactured-in-future',
	'expires-before-manufacture': 'expires-before-manufactured',
	'data-required': 'required-empty',
	'attribute-required': 'required-empty',
	'attribute-unknown': 'attribute-not-kept',
	'attribute-deprecated': 'attribute-not-kept',
	'attribute-not-yet': 'attribute-not-kept',
	'attribute-elsewhere': 'attribute-not-kept',
	'attribute-type': 'attribute-type',
	'attribute-unit': 'attribute-unit',
	'attribute-choice': 'attribute-choice',
	'attribute-below': 'attribute-below',
	'attribute-above': 'attribute-above',
	'attribute-long': 'attribute-long',
	'attribute-format': 'attribute-format',
	'attribute-check-digit': 'attribute-check-digit',
}

const FIELDS: Record<string, readonly TargetField[]> = {
	item: ['itemSku', 'itemName'],
	code: ['supplierLot'],
	supplierLot: ['supplierLot'],
	quantity: ['quantity'],
	manufacturedOn: ['manufacturedOn'],
	expiresOn: ['expiresOn'],
	attributes: ['comment'],
}

/**
 * A registration's problem as a problem of the row. `earlierRow` is the row of the same file that has this lot already,
 * where there is one.
 */
export function registrationProblem(
	found: LotProblem,
	row: CheckedRow,
	columns: readonly PlannedColumn[],
	earlierRow?: number,
): RowProblem {
	const fields = found.code === 'unit-mismatch' ? (['unit', 'quantity'] as const) : (FIELDS[found.path] ?? [])
	const key = /^attributes\.(.+)$/.exec(found.path)?.[1]
	const column = key
		? attributeColumn(columns, key)
		: columns.find((one) => isTargetField(one.field) && fields.includes(one.field))
	const place = {
		row: row.rowNumber,
		field: column?.field ?? fields[0] ?? null,
		column: column?.index ?? null,
		value: column ? (row.values[column.index] ?? '') : '',
		...(column?.attribute ? { label: column.attribute.label } : {}),
	}
	if (earlierRow !== undefined && CODES[found.code] === 'lot-exists') {
		return rowProblem(place, 'same-lot-in-file', { detail: earlierRow })
	}
	const detail = found.code === 'unit-mismatch' ? itemUnit(found.detail) : (found.detail ?? found.code)
	return rowProblem(place, CODES[found.code] ?? 'not-registrable', { detail })
}

/** `detail` of a unit that does not convert is the row's unit and the item's. */
const itemUnit = (detail: string | undefined): string => {
	const code = detail?.split(' ')[1] ?? ''
	return unitOf(code)?.symbol ?? code
}
