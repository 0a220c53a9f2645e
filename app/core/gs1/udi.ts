import type { Gs1Element } from '#app/core/gs1/ai-value.ts'
import { hasValidCheckDigit } from '#app/core/gs1/check-digit.ts'
import { type ElementStringError, elementValue, parseElementString } from '#app/core/gs1/element-string.ts'
import { parseGs1Date } from '#app/core/gs1/gs1-date.ts'
import { type Hibc, parseHibc } from '#app/core/gs1/hibc.ts'
import { type Iccbba, parseIccbba } from '#app/core/gs1/iccbba.ts'
import type { LocalDate } from '#app/core/local-date.ts'
import { err, ok, type Result } from '#app/core/result.ts'

/** A unique device identifier: the model (DI) and what its label says of this very device (PI). */
export interface Udi {
	readonly issuer: 'gs1' | 'hibcc' | 'iccbba'
	/** As device databases keep it: 14 digits for GS1, without plus and check character for HIBCC. */
	readonly di: string
	readonly lot: string | null
	readonly serial: string | null
	readonly expiresOn: LocalDate | null
	readonly manufacturedOn: LocalDate | null
	/** Donation number of a device of human tissue (ICCBBA only). */
	readonly donation: string | null
	/** False when the check digit or character is wrong: warn when reading, refuse when registering. */
	readonly hasValidCheck: boolean
}

export type UdiError =
	| ElementStringError
	| { readonly code: 'not-a-udi' | 'no-device-identifier' | 'wrong-structure' | 'wrong-date' }

/**
 * Reads a UDI as scanned, typed or pasted. The first character tells the issuing agency: a bracket, digit or symbology
 * identifier GS1, `+` (or a printed `*+`) HIBCC, `=` or `&` ICCBBA. A wrong check digit or character is reported, not refused.
 * Errors: `not-a-udi`; `no-device-identifier` when only production identifiers are there, as in a HIBC secondary code;
 * `wrong-structure` (HIBCC), `wrong-date`, and those of `parseElementString`.
 * Source: FDA, UDI formats by accredited issuing agency, 2017.
 */
export function recogniseUdi(text: string, now: Date = new Date()): Result<Udi, UdiError> {
	const code = text.trim().normalize('NFKC')
	if (/^[(\d\]\u241d]/.test(code)) {
		const parsed = parseElementString(code, { carrier: 'one-of-several', checkDigits: 'report', now })
		return parsed.ok ? orMissing(udiOfElements(parsed.value.elements, now)) : parsed
	}
	if (/^\*?\+/.test(code)) {
		const parsed = parseHibc(code, now)
		if (parsed.ok) return orMissing(udiOfHibc(parsed.value))
		return err({ code: parsed.error.code === 'not-hibc' ? 'not-a-udi' : parsed.error.code })
	}
	if (/^[=&]/.test(code)) {
		const parsed = parseIccbba(code)
		if (parsed.ok) return orMissing(udiOfIccbba(parsed.value))
		return err({ code: parsed.error.code === 'not-iccbba' ? 'not-a-udi' : parsed.error.code })
	}
	return err({ code: 'not-a-udi' })
}

/** The UDI of GS1 elements, which may also come from a Digital Link; null without a GTIN. */
export function udiOfElements(elements: readonly Gs1Element[], now: Date = new Date()): Udi | null {
	const di = elementValue(elements, '01')
	if (di === undefined) return null
	return {
		issuer: 'gs1',
		di,
		lot: elementValue(elements, '10') ?? null,
		serial: elementValue(elements, '21') ?? null,
		expiresOn: readDate(elementValue(elements, '17') ?? elementValue(elements, '7003')?.slice(0, 6), now),
		manufacturedOn: readDate(elementValue(elements, '11'), now),
		donation: null,
		hasValidCheck: hasValidCheckDigit(di),
	}
}

/** The UDI of a HIBC code; null for a secondary code, which does not name the device. */
export function udiOfHibc({ primary, lot, serial, expiresOn, manufacturedOn, hasValidCheck }: Hibc): Udi | null {
	if (primary === null) return null
	return { issuer: 'hibcc', di: primary, lot, serial, expiresOn, manufacturedOn, donation: null, hasValidCheck }
}

/** The UDI of an ISBT 128 text; null without a device identifier. */
export function udiOfIccbba({ di, ...production }: Iccbba): Udi | null {
	return di === null ? null : { issuer: 'iccbba', di, ...production, hasValidCheck: true }
}

const orMissing = (udi: Udi | null): Result<Udi, UdiError> => (udi ? ok(udi) : err({ code: 'no-device-identifier' }))

function readDate(digits: string | undefined, now: Date): LocalDate | null {
	const date = digits === undefined ? undefined : parseGs1Date(digits, now)
	return date?.ok ? date.value : null
}
