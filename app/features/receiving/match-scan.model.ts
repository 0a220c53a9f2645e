import type { Gs1Element } from '#app/core/gs1/ai-value.ts'
import { elementValue } from '#app/core/gs1/element-string.ts'
import { type RecognisedCode, recogniseCode } from '#app/core/gs1/scan-code.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { convert, type Quantity } from '#app/core/quantity.ts'

/** A line as a scanned code is compared with it. */
export type ScannableLine = {
	id: string
	lotCode: string
	supplierLot: string | null
	gtin: string | null
	unit: string
	status: string
}

/** How the code was written: what the screen says beside "Read as". */
export type ReadAs = 'gs1' | 'digital-link' | 'gtin' | 'sscc' | 'gln' | 'hibc' | 'iccbba' | 'text'

/** What a scanned or typed code says, and the line it belongs to. */
export type ScanReading = {
	text: string
	readAs: ReadAs
	/** Its check digits are right; null where the code has none. */
	checkDigitsRight: boolean | null
	gtin: string | null
	lot: string | null
	serial: string | null
	/** Count (AI 37) or net weight (AI 310n), where the code carries one. */
	quantity: Quantity | null
	lineId: string | null
	/** The quantity in the unit of the line, to begin counting with. */
	counted: string | null
	/** Why no line was found: nothing of this delivery fits, or more than one line does. */
	problem: 'empty' | 'too-long' | 'not-in-delivery' | 'several-lines' | null
}

const NOTHING: Omit<ScanReading, 'text'> = {
	readAs: 'text',
	checkDigitsRight: null,
	gtin: null,
	lot: null,
	serial: null,
	quantity: null,
	lineId: null,
	counted: null,
	problem: null,
}

/** Count and net weight: GS1 General Specifications 3.7.1 (AI 37, pieces) and 3.6.2 (AI 310n, kilograms with n decimals). */
function quantityOf(elements: readonly Gs1Element[]): Quantity | null {
	const weight = elements.find(({ ai }) => /^310\d$/.test(ai))
	if (weight) {
		const decimals = Number(weight.ai.at(-1))
		const digits = weight.value.padStart(decimals + 1, '0')
		const whole = decimals === 0 ? digits : digits.slice(0, -decimals)
		const value = `${whole.replace(/^0+(?=\d)/, '')}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`
		return { value, unit: 'KGM' }
	}
	const count = elementValue(elements, '37')
	return count ? { value: count.replace(/^0+(?=\d)/, ''), unit: 'H87' } : null
}

function elementsRead(code: { elements: readonly Gs1Element[]; wrongCheckDigits: readonly string[] }) {
	const { elements } = code
	return {
		checkDigitsRight: code.wrongCheckDigits.length === 0,
		gtin: elementValue(elements, '01') ?? elementValue(elements, '02') ?? null,
		lot: elementValue(elements, '10') ?? null,
		serial: elementValue(elements, '21') ?? null,
		quantity: quantityOf(elements),
	}
}

function read(code: RecognisedCode): Omit<ScanReading, 'text' | 'lineId' | 'counted' | 'problem'> {
	switch (code.kind) {
		case 'element-string':
			return { ...NOTHING, readAs: 'gs1', ...elementsRead(code) }
		case 'digital-link':
			return { ...NOTHING, readAs: 'digital-link', ...elementsRead(code.link) }
		case 'gtin':
			return { ...NOTHING, readAs: 'gtin', checkDigitsRight: true, gtin: code.gtin }
		case 'hibc':
			return {
				...NOTHING,
				readAs: 'hibc',
				checkDigitsRight: code.hibc.hasValidCheck,
				lot: code.hibc.lot,
				serial: code.hibc.serial,
			}
		case 'iccbba':
			return { ...NOTHING, readAs: 'iccbba', lot: code.lot, serial: code.serial }
		case 'sscc':
		case 'gln':
			return { ...NOTHING, readAs: code.kind, checkDigitsRight: true }
		case 'text':
			return { ...NOTHING, readAs: 'text' }
	}
}

/**
 * Says what a code is and which line of a delivery it belongs to: by lot code, by the supplier's lot code, or by the
 * GTIN where only one open line has it. Whatever standard the code looks like, it is also tried as somebody's own lot
 * code. Compared without case, spaces and dashes.
 */
export function matchScan(given: string, lines: readonly ScannableLine[], now: Date): ScanReading {
	const recognised = recogniseCode(given, now)
	if (!recognised.ok) return { ...NOTHING, text: given.trim().slice(0, 200), problem: recognised.error.code }
	const reading = read(recognised.value)
	const found = findLines(recognised.value.text, reading, lines)
	const [line] = found
	const base = { ...reading, text: recognised.value.text }
	if (!line) return { ...base, lineId: null, counted: null, problem: 'not-in-delivery' }
	if (found.length > 1) return { ...base, lineId: null, counted: null, problem: 'several-lines' }
	const counted = reading.quantity ? convert(reading.quantity, line.unit) : null
	return { ...base, lineId: line.id, counted: counted?.ok ? counted.value.value : null, problem: null }
}

function findLines(
	text: string,
	reading: { lot: string | null; gtin: string | null },
	lines: readonly ScannableLine[],
): readonly ScannableLine[] {
	const codes = new Set([reading.lot, text].flatMap((code) => (code ? [normaliseCode(code)] : [])))
	const byLot = lines.filter((line) => codes.has(normaliseCode(line.lotCode)))
	if (byLot.length > 0) return byLot
	const bySupplierLot = lines.filter((line) => line.supplierLot && codes.has(normaliseCode(line.supplierLot)))
	if (bySupplierLot.length > 0) return bySupplierLot
	if (!reading.gtin || reading.lot) return []
	return lines.filter((line) => line.gtin === reading.gtin && line.status === 'pending')
}
