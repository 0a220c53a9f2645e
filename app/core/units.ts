import type { Language } from '#app/core/localized.ts'
import { type Dimension, UNITS, type Unit } from '#app/core/unit-table.ts'

const byCode = new Map(UNITS.map((unit) => [unit.code, unit]))
const byText = new Map<string, string>()

// First come, first served: the order of the table decides who owns a text that two units share.
for (const unit of UNITS) {
	for (const text of [...unit.aliases, unit.symbol, unit.code]) {
		const key = comparable(text)
		if (!byText.has(key)) byText.set(key, unit.code)
	}
}

/** The unit of a UN/CEFACT Rec 20 code such as `KGM`; undefined when the table does not have it. */
export function unitOf(code: string): Unit | undefined {
	return byCode.get(code)
}

/** Symbols of these are the same in every language; what is counted or packed is named in the reader's. */
const INTERNATIONAL: ReadonlySet<Dimension> = new Set(['mass', 'volume', 'length', 'area'])

/** A unit as it is written behind an amount: `kg`, `pcs`, `件`. A code that is not known stands for itself. */
export function unitSymbol(code: string, language: Language): string {
	const unit = unitOf(code)
	if (!unit) return code
	return language === 'en' || INTERNATIONAL.has(unit.dimension) ? unit.symbol : unit.label[language]
}

/**
 * The Rec 20 code of a unit as a supplier writes it: `kg`, `KG`, `公斤` and `千克` are `KGM`, `ST`, `pcs` and `支` are `H87`.
 * Case, width, spaces and full stops do not count. `ton` is the metric one. Undefined when the text is none of the known
 * ones, among them 斤 and 两, which have no Rec 20 code: then ask the person.
 */
export function unitFromText(text: string): string | undefined {
	return byText.get(comparable(text))
}

/** The symbols of the two units that a refused conversion names by their codes, as `LTR KGM`: what was given, what is kept. */
export function unitsOfMismatch(detail: string, language: Language): { given: string; own: string } {
	const [given = '', own = ''] = detail.split(' ').map((code) => unitSymbol(code, language))
	return { given, own }
}

/** NFKC turns ㎏, ｋｇ, m² and µ into kg, kg, m2 and μ. */
function comparable(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s.]+/gu, '')
		.replaceAll('μ', 'u')
}
