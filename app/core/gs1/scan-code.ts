import { bareDigits, type KeyError, parseGln, parseGtin, parseSscc } from '#app/core/gs1/check-digit.ts'
import { type DigitalLink, type LinkError, parseDigitalLink } from '#app/core/gs1/digital-link.ts'
import {
	type ElementString,
	type ElementStringError,
	GROUP_SEPARATOR,
	GS1_SYMBOLOGY,
	parseElementString,
} from '#app/core/gs1/element-string.ts'
import { type Hibc, type HibcError, parseHibc } from '#app/core/gs1/hibc.ts'
import { type IccbbaError, parseIccbba } from '#app/core/gs1/iccbba.ts'
import { type Udi, udiOfElements, udiOfHibc, udiOfIccbba } from '#app/core/gs1/udi.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { err, ok, type Result } from '#app/core/result.ts'

/**
 * What a text is. `text` is always what was given, trimmed and without a foreign symbology identifier, so that a search
 * can also try it as somebody's own code: a lot code of 8, 12, 13, 14 or 18 digits can look like a key by chance
 * (`isCertain` is false then).
 */
export type RecognisedCode = { readonly text: string; readonly isCertain: boolean } & (
	| ({ readonly kind: 'element-string'; readonly udi: Udi | null } & ElementString)
	| { readonly kind: 'digital-link'; readonly link: DigitalLink; readonly udi: Udi | null }
	/** 14 digits. Thirteen written digits may as well be a location: `gln` holds them then. */
	| { readonly kind: 'gtin'; readonly gtin: string; readonly gln: string | null }
	| { readonly kind: 'sscc'; readonly sscc: string }
	| { readonly kind: 'gln'; readonly gln: string }
	| { readonly kind: 'hibc'; readonly hibc: Hibc; readonly udi: Udi | null }
	| { readonly kind: 'iccbba'; readonly udi: Udi | null; readonly lot: string | null; readonly serial: string | null }
	/** A lot code, order number or anything else; `suspected` when it looks like a standard code that has a mistake. */
	| { readonly kind: 'text'; readonly normalised: string; readonly suspected: Suspicion | null }
)

export type Suspicion =
	| { readonly kind: 'element-string'; readonly error: ElementStringError }
	| { readonly kind: 'digital-link'; readonly error: LinkError }
	| { readonly kind: 'gtin' | 'sscc' | 'gln'; readonly error: KeyError }
	| { readonly kind: 'hibc'; readonly error: HibcError }
	| { readonly kind: 'iccbba'; readonly error: IccbbaError }

const MAX_LENGTH = 2000

/** EAN, plain Code 128, QR and the like say nothing of what is in them. ISO/IEC 15424, table 1. */
const OTHER_SYMBOLOGY = /^\][ACEFILQdejz][0-9]/

/** An address that has an identifier and digits one after the other in its path. */
const LIKE_A_LINK = /\/(?:0[01]|25[35]|40[12]|41[47]|80(?:0[346]|1[0378]))\/\d/

/**
 * Says what a person typed, pasted or scanned. Wrong check digits inside of element strings, links and HIBC codes are
 * reported in the result; a bare number with a wrong check digit is plain text with a suspicion.
 * Errors: `empty`; `too-long` beyond 2,000 characters.
 */
export function recogniseCode(
	given: string,
	now: Date = new Date(),
): Result<RecognisedCode, { code: 'empty' | 'too-long' }> {
	if (given.length > MAX_LENGTH) return err({ code: 'too-long' })
	const text = given.trim()
	const bare = GS1_SYMBOLOGY.test(text) ? text : text.replace(OTHER_SYMBOLOGY, '')
	if (bare.replaceAll(GROUP_SEPARATOR, '') === '') return err({ code: 'empty' })
	return ok(
		recogniseLink(bare, now) ??
			recogniseOtherAgency(bare, now) ??
			recogniseLabelled(bare) ??
			recogniseDigits(bare) ??
			recogniseElements(bare, now) ??
			plain(bare, null),
	)
}

function recogniseLink(text: string, now: Date): RecognisedCode | undefined {
	if (!/^https?:\/\//i.test(text)) return undefined
	const parsed = parseDigitalLink(text, { checkDigits: 'report', carrier: 'one-of-several', now })
	if (!parsed.ok) return plain(text, LIKE_A_LINK.test(text) ? { kind: 'digital-link', error: parsed.error } : null)
	return {
		kind: 'digital-link',
		text,
		isCertain: true,
		link: parsed.value,
		udi: udiOfElements(parsed.value.elements, now),
	}
}

function recogniseOtherAgency(text: string, now: Date): RecognisedCode | undefined {
	if (/^\*?\+/.test(text)) {
		const parsed = parseHibc(text, now)
		// A telephone number also begins with a plus and a digit.
		if (!parsed.ok) return plain(text, /^\*?\+[a-z$]/i.test(text) ? { kind: 'hibc', error: parsed.error } : null)
		const hibc = parsed.value
		if (hibc.primary === null && !hibc.hasValidCheck) return plain(text, null)
		return { kind: 'hibc', text, isCertain: hibc.hasValidCheck, hibc, udi: udiOfHibc(hibc) }
	}
	if (!/^[=&]/.test(text)) return undefined
	const parsed = parseIccbba(text)
	if (!parsed.ok)
		return plain(text, parsed.error.code === 'not-iccbba' ? null : { kind: 'iccbba', error: parsed.error })
	const { lot, serial } = parsed.value
	return { kind: 'iccbba', text, isCertain: true, udi: udiOfIccbba(parsed.value), lot, serial }
}

/** `GTIN 08717648200274`, `SSCC: 1 0614141 234567890 8`: the word decides. */
function recogniseLabelled(text: string): RecognisedCode | undefined {
	const [, word = '', rest = ''] =
		/^(gtin|ean|upc|sscc|nve|gln|iln)(?:-\d{1,2})?\s*[:：#]?\s*(\d[\d\s-]*)$/i.exec(text) ?? []
	switch (word.toLowerCase()) {
		case 'gtin':
		case 'ean':
		case 'upc':
			return bareKey({ text, digits: rest, kind: 'gtin', isCertain: true })
		case 'sscc':
		case 'nve':
			return bareKey({ text, digits: rest, kind: 'sscc', isCertain: true })
		case 'gln':
		case 'iln':
			return bareKey({ text, digits: rest, kind: 'gln', isCertain: true })
		default:
			return undefined
	}
}

function recogniseDigits(text: string): RecognisedCode | undefined {
	const digits = bareDigits(text)
	if (/^(?:\d{8}|\d{12,14})$/.test(digits)) return bareKey({ text, digits, kind: 'gtin', isCertain: false })
	if (/^\d{18}$/.test(digits)) return bareKey({ text, digits, kind: 'sscc', isCertain: false })
	return undefined
}

type Bare = { text: string; digits: string; kind: 'gtin' | 'sscc' | 'gln'; isCertain: boolean }

function bareKey({ text, digits, kind, isCertain }: Bare): RecognisedCode {
	const parsed = { gtin: parseGtin, sscc: parseSscc, gln: parseGln }[kind](digits)
	if (!parsed.ok) return plain(text, { kind, error: parsed.error })
	if (kind === 'sscc') return { kind, text, isCertain, sscc: parsed.value }
	if (kind === 'gln') return { kind, text, isCertain, gln: parsed.value }
	const gln = !isCertain && bareDigits(digits).length === 13 ? bareDigits(digits) : null
	return { kind, text, isCertain, gtin: parsed.value, gln }
}

/** Brackets, separators or a symbology identifier are proof; bare digits must be right in everything to count. */
function recogniseElements(text: string, now: Date): RecognisedCode | undefined {
	const isMarked =
		GS1_SYMBOLOGY.test(text) || /^[(（]\d{2,4}[)）]|<GS>|\u241d/i.test(text) || text.includes(GROUP_SEPARATOR)
	const written = isMarked ? text : (asBracketed(text) ?? text)
	if (!isMarked && written === text && !/^(?:0[0-2]|8006)\d{14}/.test(text)) return undefined
	const parsed = parseElementString(written, {
		carrier: 'one-of-several',
		checkDigits: isMarked ? 'report' : 'refuse',
		now,
	})
	if (!parsed.ok) return plain(text, { kind: 'element-string', error: parsed.error })
	const udi = udiOfElements(parsed.value.elements, now)
	return { kind: 'element-string', text, isCertain: isMarked, udi, ...parsed.value }
}

/** `01 08717648200274 10 XA26-0003`: read off a label with spaces where the brackets are. */
function asBracketed(text: string): string | undefined {
	if (!/^(?:0[0-2]\s+\d{14}|00\s+\d{18}|8006\s+\d{18})(?:\s+\d{2,4}\s+\S+)*$/.test(text)) return undefined
	return text.replaceAll(/(\S+)\s+(\S+)\s*/g, '($1)$2')
}

function plain(text: string, suspected: Suspicion | null): RecognisedCode {
	return { kind: 'text', text, isCertain: false, normalised: normaliseCode(text), suspected }
}
