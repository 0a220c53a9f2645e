import { CHARACTER_SET_82, isInCharacterSet } from '#app/core/gs1/character-sets.ts'
import { err, ok, type Result } from '#app/core/result.ts'

/** `not-digits`: something else than digits; `wrong-length`: no such key; `wrong-check-digit`: mistyped somewhere. */
export type KeyErrorCode = 'not-digits' | 'wrong-length' | 'wrong-check-digit'
export type KeyError = { code: KeyErrorCode }

/**
 * The check digit that belongs after a row of digits: weights 3 and 1 from the right, modulo 10.
 * Throws a RangeError on anything but digits. Source: GS1 General Specifications, section 7.9.1.
 */
export function checkDigitFor(digits: string): string {
	if (!/^\d+$/.test(digits)) throw new RangeError('A check digit belongs to digits')
	let total = 0
	for (let i = 0; i < digits.length; i++) {
		total += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
	}
	return String((10 - (total % 10)) % 10)
}

/** Whether the last digit is the check digit of the others. */
export function hasValidCheckDigit(digits: string): boolean {
	return /^\d{2,}$/.test(digits) && checkDigitFor(digits.slice(0, -1)) === digits.slice(-1)
}

/**
 * The 14 digits of a GTIN-8, GTIN-12, GTIN-13 or GTIN-14 as typed; spaces and hyphens do not count.
 * Errors: `not-digits`, `wrong-length`, `wrong-check-digit`.
 */
export function parseGtin(text: string): Result<string, KeyError> {
	const digits = parseKey(text, [8, 12, 13, 14])
	return digits.ok ? ok(digits.value.padStart(14, '0')) : digits
}

/** The 13 digits of a Global Location Number as typed. Errors: `not-digits`, `wrong-length`, `wrong-check-digit`. */
export function parseGln(text: string): Result<string, KeyError> {
	return parseKey(text, [13])
}

/** The 18 digits of a Serial Shipping Container Code as typed. Errors: `not-digits`, `wrong-length`, `wrong-check-digit`. */
export function parseSscc(text: string): Result<string, KeyError> {
	return parseKey(text, [18])
}

/**
 * The check digit that a mistyped key of digits should end in, were its other digits right; null for anything but digits.
 * For messages: which digit is wrong, only the source knows.
 */
export function rightCheckDigit(text: string): string | null {
	const digits = bareDigits(text)
	return /^\d{2,}$/.test(digits) ? checkDigitFor(digits.slice(0, -1)) : null
}

/**
 * A Global Returnable Asset Identifier as typed: 13 digits with their check digit, a zero before them as AI 8003 has it or
 * not, and up to 16 characters of a serial number. Answered with the zero.
 * Errors: `not-digits`, `wrong-length`, `wrong-check-digit`. Source: GS1 General Specifications, sections 2.3.1 and 3.9.4.
 */
export function parseGrai(text: string): Result<string, KeyError> {
	const { digits, serial } = graiParts(text)
	const type = parseKey(digits, [13])
	if (!type.ok) return type
	if (serial.length > 16) return err({ code: 'wrong-length' })
	return isInCharacterSet(serial, 'X') ? ok(`0${type.value}${serial}`) : err({ code: 'not-digits' })
}

/** The 13 digits of a GRAI's asset type as far as they were typed, and what follows them. */
export function graiParts(text: string): { digits: string; serial: string } {
	const typed = text.normalize('NFKC').trim()
	const zero = /^0[\s\p{Pd}]*(?=(?:\d[\s\p{Pd}]*){13})/u.exec(typed)?.[0] ?? ''
	const rest = typed.slice(zero.length)
	const digits = /^(?:\d[\s\p{Pd}]*){0,13}/u.exec(rest)?.[0] ?? ''
	return { digits: bareDigits(digits), serial: rest.slice(digits.length) }
}

/** Digits as people type and labels print them, with spaces and hyphens between. */
export function bareDigits(text: string): string {
	return text.normalize('NFKC').replace(/[\s\p{Pd}]+/gu, '')
}

function parseKey(text: string, lengths: readonly number[]): Result<string, KeyError> {
	const digits = bareDigits(text)
	if (!/^\d+$/.test(digits)) return err({ code: 'not-digits' })
	if (!lengths.includes(digits.length)) return err({ code: 'wrong-length' })
	return hasValidCheckDigit(digits) ? ok(digits) : err({ code: 'wrong-check-digit' })
}

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]
const CHECK_CHARACTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * Whether a Global Model Number (the EU Basic UDI-DI) of up to 25 characters ends in its pair of check characters: prime
 * weights from the right, modulo 1021, written in base 32. Source: GS1 General Specifications, section 7.9.5.
 */
export function hasValidGmnCheck(gmn: string): boolean {
	const body = gmn.slice(0, -2)
	if (body.length === 0 || body.length > PRIMES.length) return false
	let total = 0
	for (let i = 0; i < body.length; i++) {
		const weight = CHARACTER_SET_82.indexOf(body.charAt(body.length - 1 - i))
		if (weight < 0) return false
		total += weight * (PRIMES[i] ?? 0)
	}
	const check = total % 1021
	return gmn.endsWith(CHECK_CHARACTERS.charAt(check >> 5) + CHECK_CHARACTERS.charAt(check & 31))
}
