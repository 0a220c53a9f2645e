import type { Attribute } from '#app/features/dictionary/attribute.model.ts'
import type { DateReading } from './date-text.model.ts'
import type { DecimalStyle } from './number-text.model.ts'
import type { FileInspection } from './read-file/file-inspection.schema.ts'
import {
	type AttributeTarget,
	asInDictionary,
	attributeKeyOf,
	type ColumnTarget,
	isTargetField,
	type TargetField,
} from './target-fields.model.ts'

/** How the values of one column are to be read. */
export type PlannedColumn = {
	index: number
	field: TargetField | AttributeTarget
	/** What the field is, where it is an attribute of the data dictionary. */
	attribute?: Attribute
	dates: DateReading
	decimals: DecimalStyle | 'unknown'
	/** Rec 20 code that the header states. */
	unit: string | null
}

/** An item of the tenant that a supplier may deliver. `unit` counts where a row states none. */
export type KnownItem = { id: string; sku: string; unit?: string | undefined }

/** What the rows are checked against, loaded once for an import. */
export type ConversionLookups = {
	/** Items by SKU as it is written in the catalogue. */
	itemsBySku: ReadonlyMap<string, KnownItem>
	/** Items by name, for files without codes; names that several items share are left out. */
	itemsByName?: ReadonlyMap<string, KnownItem>
	/** Rec 20 codes of the units that the tenant uses. */
	units: ReadonlySet<string>
	/** Supplier lot codes already registered, each as `lotKey` gives it. */
	existingLots: ReadonlySet<string>
	/** What of the data dictionary may be filled in now. */
	attributes?: readonly Attribute[]
	/** Today at the tenant, `YYYY-MM-DD`. */
	today: string
}

export type ConversionPlan = {
	columns: readonly PlannedColumn[]
	/** Columns of the header of a text file; a value beyond them is a slip. Null for sheets and JSON. */
	headerWidth: number | null
	/** Fields without which a row is not taken; lot code, quantity and item always are. */
	required: ReadonlySet<TargetField>
	lookups: ConversionLookups
}

/** What a person chose for a column against or beyond the inspection. */
export type ColumnChoice = {
	column: number
	field: ColumnTarget | null
	dayMonth?: 'dmy' | 'mdy' | undefined
	decimals?: DecimalStyle | undefined
	/** Rec 20 code for a quantity column without any. */
	unit?: string | undefined
}

/**
 * Puts together how the rows of a file become lots: what was found in the file, what was chosen for its columns, and
 * what there is to check against. Columns without a field, and those to ignore, are left out.
 */
export function planConversion(
	inspection: Pick<FileInspection, 'kind' | 'headerRow' | 'columns'>,
	choices: readonly ColumnChoice[],
	lookups: ConversionLookups,
	required: Iterable<TargetField> = [],
): ConversionPlan {
	const columns: PlannedColumn[] = []
	for (const chosen of choices) {
		const choice = { ...chosen, field: asInDictionary(chosen.field, lookups.attributes ?? []) }
		const key = attributeKeyOf(choice.field)
		const attribute = lookups.attributes?.find((one) => one.key === key)
		const field = attribute ? choice.field : isTargetField(choice.field) ? choice.field : null
		// An attribute that was deprecated since the columns were chosen is left out like a column without a field.
		if (field === null || field === 'ignore') continue
		const found = inspection.columns.find((column) => column.index === choice.column)
		columns.push({
			index: choice.column,
			field,
			...(attribute ? { attribute } : {}),
			dates: {
				dayMonth: choice.dayMonth ?? found?.dates?.dayMonth ?? 'unknown',
				excelSerial: found?.dates?.excelSerial ?? found?.kind === 'number',
			},
			decimals: choice.decimals ?? found?.decimals ?? 'unknown',
			unit: choice.unit ?? found?.unit ?? null,
		})
	}
	const hasHeader = inspection.kind === 'csv' && inspection.headerRow !== null
	return { columns, headerWidth: hasHeader ? inspection.columns.length : null, required: new Set(required), lookups }
}
