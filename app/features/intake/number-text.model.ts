import { Decimal } from 'decimal.js'
import { err, ok, type Result } from '#app/core/result.ts'
import { cleanValue } from './clean-value.model.ts'

/** Which sign stands before the decimals in a column: `1.234,5` or `1,234.5`. */
export type DecimalStyle = 'comma' | 'point'

/** A number read from text: a plain decimal, and the words that stood behind it (`kg` of `12,5 kg`). */
type NumberText = { value: string; suffix: string }

/**
 * `not-a-number`; `letter-in-number`: an O or l typed for 0 or 1; `ambiguous-number`: `1,234` where the column does not
 * tell thousands from decimals; `number-out-of-range`: more than 15 digits before or 6 after the point.
 */
type NumberError = {
	code: 'not-a-number' | 'letter-in-number' | 'ambiguous-number' | 'number-out-of-range'
	suggestion?: string
}

const LONGEST_NUMBER = 60
const STARTS_A_NUMBER = /^[(+−-]?\s?[\d.,]/u
/** One sign before exactly three digits: thousands or decimals. */
const OPEN = /^[1-9]\d{0,2}[.,]\d{3}$/u
const NUMBER = /^([+−-]?)\s?([\d.,'’ ]*\d)(?:e([+-]?\d{1,2}))?(-?)\s*([\p{L}%°‰].{0,29})?$/iu

/**
 * Reads a number as people and programs of several countries write it: decimal comma or point, groups of three divided
 * by comma, point, space or apostrophe, minus before or behind, brackets for negative, full-width digits, `1.5E+3`.
 * `decimals` settles what the text alone leaves open (`1,234`). Errors: as in `NumberError`; where a likely meaning is
 * known it is in `suggestion`.
 */
export function parseNumber(text: string, decimals: DecimalStyle | 'unknown'): Result<NumberText, NumberError> {
	const parts = numberParts(text)
	return parts ? numberOf(parts, decimals) : err(notANumber(cleanValue(text)))
}

/** What is written, before deciding what it means. */
type NumberParts = { negative: boolean; body: string; exponent: string | undefined; suffix: string }

function numberParts(text: string): NumberParts | null {
	const cleaned = cleanValue(text)
	// Most values are texts or plain numbers; looking at the first sign spares the rest.
	if (!STARTS_A_NUMBER.test(cleaned) || cleaned.length > LONGEST_NUMBER) return null
	const spaced = cleaned.replace(/\s+/gu, ' ')
	const bracketed = spaced.startsWith('(') ? /^\((.+)\)$/u.exec(spaced) : null
	const match = NUMBER.exec(bracketed?.[1] ?? spaced)
	if (!match) return null
	const negative = bracketed !== null || ['-', '−'].includes(match[1] ?? '') || match[4] === '-'
	return { negative, body: match[2] ?? '', exponent: match[3], suffix: (match[5] ?? '').trim() }
}

function numberOf(parts: NumberParts, decimals: DecimalStyle | 'unknown'): Result<NumberText, NumberError> {
	const digits = plainDigits(parts.body, decimals)
	if (!digits) return err({ code: 'not-a-number' })
	if (digits === 'ambiguous') return err({ code: 'ambiguous-number' })
	const value = inStoredRange(`${parts.negative ? '-' : ''}${digits}`, parts.exponent)
	return value === null ? err({ code: 'number-out-of-range' }) : ok({ value, suffix: parts.suffix })
}

/** How a number is written, as evidence for the column: what its signs prove, or that they leave it open. */
type NumberShape = DecimalStyle | 'open-comma' | 'open-point' | 'whole'

/** The evidence of one value; null when it is no number. `406,616` proves nothing, `1486,235` and `0,5` do. */
export function numberShape(text: string): { shape: NumberShape; suffix: string } | null {
	const parts = numberParts(text)
	if (!parts) return null
	const { body, suffix } = parts
	const asComma = numberOf(parts, 'comma')
	if (!asComma.ok) return null
	const lastSign = Math.max(body.lastIndexOf(','), body.lastIndexOf('.'))
	if (lastSign < 0) return { shape: 'whole', suffix }
	if (OPEN.test(body)) return { shape: body[lastSign] === ',' ? 'open-comma' : 'open-point', suffix }
	if (!asComma.value.value.includes('.')) return { shape: 'whole', suffix }
	return { shape: body[lastSign] === ',' ? 'comma' : 'point', suffix }
}

/** Digits with at most one point; `ambiguous` when `decimals` would have to tell; null when the groups make no sense. */
function plainDigits(body: string, decimals: DecimalStyle | 'unknown'): string | 'ambiguous' | null {
	const commas = body.split(',').length - 1
	const points = body.split('.').length - 1
	if (commas === 0 && points === 0) return wholePart(body, /[ '’]/u)
	if (commas > 0 && points > 0) {
		const decimal = body.lastIndexOf(',') > body.lastIndexOf('.') ? ',' : '.'
		return (decimal === ',' ? commas : points) > 1 ? null : split(body, decimal)
	}
	const sign = commas > 0 ? ',' : '.'
	if (commas + points > 1) return wholePart(body, sign === ',' ? /,/u : /\./u)
	if (!OPEN.test(body)) return split(body, sign)
	if (decimals === 'unknown') return 'ambiguous'
	return (decimals === 'comma') === (sign === ',') ? split(body, sign) : body.replace(sign, '')
}

function split(body: string, decimal: ',' | '.'): string | null {
	const at = body.lastIndexOf(decimal)
	const fraction = body.slice(at + 1)
	if (!/^\d+$/u.test(fraction)) return null
	const whole = at === 0 ? '0' : wholePart(body.slice(0, at), decimal === ',' ? /[. '’]/u : /[, '’]/u)
	return whole === null ? null : `${whole}.${fraction}`
}

/** The digits of a whole number whose groups of three, if any, are divided by one sign. */
function wholePart(body: string, group: RegExp): string | null {
	const sign = group.exec(body)?.[0]
	if (sign === undefined) return /^\d+$/u.test(body) ? body : null
	const [first = '', ...rest] = body.split(sign)
	const isGrouped = /^\d{1,3}$/u.test(first) && rest.every((part) => /^\d{3}$/u.test(part))
	return isGrouped ? body.replaceAll(sign, '') : null
}

/** As stored quantities are: at most 15 digits before and 6 after the point, no needless zeros in front. */
function inStoredRange(digits: string, exponent: string | undefined): string | null {
	const scaled = exponent === undefined ? digits : new Decimal(`${digits}e${exponent}`).toFixed()
	// The commonest forms as they are.
	if (/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/u.test(scaled)) return scaled
	const match = /^(-?)0*(\d+?)(?:\.(\d*?)(0*))?$/u.exec(scaled)
	if (!match) return null
	const [, minus = '', whole = '0', fraction = '', zeros = ''] = match
	if (whole.length > 15 || fraction.length > 6) return null
	const decimals = (fraction + zeros).slice(0, 6)
	return `${minus}${whole}${decimals === '' ? '' : `.${decimals}`}`
}

function notANumber(text: string): NumberError {
	const corrected = text.replace(/[OoО]/gu, '0').replace(/[lI|]/gu, '1')
	if (corrected !== text && /\d/u.test(text) && NUMBER.test(corrected)) {
		return { code: 'letter-in-number', suggestion: corrected }
	}
	const counted = chineseNumeral(text)
	return counted === null ? { code: 'not-a-number' } : { code: 'not-a-number', suggestion: counted }
}

const CHINESE_DIGITS = '零一二三四五六七八九'
const CHINESE_TENS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** `一百` is 100, `三千零五` 3005, `两万` 20000; null for anything else. Up to 9999万, without decimals. */
function chineseNumeral(text: string): string | null {
	if (!/^[零〇一二两三四五六七八九十百千万]{1,12}$/u.test(text)) return null
	let total = 0
	let section = 0
	let digit = 0
	for (const sign of text.replaceAll('〇', '零').replaceAll('两', '二')) {
		const tens = CHINESE_TENS[sign]
		if (sign === '万') {
			total += (section + digit) * 10_000
			section = 0
			digit = 0
		} else if (tens === undefined) digit = CHINESE_DIGITS.indexOf(sign)
		else {
			section += (digit === 0 ? 1 : digit) * tens
			digit = 0
		}
	}
	return String(total + section + digit)
}
