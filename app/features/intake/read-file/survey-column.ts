import { unitFromText } from '#app/core/units.ts'
import { cleanValue, withoutUnwantedCharacters } from '../clean-value.model.ts'
import { type DateStyle, dateParts } from '../date-text.model.ts'
import { numberShape } from '../number-text.model.ts'
import { fieldOfHeader, unitTextOfHeader } from '../target-fields.model.ts'
import { columnLetter } from './column-letter.ts'
import type { InspectedColumn } from './file-inspection.schema.ts'

const SAMPLES = 5
const LONGEST_SAMPLE = 80
const LONGEST_WORD = 16
const WORDS_REMEMBERED = 500
const FLAGS = /^(?:yes|no|y|n|true|false|ja|nein|oui|non|是|否|有|无)$/iu
/** Above this share of the filled values a kind is taken for the column's. */
const MOST = 0.8

type DayMonthEvidence = { dmy: number; mdy: number; open: number }

/** Collects what the values of one column show; `columnOf` draws the conclusions. */
export class ColumnSurvey {
	readonly samples: string[] = []
	readonly dates: Record<DateStyle | 'year-month', number> = {
		ymd: 0,
		dmy: 0,
		mdy: 0,
		chinese: 0,
		'month-name': 0,
		'excel-serial': 0,
		'year-month': 0,
	}
	readonly dayMonth: DayMonthEvidence = { dmy: 0, mdy: 0, open: 0 }
	readonly numbers = { comma: 0, point: 0, 'open-comma': 0, 'open-point': 0, whole: 0 }
	private readonly words = new Map<string, { isUnit: boolean; isFlag: boolean }>()
	filled = 0
	units = 0
	flags = 0

	add(value: string): void {
		const cleaned = cleanValue(value)
		if (cleaned === '') return
		this.filled++
		const sample = withoutUnwantedCharacters(value).slice(0, LONGEST_SAMPLE)
		if (this.samples.length < SAMPLES && !this.samples.includes(sample)) this.samples.push(sample)
		// Long texts are neither dates nor numbers; not looking saves the time.
		if (cleaned.length > 60) return
		this.addDate(cleaned)
		const number = numberShape(cleaned)
		if (number && (number.suffix === '' || unitFromText(number.suffix) !== undefined)) this.numbers[number.shape]++
		else if (cleaned.length <= LONGEST_WORD) this.addWord(cleaned)
	}

	private addWord(cleaned: string): void {
		let kind = this.words.get(cleaned)
		if (kind === undefined) {
			kind = { isUnit: unitFromText(cleaned) !== undefined, isFlag: FLAGS.test(cleaned) }
			if (this.words.size < WORDS_REMEMBERED) this.words.set(cleaned, kind)
		}
		if (kind.isUnit) this.units++
		if (kind.isFlag) this.flags++
	}

	private addDate(cleaned: string): void {
		const parts = dateParts(cleaned)
		if (!parts) return
		if (parts.style !== 'day-month') {
			this.dates[parts.style]++
			return
		}
		const canBeYearFirst = !parts.hasFullYear && parts.sign !== '.'
		if (parts.second > 12) this.dayMonth.mdy++
		else if (parts.first > 12 && !canBeYearFirst) this.dayMonth.dmy++
		// Dots between day, month and year are the German way, where the day comes first (DIN 5008).
		else if (parts.sign === '.') this.dayMonth.dmy++
		else this.dayMonth.open++
	}
}

/** What a column is, from its header and values. `delimiter` weighs in for decimals: `;` goes with decimal commas. */
export function columnOf(options: {
	index: number
	header: string
	survey: ColumnSurvey
	delimiter: string | null
	formulas: InspectedColumn['formulas']
}): InspectedColumn {
	const { index, survey } = options
	const header = withoutUnwantedCharacters(options.header).slice(0, 200)
	const field = fieldOfHeader(header)?.field
	const kind = kindOf(survey, field === 'manufacturedOn' || field === 'expiresOn')
	const stated = unitTextOfHeader(header)
	return {
		index,
		letter: columnLetter(index),
		header,
		kind,
		samples: survey.samples,
		filled: survey.filled,
		dates: kind === 'date' ? datesOf(survey) : null,
		decimals: kind === 'number' || field === 'quantity' ? decimalsOf(survey, options.delimiter) : null,
		unit: (stated === null ? undefined : unitFromText(stated)) ?? null,
		formulas: options.formulas,
	}
}

function kindOf(survey: ColumnSurvey, headerSaysDate: boolean): InspectedColumn['kind'] {
	const { filled } = survey
	if (filled === 0) return 'empty'
	const written = dayMonthCount(survey) + survey.dates.ymd + survey.dates.chinese + survey.dates['month-name']
	// 46320 is a day number under "Mfg date" and a quantity elsewhere; `2026.10` likewise.
	const dates = headerSaysDate ? written + survey.dates['excel-serial'] + survey.dates['year-month'] : written
	if (dates / filled >= (headerSaysDate ? 0.5 : MOST)) return 'date'
	if (numberCount(survey) / filled >= MOST) return 'number'
	if (survey.units / filled >= MOST) return 'unit'
	if (survey.flags / filled >= MOST) return 'flag'
	return 'text'
}

function datesOf(survey: ColumnSurvey): InspectedColumn['dates'] {
	const { dmy, mdy, open } = survey.dayMonth
	const dayMonth = dmy > 0 && mdy === 0 ? 'dmy' : mdy > 0 && dmy === 0 ? 'mdy' : 'unknown'
	const counts: Record<DateStyle, number> = { ...survey.dates, dmy: 0, mdy: 0 }
	// While it is open which comes first, both are named.
	counts.dmy = dayMonth === 'mdy' ? 0 : dmy + open
	counts.mdy = dayMonth === 'dmy' ? 0 : mdy + open
	const styles = (['ymd', 'chinese', 'dmy', 'mdy', 'month-name', 'excel-serial'] as const)
		.filter((style) => counts[style] > 0)
		.sort((a, b) => counts[b] - counts[a])
	return {
		styles,
		dayMonth,
		excelSerial: survey.dates['excel-serial'] > 0,
		ambiguous: dayMonth === 'unknown' && dayMonthCount(survey) > 0,
	}
}

function decimalsOf(survey: ColumnSurvey, delimiter: string | null): InspectedColumn['decimals'] {
	const { comma, point } = survey.numbers
	if (comma > 0 && point === 0) return 'comma'
	if (point > 0 && comma === 0) return 'point'
	if (comma > 0 && point > 0) return 'unknown'
	if (survey.numbers['open-comma'] > 0) return 'unknown'
	// `54.062` is a decimal nearly everywhere, but thousands in a file with semicolons, where commas are decimal.
	if (survey.numbers['open-point'] > 0) return delimiter === ';' ? 'unknown' : 'point'
	return delimiter === ';' ? 'comma' : 'point'
}

function numberCount(survey: ColumnSurvey): number {
	return Object.values(survey.numbers).reduce((sum, count) => sum + count, 0)
}

function dayMonthCount(survey: ColumnSurvey): number {
	return survey.dayMonth.dmy + survey.dayMonth.mdy + survey.dayMonth.open
}
