import { isCountryNumber } from '#app/core/gs1/character-sets.ts'
import { hasValidCheckDigit, hasValidGmnCheck } from '#app/core/gs1/check-digit.ts'
import { parseGs1Date } from '#app/core/gs1/gs1-date.ts'
import { isLocalDate } from '#app/core/local-date.ts'

/** `wrong-content`: a country, time, count or other content outside of what the standard allows. */
export type ContentErrorCode = 'wrong-check-digit' | 'wrong-date' | 'wrong-content'

type Rule = (piece: string, now: Date) => ContentErrorCode | undefined

const check =
	(code: ContentErrorCode, holds: (piece: string) => boolean): Rule =>
	(piece) =>
		holds(piece) ? undefined : code

const content = (holds: (piece: string) => boolean) => check('wrong-content', holds)

const isDate: Rule = (piece, now) => (parseGs1Date(piece, now).ok ? undefined : 'wrong-date')

/**
 * What the content of a part must satisfy, by the name that the table of Application Identifiers uses. A rule gets one
 * part of a value, of the right length and characters, and answers with what is wrong with it.
 * Source: GS1 General Specifications, section 3, the clause of each identifier.
 */
export const VALUE_RULES = {
	check: check('wrong-check-digit', hasValidCheckDigit),
	// A GMN begins with a GS1 company prefix, as every key does.
	gmn: check('wrong-check-digit', (piece) => /^\d{4}/.test(piece) && hasValidGmnCheck(piece)),
	/** A date whose day may be 00 for the last day of the month. */
	day0: isDate,
	date: (piece, now) => (piece.endsWith('00') ? 'wrong-date' : isDate(piece, now)),
	'full-date': check('wrong-date', (piece) => isLocalDate(piece.replace(/^(\d{4})(\d\d)/, '$1-$2-'))),
	time: content((piece) => /^(?:[01]\d|2[0-3])[0-5]\d$/.test(piece)),
	hour: content((piece) => piece < '24'),
	sixty: content((piece) => piece < '60'),
	country: content(isCountryNumber),
	countries: content((piece) => (piece.match(/.{1,3}/g) ?? []).every(isCountryNumber)),
	/** 999 stands for several countries (section 3.8.14). */
	'processor-country': content((piece) => piece === '999' || isCountryNumber(piece)),
	letters: content((piece) => /^[A-Z]+$/.test(piece)),
	/** Percent-encoded text: a percent sign has two hexadecimal digits after it. */
	escaped: content((piece) => !/%(?![0-9A-Fa-f]{2})/.test(piece)),
	flag: content((piece) => piece === '0' || piece === '1'),
	minus: content((piece) => piece === '-'),
	zero: content((piece) => /^0+$/.test(piece)),
	'not-zero': content((piece) => !/^0+$/.test(piece)),
	'no-leading-zero': content((piece) => piece === '0' || !piece.startsWith('0')),
	/** Two digits of the piece's number, two of the total. */
	piece: content((piece) => piece >= '0100' && piece.slice(0, 2) <= piece.slice(2)),
	/** A GS1 Company Prefix in front, at least four digits long (section 1.4.4). */
	key: content((piece) => /^\d{4}/.test(piece)),
} satisfies { [name: string]: Rule }

export type RuleName = keyof typeof VALUE_RULES

/** Whether there is a rule of that name. */
export function isRuleName(name: string): name is RuleName {
	return Object.hasOwn(VALUE_RULES, name)
}
