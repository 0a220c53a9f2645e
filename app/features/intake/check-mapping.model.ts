import {
	type AttributeTarget,
	attributeKeyOf,
	attributeTarget,
	type ColumnTarget,
	TARGET_FIELDS,
	type TargetField,
} from './target-fields.model.ts'

/** Problems of a mapping as a whole: what a file must have, and fields that two columns claim. */
export type MappingProblem = {
	code: 'field-missing' | 'field-twice'
	field: TargetField | AttributeTarget
	columns: number[]
}

/**
 * What keeps a mapping from being used. `field-missing`: no column for lot code, quantity, or the item (code or name);
 * `field-twice`: a field has several columns.
 */
export function checkMapping(mapping: readonly { column: number; field: ColumnTarget | null }[]): MappingProblem[] {
	const columnsOf = (field: ColumnTarget) =>
		mapping.filter((entry) => entry.field === field).map((entry) => entry.column)
	const problems: MappingProblem[] = []
	for (const field of TARGET_FIELDS) {
		const columns = columnsOf(field)
		if (columns.length > 1) problems.push({ code: 'field-twice', field, columns })
		const isRequired =
			field === 'supplierLot' || field === 'quantity' || (field === 'itemSku' && columnsOf('itemName').length === 0)
		if (isRequired && columns.length === 0) problems.push({ code: 'field-missing', field, columns })
	}
	const attributes = new Set(mapping.flatMap((entry) => attributeKeyOf(entry.field) ?? []))
	for (const field of [...attributes].map(attributeTarget)) {
		const columns = columnsOf(field)
		if (columns.length > 1) problems.push({ code: 'field-twice', field, columns })
	}
	return problems
}
