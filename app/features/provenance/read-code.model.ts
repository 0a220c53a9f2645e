import { parseGtin } from '#app/core/gs1/check-digit.ts'
import { buildDigitalLink, parseDigitalLink } from '#app/core/gs1/digital-link.ts'
import { elementValue } from '#app/core/gs1/element-string.ts'
import { recogniseCode } from '#app/core/gs1/scan-code.ts'

/** What a code says of a product: which, which lot, which piece. A GTIN has 14 digits. */
export type ProductCode = { gtin: string; lot: string | null; serial: string | null }

export type ReadCode =
	| ({ kind: 'product' } & ProductCode)
	/** No product named: somebody's own code, such as a lot code alone. */
	| { kind: 'text'; text: string }
	/** A standard code of another agency (HIBCC, ICCBBA): read, but products are known here by their GTIN. */
	| { kind: 'other-agency'; di: string; lot: string | null }
	/** Looks like a product code with a mistake in it. */
	| { kind: 'mistyped' }
	| { kind: 'empty' }

/**
 * What a typed, pasted or scanned text says of a product: element string, Digital Link, UDI, GTIN. `lot` is a lot
 * typed beside it, for codes that name none.
 */
export function readCode(text: string, lot: string, now: Date): ReadCode {
	const recognised = recogniseCode(text, now)
	if (!recognised.ok) return { kind: 'empty' }
	const code = recognised.value
	const beside = lot.trim() || null
	switch (code.kind) {
		case 'element-string':
		case 'digital-link': {
			const elements = code.kind === 'digital-link' ? code.link.elements : code.elements
			const wrong = code.kind === 'digital-link' ? code.link.wrongCheckDigits : code.wrongCheckDigits
			const gtin = elementValue(elements, '01')
			if (!gtin) {
				const ownLot = elementValue(elements, '10')
				return ownLot ? { kind: 'text', text: ownLot } : { kind: 'mistyped' }
			}
			if (wrong.includes('01')) return { kind: 'mistyped' }
			return {
				kind: 'product',
				gtin,
				lot: elementValue(elements, '10') ?? beside,
				serial: elementValue(elements, '21') ?? null,
			}
		}
		case 'gtin':
			return { kind: 'product', gtin: code.gtin, lot: beside, serial: null }
		case 'hibc':
		case 'iccbba':
			return { kind: 'other-agency', di: code.udi?.di ?? code.text, lot: code.udi?.lot ?? beside }
		case 'text':
			return code.suspected ? { kind: 'mistyped' } : { kind: 'text', text: code.text }
		default:
			return { kind: 'text', text: code.text }
	}
}

/**
 * What an address of this portal says, read as a GS1 Digital Link whatever stands before `/01/`. A GTIN written with
 * fewer than 14 digits and a slash at the end are forgiven. Null when it is none, or its check digit is wrong.
 */
export function readLink(url: URL): ProductCode | null {
	const [, before = '', digits = '', rest = ''] =
		/^(.*\/01\/)(\d{8,14})(\/.*)?$/.exec(url.pathname.replace(/\/+$/, '')) ?? []
	const gtin = parseGtin(digits)
	if (!gtin.ok) return null
	const link = parseDigitalLink(`https://here${before}${gtin.value}${rest}${url.search}`)
	if (!link.ok || link.value.key.ai !== '01') return null
	const { elements } = link.value
	return { gtin: gtin.value, lot: elementValue(elements, '10') ?? null, serial: elementValue(elements, '21') ?? null }
}

/** The path of the public page of a product or lot. Null for what no link can carry (a lot code outside of GS1's characters). */
export function publicPath({ gtin, lot, serial }: ProductCode): string | null {
	const elements = [
		{ ai: '01', value: gtin },
		...(lot ? [{ ai: '10', value: lot }] : []),
		...(serial ? [{ ai: '21', value: serial }] : []),
	]
	const built = buildDigitalLink(elements, { stem: 'https://here' })
	return built.ok ? built.value.slice('https://here'.length) : null
}
