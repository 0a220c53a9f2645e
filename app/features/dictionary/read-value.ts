import { Decimal } from 'decimal.js'
import { graiParts, parseGln, parseGrai, parseGtin, parseSscc, rightCheckDigit } from '#app/core/gs1/check-digit.ts'
import { isLocalDate } from '#app/core/local-date.ts'
import { convert, decimalSchema } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { unitFromText } from '#app/core/units.ts'
import type { Attribute, AttributeContent, AttributeValue, TextFormat } from './attribute.model.ts'

export const VALUE_PROBLEMS = [
	'attribute-type',
	'attribute-unit',
	'attribute-choice',
	'attribute-below',
	'attribute-above',
	'attribute-long',
	'attribute-format',
	'attribute-check-digit',
] as const
/** Why a value is not one of its attribute. */
export type ValueProblem = { code: (typeof VALUE_PROBLEMS)[number]; detail?: string }

type Read = Result<AttributeValue, ValueProblem>
type Asked = Pick<AttributeContent, 'type' | 'unit' | 'minimum' | 'maximum' | 'longest' | 'format' | 'choices'>

/** A text without limits of its own has this one. */
const LONGEST = 500
const refused = (code: ValueProblem['code'], detail?: string): Read => err({ code, ...(detail ? { detail } : {}) })

/** Each test looks at every character once. */
const FORMATS: Record<TextFormat, (text: string) => boolean> = {
	any: () => true,
	letters: (text) => /^[\p{L} ]+$/u.test(text),
	digits: (text) => /^[0-9]+$/.test(text),
	upper: (text) => text === text.toUpperCase(),
	code: (text) => /^[A-Za-z0-9._/-]+$/.test(text),
	gtin: (text) => parseGtin(text).ok,
	gln: (text) => parseGln(text).ok,
	sscc: (text) => parseSscc(text).ok,
	grai: (text) => parseGrai(text).ok,
}

/** The digit that a mistyped key of GS1 should have as its check digit; null where that is not what is wrong. */
function mistypedDigit(format: TextFormat, text: string): string | null {
	const parse = { gtin: parseGtin, gln: parseGln, sscc: parseSscc, grai: parseGrai }[format as string]
	const parsed = parse?.(text)
	if (!parsed || parsed.ok || parsed.error.code !== 'wrong-check-digit') return null
	return rightCheckDigit(format === 'grai' ? graiParts(text).digits : text)
}

function readText(given: unknown, asked: Asked): Read {
	if (typeof given !== 'string' && typeof given !== 'number') return refused('attribute-type')
	const text = String(given).normalize('NFC').trim()
	const longest = asked.longest ?? LONGEST
	if (text.length > longest) return refused('attribute-long', String(longest))
	const digit = mistypedDigit(asked.format, text)
	if (digit !== null) return refused('attribute-check-digit', digit)
	if (/\p{Cc}/u.test(text) || !FORMATS[asked.format](text)) return refused('attribute-format', asked.format)
	return ok(text)
}

/** A plain decimal of what was given: a number, or text without an exponent; null when it is none. */
function plainDecimal(given: unknown): string | null {
	const text =
		typeof given === 'number' && Number.isFinite(given)
			? new Decimal(given).toFixed()
			: typeof given === 'string'
				? given.trim()
				: ''
	return decimalSchema.safeParse(text).success ? text : null
}

function outside(value: string, { minimum, maximum }: Asked): Read | null {
	const number = new Decimal(value)
	if (minimum !== null && number.lessThan(minimum)) return refused('attribute-below', minimum)
	if (maximum !== null && number.greaterThan(maximum)) return refused('attribute-above', maximum)
	return null
}

function readNumber(given: unknown, asked: Asked): Read {
	const text = plainDecimal(given)
	if (text === null) return refused('attribute-type')
	const value = new Decimal(text)
	if (asked.type === 'integer' && (!value.isInteger() || !Number.isSafeInteger(value.toNumber())))
		return refused('attribute-type')
	return outside(text, asked) ?? ok(asked.type === 'integer' ? value.toNumber() : value.isZero() ? '0' : text)
}

/** An amount in any unit that converts, as `{ value, unit }` or `12.5 kg`; without a unit that of the attribute. */
function readQuantity(given: unknown, asked: Asked): Read {
	const own = asked.unit ?? ''
	const parts =
		typeof given === 'object' && given !== null && 'value' in given
			? { value: given.value, unit: 'unit' in given ? given.unit : own }
			: splitAmount(given, own)
	const value = plainDecimal(parts.value)
	if (value === null) return refused('attribute-type')
	const unit = typeof parts.unit === 'string' ? (parts.unit === own ? own : unitFromText(parts.unit)) : undefined
	const amount = unit ? convert({ value, unit }, own) : null
	if (!amount?.ok) return refused('attribute-unit', own)
	// Stored amounts have 15 digits before and 6 after the point.
	if (!decimalSchema.safeParse(amount.value.value).success) return refused('attribute-type')
	return outside(amount.value.value, asked) ?? ok(amount.value)
}

function splitAmount(given: unknown, own: string): { value: unknown; unit: unknown } {
	if (typeof given !== 'string') return { value: given, unit: own }
	const [, value, unit] = /^(-?[0-9.]{1,24}) {0,3}(\S{1,24})?$/.exec(given.trim()) ?? []
	return { value: value ?? '', unit: unit ?? own }
}

function readDate(given: unknown, { minimum, maximum }: Asked): Read {
	const text = typeof given === 'string' ? given.trim() : ''
	if (!isLocalDate(text)) return refused('attribute-type')
	if (minimum !== null && text < minimum) return refused('attribute-below', minimum)
	if (maximum !== null && text > maximum) return refused('attribute-above', maximum)
	return ok(text)
}

/** A moment with its offset, stored in UTC: without an offset nobody knows which moment is meant. */
function readMoment(given: unknown): Read {
	const text = typeof given === 'string' ? given.trim() : ''
	if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text))
		return refused('attribute-type')
	const at = new Date(text)
	return Number.isNaN(at.getTime()) ? refused('attribute-type') : ok(at.toISOString())
}

const YES: ReadonlySet<unknown> = new Set([true, 'true', 'yes', 'on', '是', '1'])
const NO: ReadonlySet<unknown> = new Set([false, 'false', 'no', 'off', '否', '0'])

function readYesNo(given: unknown): Read {
	const word = typeof given === 'string' ? given.trim().toLowerCase() : given
	if (YES.has(word)) return ok(true)
	return NO.has(word) ? ok(false) : refused('attribute-type')
}

/** The choice that a text means: its word, or its label in either language. */
function choiceOf(given: unknown, { choices }: Asked): string | null {
	if (typeof given !== 'string') return null
	const text = given.trim()
	const small = text.toLowerCase()
	const found =
		choices.find((choice) => choice.value === text) ??
		choices.find(({ label }) => label.en.toLowerCase() === small || label['zh-CN'] === text)
	return found?.value ?? null
}

function readChoices(given: unknown, asked: Asked): Read {
	const list = Array.isArray(given)
		? given
		: typeof given === 'string'
			? given.split(/[,;，；、]/).filter(Boolean)
			: null
	if (!list || list.length > 200) return refused('attribute-type')
	const chosen = new Set<string>()
	for (const one of list) {
		const value = choiceOf(one, asked)
		if (value === null) return refused('attribute-choice', String(one))
		chosen.add(value)
	}
	return ok(asked.choices.map(({ value }) => value).filter((value) => chosen.has(value)))
}

function readLink(given: unknown): Read {
	const text = typeof given === 'string' ? given.trim() : ''
	if (text.length > LONGEST) return refused('attribute-long', String(LONGEST))
	if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) return refused('attribute-format', 'link')
	return ok(text)
}

/**
 * A value of an attribute as it is stored, from what a form, a file or a program gave: typed (`12.5`, `true`, a list) or
 * as text in either language's words. Linear in the length of what was given.
 * Errors: `attribute-type`; `attribute-unit` (does not convert; detail: the attribute's unit); `attribute-choice`;
 * `attribute-below`, `attribute-above` (detail: the limit); `attribute-long`; `attribute-format` (detail: which);
 * `attribute-check-digit` (of a GS1 key; detail: the right one).
 */
export function readValue(attribute: Asked, given: unknown): Read {
	switch (attribute.type) {
		case 'text':
			return readText(given, attribute)
		case 'integer':
		case 'decimal':
			return readNumber(given, attribute)
		case 'quantity':
			return readQuantity(given, attribute)
		case 'date':
			return readDate(given, attribute)
		case 'datetime':
			return readMoment(given)
		case 'boolean':
			return readYesNo(given)
		case 'enum': {
			const value = choiceOf(given, attribute)
			return value === null ? refused('attribute-choice', String(given)) : ok(value)
		}
		case 'multi':
			return readChoices(given, attribute)
		case 'link':
			return readLink(given)
	}
}

/** Whether nothing was given: an empty field of a form, an empty cell. */
export const isBlank = (given: unknown): boolean =>
	given === undefined ||
	given === null ||
	(typeof given === 'string' && given.trim() === '') ||
	(Array.isArray(given) && given.length === 0)

/** A stored value as a form's field holds it. */
export function writeValue(attribute: Pick<Attribute, 'type'>, value: AttributeValue | undefined): string {
	if (value === undefined) return ''
	if (Array.isArray(value)) return value.join(',')
	if (typeof value === 'object' && 'value' in value) return value.value
	return attribute.type === 'boolean' ? (value ? 'true' : 'false') : String(value)
}
