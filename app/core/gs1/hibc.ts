import { readHibcDate } from '#app/core/gs1/hibc-date.ts'
import { isLocalDate, type LocalDate } from '#app/core/local-date.ts'
import { err, ok, type Result } from '#app/core/result.ts'

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'

/** A code of the Health Industry Bar Code supplier standard. */
export interface Hibc {
	/** Labeler code, product number and unit of measure, without the plus and the check character; null in a secondary code. */
	readonly primary: string | null
	readonly lot: string | null
	readonly serial: string | null
	/** Units in the package, as digits. */
	readonly quantity: string | null
	readonly expiresOn: LocalDate | null
	readonly manufacturedOn: LocalDate | null
	/** In a secondary code of its own: the check character of the primary code that it belongs to. */
	readonly link: string | null
	readonly hasValidCheck: boolean
}

export type HibcError = { code: 'not-hibc' | 'wrong-structure' | 'wrong-date' }

/**
 * The check character of a HIBC text that starts with its plus: the sum of the character values, modulo 43. Undefined
 * when a character does not belong to the set. Source: ANSI/HIBC 2.6, appendix B.
 */
export function hibcCheckCharacter(text: string): string | undefined {
	let total = 0
	for (const character of text) {
		const value = CHARACTERS.indexOf(character)
		if (value < 0) return undefined
		total += value
	}
	return CHARACTERS[total % 43]
}

/**
 * Reads a HIBC code, primary (`+A123BJC5D6E71G`), secondary or both joined by a slash, with or without the asterisks
 * printed around it. A wrong check character is reported in `hasValidCheck`. A date of month and year is the month's
 * last day; two-digit years are read as GS1 does. Errors: `not-hibc` without a plus or with other characters than
 * HIBC's 43, `wrong-structure` when the parts do not have their form, `wrong-date`.
 * Source: ANSI/HIBC 2.6, section 2.
 */
export function parseHibc(text: string, now: Date = new Date()): Result<Hibc, HibcError> {
	const bare = text
		.trim()
		.replace(/^\*(.*)\*$/, '$1')
		.toUpperCase()
	// The EU Basic UDI-DI begins with two pluses and is never in a barcode.
	if (!bare.startsWith('+') || bare.startsWith('++')) return err({ code: 'not-hibc' })
	const check = hibcCheckCharacter(bare)
	if (check === undefined || bare.length < 4) return err({ code: 'not-hibc' })
	const { body, hasValidCheck } = splitCheck(bare)
	if (!/^[A-Z]/.test(body)) {
		const read = readSecondary(body.slice(0, -1).split('/'), now)
		return read.ok ? ok({ primary: null, ...read.value, link: body.slice(-1), hasValidCheck }) : read
	}
	const [primary = '', ...segments] = body.split('/')
	if (!/^[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]$/.test(primary)) return err({ code: 'wrong-structure' })
	const read = readSecondary(segments, now)
	return read.ok ? ok({ primary, ...read.value, link: null, hasValidCheck }) : read
}

/** The check character may be a space, which trimming, typing and printing lose (or show as an underscore). */
function splitCheck(bare: string): { body: string; hasValidCheck: boolean } {
	if (hibcCheckCharacter(bare.slice(0, -1)) === bare.slice(-1)) return { body: bare.slice(1, -1), hasValidCheck: true }
	if (hibcCheckCharacter(bare) === ' ') return { body: bare.slice(1), hasValidCheck: true }
	return { body: bare.slice(1, -1), hasValidCheck: false }
}

type Secondary = { -readonly [K in 'lot' | 'serial' | 'quantity' | 'expiresOn' | 'manufacturedOn']: Hibc[K] }

function readSecondary(segments: readonly string[], now: Date): Result<Secondary, HibcError> {
	const found: Secondary = { lot: null, serial: null, quantity: null, expiresOn: null, manufacturedOn: null }
	for (const segment of segments) {
		const problem = readSegment(segment, found, now)
		if (problem) return err({ code: problem })
	}
	return ok(found)
}

/** Table 2 of the standard: what the characters in front of a segment say. */
function readSegment(segment: string, found: Secondary, now: Date): HibcError['code'] | undefined {
	const match = /^(14D|16D|\$\$\+|\$\$|\$\+|\$|S|Q)?(.*)$/.exec(segment)
	const [, flag = '', data = ''] = match ?? []
	switch (flag) {
		case '14D':
			found.expiresOn = readLongDate(data)
			return found.expiresOn === null ? 'wrong-date' : undefined
		case '16D':
			found.manufacturedOn = readLongDate(data)
			return found.manufacturedOn === null ? 'wrong-date' : undefined
		case 'S':
		case '$+':
			found.serial = data
			return data === '' ? 'wrong-structure' : undefined
		case '$':
			found.lot = data
			return data === '' ? 'wrong-structure' : undefined
		case 'Q':
			found.quantity = data
			return /^\d+$/.test(data) ? undefined : 'wrong-structure'
		case '$$':
			return readDated(data, 'lot', found, now)
		case '$$+':
			return readDated(data, 'serial', found, now)
		default:
			// The oldest form: five digits of a Julian expiry date, then the lot.
			return /^\d{5}/.test(data) ? readDated(`5${data}`, 'lot', found, now) : 'wrong-structure'
	}
}

function readLongDate(digits: string): LocalDate | null {
	const date = digits.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
	return isLocalDate(date) ? date : null
}

/** An optional quantity (8 and two digits, 9 and five), an optional date with its flag, then the lot or serial. */
function readDated(text: string, name: 'lot' | 'serial', found: Secondary, now: Date): HibcError['code'] | undefined {
	const counted = /^(?:8(\d{2})|9(\d{5}))(.*)$/.exec(text)
	if (counted) found.quantity = counted[1] ?? counted[2] ?? null
	const dated = readHibcDate(counted?.[3] ?? text, now)
	if (!dated) return 'wrong-date'
	found.expiresOn = dated.date
	found[name] = dated.rest === '' ? null : dated.rest
	return undefined
}
