import { toSVG } from 'bwip-js/node'
import type { Gs1Element } from '#app/core/gs1/ai-value.ts'
import { buildDigitalLink } from '#app/core/gs1/digital-link.ts'
import { formatElementString } from '#app/core/gs1/element-string.ts'
import type { LotRecord } from './lots.queries.server.ts'

/** What is printed on a lot's label. Codes are addresses of pictures, dark on white in either mode so that they scan. */
export type LotLabel = {
	/** GS1 DataMatrix with GTIN, lot and dates; null where the item has no GTIN or the code does not fit AI (10). */
	dataMatrix: string | null
	/** The element string under it, as printed for people. */
	elements: string | null
	/** QR code: the GS1 Digital Link of the lot, or this portal's address of it where there is no GTIN. */
	qr: string
	link: string
	/** Code 128 of the lot code, for hand scanners of the warehouse; null for codes beyond ASCII. */
	barcode: string | null
}

function picture(options: { bcid: string; text: string; height?: number }): string {
	const svg = toSVG({ ...options, scale: 3, padding: 2, backgroundcolor: 'FFFFFF' })
	return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}

const yymmdd = (date: string): string => date.slice(2).replaceAll('-', '')

/** GTIN, lot and dates of a lot as GS1 elements; empty without a GTIN. */
export function elementsOf(lot: Pick<LotRecord, 'gtin' | 'code' | 'expiresOn' | 'manufacturedOn'>): Gs1Element[] {
	if (!lot.gtin) return []
	return [
		{ ai: '01', value: lot.gtin },
		{ ai: '10', value: lot.code },
		...(lot.manufacturedOn ? [{ ai: '11', value: yymmdd(lot.manufacturedOn) }] : []),
		...(lot.expiresOn ? [{ ai: '17', value: yymmdd(lot.expiresOn) }] : []),
	]
}

/**
 * Draws the codes of a lot's label. The Digital Link leads to this portal's public page, as GS1 Digital Link URI Syntax
 * 1.5, section 4 allows for any domain. A code that cannot be drawn is left out.
 */
export function drawLabel(lot: LotRecord, baseUrl: string): LotLabel {
	const elements = elementsOf(lot)
	const printed = formatElementString(elements, 'bracketed')
	const link = buildDigitalLink(elements.slice(0, 2), { stem: baseUrl })
	const address = link.ok ? link.value : `${baseUrl}/lots/${lot.id}`
	const fits = elements.length > 0 && printed.ok
	return {
		dataMatrix: fits ? picture({ bcid: 'gs1datamatrix', text: printed.value }) : null,
		elements: fits ? printed.value : null,
		qr: picture({ bcid: 'qrcode', text: address }),
		link: address,
		barcode: /^[\x20-\x7e]+$/.test(lot.code) ? picture({ bcid: 'code128', text: lot.code, height: 10 }) : null,
	}
}
