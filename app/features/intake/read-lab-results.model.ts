import { Decimal } from 'decimal.js'
import type { LocalizedText } from '#app/core/localized.ts'
import { cleanValue, hasUnwantedCharacters, looksLikeFormula } from './clean-value.model.ts'
import { type DateReading, parseDate } from './date-text.model.ts'
import { LAB_FIELDS, type LabColumns, type LabField } from './lab-columns.model.ts'
import { type LabProblem, labProblem } from './lab-problem.model.ts'
import { type Limits, type MeasuredValue, parseMeasuredValue, type Verdict, verdictOf } from './measured-value.model.ts'
import { type DecimalStyle, parseNumber } from './number-text.model.ts'

/** One test result of a lot. `verdict` is the laboratory's where it gave one, else what the limits say. */
export type LabResult = {
	lot: string
	test: string
	method: string
	/** As the laboratory writes it: `CFU/device`, `% (m/m)`; not a trade unit. */
	unit: string
	limits: Limits
	measured: MeasuredValue
	/** As reported, for the record. */
	reported: string
	verdict: Verdict
	sampleId: string | null
	analyst: string | null
	/** `YYYY-MM-DD` */
	testedOn: string | null
}

/** What became of a row: a result, perhaps with warnings, or its problems, at least one of them an error. */
export type LabOutcome =
	| { kind: 'result'; row: number; result: LabResult; problems: LabProblem[] }
	| { kind: 'bad'; row: number; problems: LabProblem[] }

export type LabReading = { columns: LabColumns; decimals: DecimalStyle | 'unknown'; dates: DateReading }

/**
 * Reads one row of a laboratory's file into a typed result, or tells all that is wrong with it (`LabProblemCode`). A
 * verdict that the limits contradict is an error: nobody but the laboratory can say which of the two is right. So is a
 * missing value, even with a verdict. One-sided limits are limits; none at all leave the laboratory's verdict.
 */
export function readLabResult(row: { rowNumber: number; values: readonly string[] }, reading: LabReading): LabOutcome {
	const problems: LabProblem[] = []
	const texts = readTexts(row, reading.columns, problems)
	const place = (field: LabField) => ({ row: row.rowNumber, field, value: texts[field] })
	if (texts.lot === '') problems.push(labProblem(place('lot'), 'lot-missing'))
	if (texts.test === '') problems.push(labProblem(place('test'), 'test-missing'))
	const limits = readLimits(place, reading.decimals, problems)
	const measured = readMeasured(place('value'), reading.decimals, problems)
	const stated = readVerdict(place('result'), problems)
	const testedOn = readTestDate(place('testedAt'), reading.dates, problems)
	const verdict =
		measured && limits && stated !== 'wrong' ? settleVerdict({ measured, limits, stated, place }, problems) : 'unknown'
	if (!measured || !limits || problems.some((problem) => problem.severity === 'error')) {
		return { kind: 'bad', row: row.rowNumber, problems }
	}
	const { lot, test, method, unit, value: reported } = texts
	const result = { lot, test, method, unit, limits, measured, reported, verdict, testedOn }
	const people = { sampleId: texts.sampleId || null, analyst: texts.analyst || null }
	return { kind: 'result', row: row.rowNumber, result: { ...result, ...people }, problems }
}

type PlaceOf = (field: LabField) => { row: number; field: LabField; value: string }

function readTexts(
	row: { rowNumber: number; values: readonly string[] },
	columns: LabColumns,
	problems: LabProblem[],
): Record<LabField, string> {
	const texts: Record<LabField, string> = {
		sampleId: '',
		lot: '',
		test: '',
		method: '',
		unit: '',
		min: '',
		max: '',
		value: '',
		result: '',
		analyst: '',
		testedAt: '',
	}
	for (const field of LAB_FIELDS) {
		const index = columns[field]
		const written = index === undefined ? '' : (row.values[index] ?? '')
		const place = { row: row.rowNumber, field, value: written }
		const isNumber = field === 'value' || field === 'min' || field === 'max'
		if (looksLikeFormula(written) && !(isNumber && parseNumber(written, 'point').ok))
			problems.push(labProblem(place, 'formula-not-allowed'))
		else if (hasUnwantedCharacters(written)) problems.push(labProblem(place, 'control-characters'))
		texts[field] = cleanValue(written)
	}
	return texts
}

function readLimits(place: PlaceOf, decimals: DecimalStyle | 'unknown', problems: LabProblem[]): Limits | null {
	const min = readLimit(place('min'), decimals, problems)
	const max = readLimit(place('max'), decimals, problems)
	if (min === 'wrong' || max === 'wrong') return null
	if (min !== null && max !== null && new Decimal(min).gt(max)) {
		problems.push(labProblem(place('min'), 'limits-reversed'))
		return null
	}
	return { min, max }
}

function readLimit(
	place: ReturnType<PlaceOf>,
	decimals: DecimalStyle | 'unknown',
	problems: LabProblem[],
): string | null | 'wrong' {
	// `≤ 0.2` in a column of maxima and a dash for "none" are how people fill such tables.
	const text = place.value.replace(/^(?:<=|>=|[≤≥])\s*/u, '')
	if (/^(?:|-|–|—|n\/a|\/)$/iu.test(text)) return null
	const number = parseNumber(text, decimals)
	if (number.ok && number.value.suffix === '') return number.value.value
	const code = !number.ok && number.error.code === 'ambiguous-number' ? 'ambiguous-number' : 'limit-not-a-number'
	problems.push(labProblem(place, code))
	return 'wrong'
}

function readMeasured(
	place: ReturnType<PlaceOf>,
	decimals: DecimalStyle | 'unknown',
	problems: LabProblem[],
): MeasuredValue | null {
	if (/^(?:|-|–|—)$/u.test(place.value)) {
		problems.push(labProblem(place, 'value-missing'))
		return null
	}
	const measured = parseMeasuredValue(place.value, decimals)
	if (measured.ok) return measured.value
	problems.push(labProblem(place, measured.error))
	return null
}

const PASS =
	/^(?:pass|passed|ok|conform|conforms|conforming|compliant|accept|accepted|合格|符合|通过|bestanden|i\.?\s?o\.?|konform|conforme)$/iu
const FAIL =
	/^(?:fail|failed|nok|not ok|oos|non-?\s?conform(?:ing)?|reject|rejected|不合格|不符合|不通过|未通过|nicht bestanden|n\.?\s?i\.?\s?o\.?|nicht konform|non conforme)$/iu

function readVerdict(place: ReturnType<PlaceOf>, problems: LabProblem[]): Verdict | null | 'wrong' {
	if (place.value === '') return null
	if (PASS.test(place.value)) return 'pass'
	if (FAIL.test(place.value)) return 'fail'
	problems.push(labProblem(place, 'unknown-verdict'))
	return 'wrong'
}

const WORDS: Record<'pass' | 'fail', LocalizedText> = {
	pass: { en: 'within them', 'zh-CN': '合格' },
	fail: { en: 'outside them', 'zh-CN': '不合格' },
}

function settleVerdict(
	known: { measured: MeasuredValue; limits: Limits; stated: Verdict | null; place: PlaceOf },
	problems: LabProblem[],
): Verdict {
	const { measured, limits, stated, place } = known
	const computed = verdictOf(measured, limits)
	const hasLimits = limits.min !== null || limits.max !== null
	if (hasLimits && measured.kind === 'text') problems.push(labProblem(place('value'), 'value-not-readable'))
	if (stated === null) {
		if (!hasLimits) problems.push(labProblem(place('value'), 'no-limits'))
		return computed
	}
	if (computed === 'unknown') {
		if (hasLimits && measured.kind !== 'text') problems.push(labProblem(place('result'), 'verdict-not-provable'))
		return stated
	}
	if (computed !== stated) problems.push(labProblem(place('result'), 'contradictory-verdict', WORDS[computed]))
	return stated
}

function readTestDate(place: ReturnType<PlaceOf>, dates: DateReading, problems: LabProblem[]): string | null {
	if (place.value === '') return null
	const date = parseDate(place.value, dates)
	if (date.ok) return date.value
	problems.push(labProblem(place, 'date-not-readable'))
	return null
}
