import { dateOfYearDay, type LocalDate } from '#app/core/local-date.ts'
import { err, ok, type Result } from '#app/core/result.ts'

/** What an ISBT 128 device label says. */
export interface Iccbba {
	/** Processor, product and description code; or maker and catalogue number of a blood bag. */
	readonly di: string | null
	readonly serial: string | null
	readonly lot: string | null
	/** Donation identification number with its flag characters. */
	readonly donation: string | null
	readonly expiresOn: LocalDate | null
	readonly manufacturedOn: LocalDate | null
}

export type IccbbaError = { code: 'not-iccbba' | 'wrong-date' }

type Field = keyof Iccbba

/** Data identifiers in the order in which they must be tried: `=` with a letter or digit is a donation. */
const STRUCTURES: readonly (readonly [RegExp, Field | null])[] = [
	// A compound message only says which structures follow.
	[/^=\+(\d{5})/, null],
	[/^=\/([A-Z0-9]{1,16})/, 'di'],
	[/^=\)([A-Z0-9]{10})/, 'di'],
	[/^=,([A-Z0-9]{1,6})/, 'serial'],
	[/^&,1([A-Z0-9]{1,18})/, 'lot'],
	[/^&\)([A-Z0-9]{10})/, 'lot'],
	[/^=>(\d{6})/, 'expiresOn'],
	[/^=\}(\d{6})/, 'manufacturedOn'],
	[/^=([A-NP-Z1-9][A-Z0-9]{14})/, 'donation'],
]

/**
 * Reads an ISBT 128 device identifier text, such as `=/A9999XYZ100T0944=,000025=>014032&,1000000000000XYZ123`. It has no check
 * character. Errors: `not-iccbba` when any part of the text is no known structure, `wrong-date`.
 * Source: ICCBBA ST-011, section 5; FDA, UDI formats by accredited issuing agency, 2017.
 */
export function parseIccbba(text: string): Result<Iccbba, IccbbaError> {
	const found: { -readonly [K in Field]: Iccbba[K] } = {
		di: null,
		serial: null,
		lot: null,
		donation: null,
		expiresOn: null,
		manufacturedOn: null,
	}
	let rest = text.trim().replace(/\s+/g, '')
	if (rest === '') return err({ code: 'not-iccbba' })
	while (rest !== '') {
		const taken = takeStructure(rest)
		if (!taken) return err({ code: 'not-iccbba' })
		rest = rest.slice(taken.length)
		if (taken.field === null) continue
		const isDate = taken.field === 'expiresOn' || taken.field === 'manufacturedOn'
		const value = isDate ? readYearDay(taken.data) : taken.data
		if (value === undefined) return err({ code: 'wrong-date' })
		found[taken.field] = value
	}
	return ok(found)
}

function takeStructure(text: string): { field: Field | null; data: string; length: number } | undefined {
	for (const [form, field] of STRUCTURES) {
		const match = form.exec(text)
		if (match) return { field, data: match[1] ?? '', length: match[0].length }
	}
	return undefined
}

/** Three digits of the year (from 900 on, of the last century) and three of the day in it. */
function readYearDay(digits: string): LocalDate | undefined {
	const year = Number(digits.slice(0, 3))
	return dateOfYearDay(year >= 900 ? 1000 + year : 2000 + year, Number(digits.slice(3)))
}
