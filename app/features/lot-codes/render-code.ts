import type { LocalDate } from '#app/core/local-date.ts'
import { isoWeekOf, writeDatePart } from './calendar-part.ts'
import { checkCharacter } from './check-character.ts'
import { type PatternPart, readPattern, type SequencePart, type Shift, writePattern } from './pattern.model.ts'

/** What the parts stand for: the tenant's date and time of day (`HH:MM`), and the lot's item, site and line. */
export type CodeValues = {
	date: LocalDate
	time?: string | undefined
	sku?: string | undefined
	site?: string | undefined
	line?: string | undefined
}

/** Digits and letters of a number of base 36; I and O are not among them. */
const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A running number as it is written, with at least so many digits. */
export function writeNumber({ base, width }: Pick<SequencePart, 'base' | 'width'>, number: number): string {
	if (base === 10) return String(number).padStart(width, '0')
	let text = ''
	for (let rest = number; rest > 0; rest = Math.floor(rest / SYMBOLS.length)) {
		text = SYMBOLS.charAt(rest % SYMBOLS.length) + text
	}
	return text.padStart(width, '0')
}

/** The shift at a time of day; before the first of the day it is still the last of the evening before. */
function shiftAt(shifts: readonly Shift[], time: string): string {
	const inOrder = shifts.toSorted((a, b) => (a.from < b.from ? -1 : 1))
	return (inOrder.findLast((shift) => shift.from <= time) ?? inOrder.at(-1))?.code ?? ''
}

/** Writes every part; the sequence as told, a check character over what stands before it. */
function write(parts: readonly PatternPart[], values: CodeValues, sequence: (part: SequencePart) => string): string {
	return parts.reduce((text, part) => text + writePart(part, { values, before: text, sequence }), '')
}

type Setting = { values: CodeValues; before: string; sequence: (part: SequencePart) => string }

function writePart(part: PatternPart, { values, before, sequence }: Setting): string {
	switch (part.kind) {
		case 'text':
			return part.text
		case 'item':
			return values.sku ?? ''
		case 'site':
			return values.site ?? ''
		case 'line':
			return values.line ?? ''
		case 'date':
			return writeDatePart(part.form, values.date)
		case 'shift':
			return shiftAt(part.shifts, values.time ?? '00:00')
		case 'sequence':
			return sequence(part)
		case 'check':
			return checkCharacter(part.method, before)
	}
}

/** Parts of a pattern that has been checked; one that cannot be read is a mistake in the program. */
export function partsOf(pattern: string): PatternPart[] {
	const parts = readPattern(pattern)
	if (!parts) throw new Error(`Not a pattern of codes: ${pattern}`)
	return parts
}

/** A code by a pattern: `DEX5-{YY}{MM}-{SEQ:4}` and 7 in November 2026 give `DEX5-2611-0007`. */
export const renderCode = (parts: readonly PatternPart[], values: CodeValues, number: number): string =>
	write(parts, values, (part) => writeNumber(part, number))

/** In which period of a kind a date lies. */
function periodOf(reset: Exclude<SequencePart['reset'], 'auto'>, date: LocalDate): string {
	const week = isoWeekOf(date)
	return { never: '', day: date, week: `${week.year}-W${week.week}`, month: date.slice(0, 7), year: date.slice(0, 4) }[
		reset
	]
}

/**
 * The name of the counter that gives a pattern its numbers. Patterns that write the same count together. With `auto` it
 * is the code itself without its number, so that a pattern with a day begins at 1 each day and one with a year each year.
 */
export function counterOf(parts: readonly PatternPart[], values: CodeValues): string {
	const sequence = parts.find((part) => part.kind === 'sequence')
	const open = parts.filter((part) => part.kind !== 'check')
	if (!sequence || sequence.reset === 'auto') return write(open, values, () => '#')
	const shape = open.map((part): PatternPart => (part === sequence ? { kind: 'text', text: '#' } : part))
	const within = [
		periodOf(sequence.reset, values.date),
		sequence.perItem ? `item ${values.sku ?? ''}` : '',
		sequence.perSite ? `site ${values.site ?? ''}` : '',
	]
	return [writePattern(shape), ...within.filter(Boolean)].join(' | ')
}
