import type { Quantity } from '#app/core/quantity.ts'
import { unitOf } from '#app/core/units.ts'
import type { RowProblem } from './import.model.ts'
import type { DecimalStyle } from './number-text.model.ts'
import { parseNumber } from './number-text.model.ts'
import { type Place, rowProblem } from './row-problem.model.ts'

type QuantityInput = {
	number: Place & { decimals: DecimalStyle | 'unknown' }
	/** The unit column; null when no column is mapped to it. */
	unit: Place | null
	/** Rec 20 code that the header of the quantity states, and the one of the item. */
	headerUnit: string | null
	itemUnit: string | undefined
	units: ReadonlySet<string>
	/** Rec 20 code of a unit as written, as `unitFromText`; remembered over the rows of a file. */
	unitOfText: (text: string) => string | undefined
}

/**
 * The quantity of a row and what is wrong with it. The unit is the one of the row, else the one beside the number, of the
 * header, of the item; a unit beside the number that contradicts the unit column is an error, one that agrees a warning.
 * Codes: `not-a-number`, `letter-in-number`, `ambiguous-number`, `number-out-of-range`, `not-positive`, `unit-in-number`,
 * `unit-conflict`, `unknown-unit`, `unit-not-allowed`, `unit-missing`. Null as soon as one of them is an error.
 */
export function convertQuantity(input: QuantityInput, problems: RowProblem[]): Quantity | null {
	const number = readNumber(input, problems)
	const stated = readUnit(input, problems)
	if (number === null || stated === 'wrong') return null
	const unit = stated ?? number.unit ?? input.headerUnit ?? input.itemUnit ?? null
	if (unit === null) {
		problems.push(rowProblem(input.unit ?? { ...input.number, field: 'unit' }, 'unit-missing'))
		return null
	}
	if (number.unit !== null) {
		const agrees = number.unit === unit || number.unit === sameUnit(unit)
		const code = agrees ? 'unit-in-number' : 'unit-conflict'
		const detail = agrees
			? `${number.value} ${unitOf(unit)?.symbol ?? unit}`
			: (unitOf(number.unit)?.symbol ?? number.unit)
		problems.push(rowProblem(input.number, code, { detail }))
		if (!agrees) return null
	}
	if (!input.units.has(unit)) {
		problems.push(
			rowProblem(
				{ ...(input.unit ?? input.number), field: 'unit', value: unitOf(unit)?.symbol ?? unit },
				'unit-not-allowed',
				{ detail: listed(input.units) },
			),
		)
		return null
	}
	return { value: number.value, unit }
}

function readNumber(input: QuantityInput, problems: RowProblem[]): { value: string; unit: string | null } | null {
	const place = input.number
	const parsed = parseNumber(place.value, place.decimals)
	if (!parsed.ok) {
		problems.push(rowProblem(place, parsed.error.code, { suggestion: parsed.error.suggestion }))
		return null
	}
	const { value, suffix } = parsed.value
	const unit = suffix === '' ? null : (input.unitOfText(suffix) ?? null)
	if (suffix !== '' && unit === null) {
		problems.push(unreadableSuffix(place))
		return null
	}
	if (value.startsWith('-') || /^0(?:\.0*)?$/u.test(value)) {
		problems.push(rowProblem(place, 'not-positive'))
		return null
	}
	return { value, unit: unit === null ? null : allowedOf(unit, input.units) }
}

/** `58.1O`: what follows the digits is no unit, but with letters for digits it is a number. */
function unreadableSuffix(place: Place): RowProblem {
	const corrected = place.value.normalize('NFKC').trim().replace(/[Oo]/gu, '0').replace(/[lI]/gu, '1')
	const isNumber = /^[\d.,'’ ]+$/u.test(corrected)
	return isNumber ? rowProblem(place, 'letter-in-number', { suggestion: corrected }) : rowProblem(place, 'not-a-number')
}

function readUnit({ unit, units, unitOfText }: QuantityInput, problems: RowProblem[]): string | null | 'wrong' {
	const text = unit?.value.trim() ?? ''
	if (unit === null || text === '') return null
	const code = unitOfText(text)
	if (code !== undefined) return allowedOf(code, units)
	problems.push(rowProblem(unit, 'unknown-unit', { detail: listed(units) }))
	return 'wrong'
}

/** Piece, each and one are the same count: take the one that the tenant uses. */
const SAME_COUNT = ['H87', 'EA', 'C62']

function allowedOf(code: string, units: ReadonlySet<string>): string {
	if (units.has(code) || !SAME_COUNT.includes(code)) return code
	return SAME_COUNT.find((other) => units.has(other)) ?? code
}

function sameUnit(code: string): string | null {
	return unitOf(code)?.dimension === 'count' && SAME_COUNT.includes(code) ? code : null
}

function listed(units: ReadonlySet<string>): string {
	return [...units].map((code) => unitOf(code)?.symbol ?? code).join(', ')
}
