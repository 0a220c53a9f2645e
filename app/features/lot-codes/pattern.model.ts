export const DATE_FORMS = ['YYYY', 'YY', 'MM', 'ML', 'DD', 'DDD', 'GGGG', 'GG', 'WW'] as const
/**
 * How a part of a date is written: year, month as two digits or a letter, day of the month, day of the year, and the year
 * and week of ISO 8601, which around New Year are not those of the calendar.
 */
export type DateForm = (typeof DATE_FORMS)[number]

export const RESETS = ['auto', 'never', 'day', 'week', 'month', 'year'] as const
/** When counting begins again. `auto`: whenever anything else of the code changes. */
export type Reset = (typeof RESETS)[number]

export const CHECK_METHODS = ['mod37', 'mod10'] as const
/** ISO 7064 MOD 37,36 over digits and letters, or GS1's modulo 10 over the digits alone. */
export type CheckMethod = (typeof CHECK_METHODS)[number]

/** A shift is named by a short code and begins at a time of day, `HH:MM`; it lasts until the next begins. */
export type Shift = { code: string; from: string }

export type SequencePart = {
	kind: 'sequence'
	/** Digits at least; a longer number is written in full. */
	width: number
	/** 36 writes digits and letters without I and O, which are read for 1 and 0. */
	base: 10 | 36
	reset: Reset
	perItem: boolean
	perSite: boolean
}

/** One part of a lot code, in the order in which it is written. */
export type PatternPart =
	| { kind: 'text'; text: string }
	| { kind: 'item' }
	| { kind: 'site' }
	| { kind: 'line' }
	| { kind: 'date'; form: DateForm }
	| { kind: 'shift'; shifts: Shift[] }
	| SequencePart
	| { kind: 'check'; method: CheckMethod }

export const TYPED_CODES = ['off', 'warn', 'refuse'] as const
/** What happens to a code that somebody types and that the pattern would not give. */
export type TypedCodes = (typeof TYPED_CODES)[number]

/** What lots are numbered by where nobody has composed anything. */
export const USUAL_PATTERN = 'L-{SKU}-{SEQ:4}'

/** Digits of a sequence whose pattern does not say how many. */
const USUAL_WIDTH = 4
const TOKEN = /\{([^{}]*)\}/g
const SHIFT = /^([A-Za-z0-9]{1,4})=((?:[01]\d|2[0-3]):[0-5]\d)$/

/**
 * Reads a pattern as it is stored, such as `DEX5-{YY}{MM}-{SEQ:4}`: texts as they are and parts in braces (`{SKU}`,
 * `{SITE}`, `{LINE}`, dates, `{SHIFT:A=06:00,B=14:00}`, `{SEQ:4,base36,month,item,site}`, `{CHECK:mod37}`).
 * Null where a part in braces is none of them.
 */
export function readPattern(pattern: string): PatternPart[] | null {
	const parts: PatternPart[] = []
	let at = 0
	for (const match of pattern.matchAll(TOKEN)) {
		if (match.index > at) parts.push({ kind: 'text', text: pattern.slice(at, match.index) })
		const part = readToken(match[1] ?? '')
		if (!part) return null
		parts.push(part)
		at = match.index + match[0].length
	}
	if (at < pattern.length) parts.push({ kind: 'text', text: pattern.slice(at) })
	return parts.some((part) => part.kind === 'text' && /[{}]/.test(part.text)) ? null : parts
}

function readToken(token: string): PatternPart | null {
	const colon = token.indexOf(':')
	const name = colon < 0 ? token : token.slice(0, colon)
	const options = colon < 0 ? [] : token.slice(colon + 1).split(',')
	const form = DATE_FORMS.find((one) => one === name)
	if (form) return options.length > 0 ? null : { kind: 'date', form }
	switch (name) {
		case 'SKU':
			return { kind: 'item' }
		case 'SITE':
			return { kind: 'site' }
		case 'LINE':
			return { kind: 'line' }
		case 'SEQ':
			return readSequence(options)
		case 'SHIFT':
			return readShifts(options)
		case 'CHECK': {
			const method = CHECK_METHODS.find((one) => one === (options[0] ?? 'mod37'))
			return method ? { kind: 'check', method } : null
		}
		default:
			return null
	}
}

function readSequence([width = String(USUAL_WIDTH), ...flags]: string[]): SequencePart | null {
	if (!/^\d{1,2}$/.test(width) || Number(width) < 1) return null
	const part: SequencePart = {
		kind: 'sequence',
		width: Number(width),
		base: 10,
		reset: 'auto',
		perItem: false,
		perSite: false,
	}
	for (const flag of flags) {
		const reset = RESETS.find((one) => one === flag)
		if (reset) part.reset = reset
		else if (flag === 'base36') part.base = 36
		else if (flag === 'item') part.perItem = true
		else if (flag === 'site') part.perSite = true
		else return null
	}
	return part
}

function readShifts(options: readonly string[]): PatternPart | null {
	const shifts = options.map((option) => SHIFT.exec(option))
	return shifts.every((match) => match !== null)
		? { kind: 'shift', shifts: shifts.map((match) => ({ code: match[1] ?? '', from: match[2] ?? '' })) }
		: null
}

/** Writes a pattern as it is stored; `readPattern` reads it back. */
export const writePattern = (parts: readonly PatternPart[]): string => parts.map(writePart).join('')

function writePart(part: PatternPart): string {
	switch (part.kind) {
		case 'text':
			return part.text
		case 'item':
			return '{SKU}'
		case 'site':
			return '{SITE}'
		case 'line':
			return '{LINE}'
		case 'date':
			return `{${part.form}}`
		case 'shift':
			return `{SHIFT:${part.shifts.map((shift) => `${shift.code}=${shift.from}`).join(',')}}`
		case 'sequence':
			return `{SEQ:${[
				part.width,
				...(part.base === 36 ? ['base36'] : []),
				...(part.reset === 'auto' ? [] : [part.reset]),
				...(part.perItem ? ['item'] : []),
				...(part.perSite ? ['site'] : []),
			].join(',')}}`
		case 'check':
			return `{CHECK:${part.method}}`
	}
}
