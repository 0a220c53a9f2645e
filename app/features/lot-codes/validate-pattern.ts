import { isInCharacterSet } from '#app/core/gs1/character-sets.ts'
import type { DateForm, PatternPart, SequencePart } from './pattern.model.ts'
import { type CodeValues, renderCode } from './render-code.ts'

/** AI (10) holds at most 20 characters of set 82 (GS1 General Specifications, 3.4.1). */
export const LABEL_LENGTH = 20
const LONGEST = 64
const MOST_PARTS = 20

export const PATTERN_PROBLEMS = [
	'nothing-yet',
	'too-many-parts',
	'unreadable',
	'text-empty',
	'text-characters',
	'no-sequence',
	'several-sequences',
	'several-checks',
	'check-before-sequence',
	'reset-not-shown',
	'item-not-shown',
	'site-not-shown',
	'shifts-missing',
	'shifts-alike',
	'width-wrong',
	'too-long',
	'too-long-for-label',
	'not-for-label',
] as const
/** Why a pattern is not taken. */
export type PatternProblem = (typeof PATTERN_PROBLEMS)[number]

export const PATTERN_NOTES = [
	'longer-than-label',
	'not-in-label-set',
	'check-digits-only',
	'needs-site',
	'needs-line',
] as const
/** What is worth knowing of a pattern that is taken. */
export type PatternNote = (typeof PATTERN_NOTES)[number]

export type PatternVerdict = { problems: PatternProblem[]; notes: PatternNote[]; example: string; length: number }

/** Whether the parts written tell one period from every other (of a century, where the year has two digits). */
const SHOWS: Record<
	Exclude<SequencePart['reset'], 'auto' | 'never'>,
	(has: (...forms: DateForm[]) => boolean) => boolean
> = {
	year: (has) => has('YYYY', 'YY'),
	month: (has) => has('YYYY', 'YY') && has('MM', 'ML', 'DDD'),
	// The calendar's year beside an ISO week takes the last days of December for January of the same year.
	week: (has) => (has('GGGG', 'GG') && has('WW')) || showsDay(has),
	day: (has) => showsDay(has),
}
const showsDay = (has: (...forms: DateForm[]) => boolean): boolean =>
	has('YYYY', 'YY') && (has('DDD') || (has('MM', 'ML') && has('DD')))

/**
 * Checks a composed pattern. `sample` stands for the longest values it will meet; `label` says that lots numbered by it
 * carry their code on a device's label, where it must fit AI (10).
 * A counter that begins again must show in the code when and for what it did, or two lots would get one code.
 */
export function validatePattern(parts: readonly PatternPart[], sample: CodeValues, label: boolean): PatternVerdict {
	const example = renderCode(parts, sample, 1)
	const fitsSet = isInCharacterSet(example, 'X')
	const problems: (PatternProblem | null)[] = [
		parts.length === 0 ? 'nothing-yet' : null,
		parts.length > MOST_PARTS ? 'too-many-parts' : null,
		...textProblems(parts),
		...sequenceProblems(parts),
		...checkProblems(parts),
		...shiftProblems(parts),
		example.length > LONGEST ? 'too-long' : null,
		label && example.length > LABEL_LENGTH && example.length <= LONGEST ? 'too-long-for-label' : null,
		label && !fitsSet ? 'not-for-label' : null,
	]
	return {
		problems: [...new Set(problems.filter((one) => one !== null))],
		notes: notesOf(parts, { long: !label && example.length > LABEL_LENGTH, odd: !label && !fitsSet }),
		example,
		length: example.length,
	}
}

function textProblems(parts: readonly PatternPart[]): (PatternProblem | null)[] {
	const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []))
	return [
		texts.some((text) => text === '') ? 'text-empty' : null,
		texts.some((text) => !isInCharacterSet(text, 'X')) ? 'text-characters' : null,
	]
}

function sequenceProblems(parts: readonly PatternPart[]): (PatternProblem | null)[] {
	const sequences = parts.filter((part) => part.kind === 'sequence')
	const [sequence] = sequences
	if (!sequence) return parts.length > 0 ? ['no-sequence'] : []
	const { reset } = sequence
	const has = (...forms: DateForm[]) => parts.some((part) => part.kind === 'date' && forms.includes(part.form))
	const shows = (kind: PatternPart['kind']) => parts.some((part) => part.kind === kind)
	return [
		sequences.length > 1 ? 'several-sequences' : null,
		reset !== 'auto' && reset !== 'never' && !SHOWS[reset](has) ? 'reset-not-shown' : null,
		sequence.perItem && !shows('item') ? 'item-not-shown' : null,
		sequence.perSite && !shows('site') ? 'site-not-shown' : null,
		Number.isInteger(sequence.width) && sequence.width >= 1 && sequence.width <= 9 ? null : 'width-wrong',
	]
}

function checkProblems(parts: readonly PatternPart[]): (PatternProblem | null)[] {
	const checks = parts.filter((part) => part.kind === 'check')
	const first = parts.findIndex((part) => part.kind === 'check')
	return [
		checks.length > 1 ? 'several-checks' : null,
		checks.length > 0 && parts.findIndex((part) => part.kind === 'sequence') > first ? 'check-before-sequence' : null,
	]
}

function shiftProblems(parts: readonly PatternPart[]): (PatternProblem | null)[] {
	return parts.flatMap((part) => {
		if (part.kind !== 'shift') return []
		const alike = (key: 'code' | 'from') => new Set(part.shifts.map((shift) => shift[key])).size < part.shifts.length
		return [
			part.shifts.length === 0 ? 'shifts-missing' : null,
			alike('code') || alike('from') ? 'shifts-alike' : null,
		] as const
	})
}

function notesOf(parts: readonly PatternPart[], { long, odd }: { long: boolean; odd: boolean }): PatternNote[] {
	const has = (kind: PatternPart['kind']) => parts.some((part) => part.kind === kind)
	const digitsOnly = parts.some((part) => part.kind === 'check' && part.method === 'mod10')
	return [
		...(long ? (['longer-than-label'] as const) : []),
		...(odd ? (['not-in-label-set'] as const) : []),
		...(digitsOnly ? (['check-digits-only'] as const) : []),
		...(has('site') ? (['needs-site'] as const) : []),
		...(has('line') ? (['needs-line'] as const) : []),
	]
}
