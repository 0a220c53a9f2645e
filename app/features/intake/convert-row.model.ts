import type { Quantity } from '#app/core/quantity.ts'
import { unitFromText } from '#app/core/units.ts'
import type { AttributeValue } from '#app/features/dictionary/attribute.model.ts'
import { createLotCodeChecker } from './check-lot-code.model.ts'
import { cleanValue } from './clean-value.model.ts'
import type { ConversionPlan, KnownItem, PlannedColumn } from './conversion-plan.model.ts'
import { convertAttributes } from './convert-attributes.model.ts'
import { convertDates, type DateInput } from './convert-dates.model.ts'
import { convertQuantity } from './convert-quantity.model.ts'
import { createItemFinder, type ItemFinder } from './find-item.model.ts'
import type { RowProblem } from './import.model.ts'
import { type Cells, readCells, type SourceRow } from './read-cells.model.ts'
import { type Place, rowProblem } from './row-problem.model.ts'
import { isTargetField, type TargetField } from './target-fields.model.ts'
import { isTotalsRow } from './totals-row.model.ts'

/** A lot as a row describes it, checked and normalised, not yet registered. Dates are `YYYY-MM-DD`. */
export type LotCandidate = {
	itemId: string
	itemSku: string
	supplierLot: string
	/** Plain decimal and Rec 20 code. */
	quantity: Quantity
	manufacturedOn?: string
	expiresOn?: string
	certificateNumber?: string
	heatNumber?: string
	site?: string
	comment?: string
	/** By the data dictionary, as they are stored. */
	attributes?: Record<string, AttributeValue>
}

/** What became of a row. A lot may carry warnings; a bad row has at least one error. */
export type RowOutcome =
	| { kind: 'lot'; row: number; lot: LotCandidate; problems: RowProblem[] }
	| { kind: 'bad'; row: number; problems: RowProblem[] }
	| { kind: 'skipped'; row: number; reason: 'blank' | 'totals' }

/**
 * A converter for the rows of one file, in their order: each row becomes a lot candidate or the list of all its problems
 * (`RowProblemCode`), never an exception. It remembers the lot codes it has seen, to name the earlier row of a repeated
 * one; apart from that the outcome depends on the row and the plan alone.
 */
export function createRowConverter(plan: ConversionPlan): (row: SourceRow) => RowOutcome {
	const context: Context = {
		plan,
		columns: new Map(
			plan.columns.flatMap((column) => (isTargetField(column.field) ? [[column.field, column] as const] : [])),
		),
		items: createItemFinder(plan.lookups),
		checkLotCode: createLotCodeChecker(plan.lookups.existingLots),
		unitOfText: rememberedUnits(),
	}
	return (row) => {
		const { rowNumber, values } = row
		if (values.every((value) => value.trim() === '')) return { kind: 'skipped', row: rowNumber, reason: 'blank' }
		if (isTotalsRow(values)) return { kind: 'skipped', row: rowNumber, reason: 'totals' }
		return convert(row, context)
	}
}

/** What stays the same from row to row. */
type Context = {
	plan: ConversionPlan
	columns: ReadonlyMap<TargetField, PlannedColumn>
	items: ItemFinder
	checkLotCode: (place: Place) => RowProblem | null
	unitOfText: (text: string) => string | undefined
}

function convert(row: SourceRow, context: Context): RowOutcome {
	const { plan } = context
	const problems: RowProblem[] = []
	const cells = readCells(row, context.columns, problems)
	// Shifted values would only add problems that are none.
	if (isTooWide(row, plan.headerWidth, problems)) return { kind: 'bad', row: row.rowNumber, problems }
	const item = findItem(cells, context, problems)
	const supplierLot = lotCode(row.rowNumber, cells, context, problems)
	const quantity = quantityOf(item, cells, context, problems)
	const dates = convertDates(
		{
			manufacturedOn: dateInput('manufacturedOn', cells, context),
			expiresOn: dateInput('expiresOn', cells, context),
			today: plan.lookups.today,
		},
		problems,
	)
	const attributes = convertAttributes(row, plan.columns, problems)
	checkRequired(row.rowNumber, cells, plan.required, problems)
	if (!item || supplierLot === null || !quantity || problems.some((problem) => problem.severity === 'error')) {
		return { kind: 'bad', row: row.rowNumber, problems }
	}
	const lot = {
		itemId: item.id,
		itemSku: item.sku,
		supplierLot,
		quantity,
		...withoutNulls(dates),
		...textsOf(cells),
		...(Object.keys(attributes).length > 0 ? { attributes } : {}),
	}
	return { kind: 'lot', row: row.rowNumber, lot, problems }
}

function isTooWide(row: SourceRow, headerWidth: number | null, problems: RowProblem[]): boolean {
	if (headerWidth === null) return false
	const column = row.values.findIndex((value, index) => index >= headerWidth && cleanValue(value) !== '')
	if (column < 0) return false
	const value = row.values[column] ?? ''
	problems.push(rowProblem({ row: row.rowNumber, field: null, column, value }, 'value-beyond-header'))
	return true
}

function findItem(cells: Cells, { items }: Context, problems: RowProblem[]): KnownItem | null {
	const sku = cells.get('itemSku')
	const name = cells.get('itemName')
	const cell = sku && sku.value !== '' ? sku : name && name.value !== '' ? name : (sku ?? name)
	if (!cell || cell.isRefused) return null
	if (cell.value === '') {
		problems.push(rowProblem(cell, 'required-empty'))
		return null
	}
	const match = cell === sku ? items.bySku(cell.value) : items.byName(cell.value)
	if (!match.item) {
		const code = cell === sku ? 'unknown-item' : 'unknown-item-name'
		problems.push(rowProblem(cell, code, { suggestion: match.nearest }))
		return null
	}
	const { sku: known } = match.item
	if (!match.exact) problems.push(rowProblem(cell, 'item-spelling', { detail: known, suggestion: known }))
	return match.item
}

function lotCode(row: number, cells: Cells, { checkLotCode }: Context, problems: RowProblem[]): string | null {
	const cell = cells.get('supplierLot')
	if (cell?.isRefused) return null
	const problem = checkLotCode(cell ?? { row, field: 'supplierLot', column: null, value: '' })
	if (problem) problems.push(problem)
	return problem?.severity === 'error' ? null : (cell?.value ?? null)
}

function quantityOf(item: KnownItem | null, cells: Cells, context: Context, problems: RowProblem[]): Quantity | null {
	const number = cells.get('quantity')
	const column = context.columns.get('quantity')
	const unit = cells.get('unit') ?? null
	if (!number || !column || number.isRefused || unit?.isRefused) return null
	if (number.value === '') {
		problems.push(rowProblem(number, 'required-empty'))
		return null
	}
	const { units } = context.plan.lookups
	// Without an item its unit is not known either; the missing item is the problem to report.
	const itemUnit = item ? item.unit : units.values().next().value
	const { unitOfText } = context
	const written = { number: { ...number, decimals: column.decimals }, unit, headerUnit: column.unit }
	return convertQuantity({ ...written, itemUnit, units, unitOfText }, problems)
}

function dateInput(field: 'manufacturedOn' | 'expiresOn', cells: Cells, { columns }: Context): DateInput | null {
	const cell = cells.get(field)
	const column = columns.get(field)
	return cell && column && !cell.isRefused ? { ...cell, reading: column.dates } : null
}

function checkRequired(row: number, cells: Cells, required: ReadonlySet<TargetField>, problems: RowProblem[]): void {
	for (const field of required) {
		const cell = cells.get(field)
		const isReported = problems.some((problem) => problem.field === field)
		if (!isReported && (!cell || cell.value === '')) {
			problems.push(rowProblem(cell ?? { row, field, column: null, value: '' }, 'required-empty'))
		}
	}
}

/** A file has few units and many rows. */
function rememberedUnits(): (text: string) => string | undefined {
	const codes = new Map<string, string | undefined>()
	return (text) => {
		if (codes.has(text)) return codes.get(text)
		const code = unitFromText(text)
		if (codes.size < 1000) codes.set(text, code)
		return code
	}
}

function textsOf(cells: Cells): Pick<LotCandidate, 'certificateNumber' | 'heatNumber' | 'site' | 'comment'> {
	const texts: Pick<LotCandidate, 'certificateNumber' | 'heatNumber' | 'site' | 'comment'> = {}
	for (const field of ['certificateNumber', 'heatNumber', 'site', 'comment'] as const) {
		const value = cells.get(field)?.value ?? ''
		if (value !== '') texts[field] = value
	}
	return texts
}

function withoutNulls(dates: {
	manufacturedOn: string | null
	expiresOn: string | null
}): Pick<LotCandidate, 'manufacturedOn' | 'expiresOn'> {
	return {
		...(dates.manufacturedOn === null ? {} : { manufacturedOn: dates.manufacturedOn }),
		...(dates.expiresOn === null ? {} : { expiresOn: dates.expiresOn }),
	}
}
