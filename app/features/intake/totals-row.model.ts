import { cleanValue } from './clean-value.model.ts'
import { numberShape } from './number-text.model.ts'

const WORDS =
	'(?:grand\\s?total|sub\\s?total|total\\s?général|sous\\s?total|total|sum|summe|gesamt|gesamtsumme|zwischensumme|somme|合计|总计|小计|共计|总和|累计|合計|總計)'
const LABEL = new RegExp(`^${WORDS}(?:\\s*[/|]\\s*${WORDS})?\\s*[:：]?$`, 'iu')

/**
 * Whether a row holds sums and no lot: its one text is a word such as `Total`, `Summe` or `合计`, all else is numbers or
 * empty. `Total hip stem` is an item, and a row with a lot code beside the word is a lot.
 */
export function isTotalsRow(values: readonly string[]): boolean {
	let labels = 0
	for (const value of values) {
		const cleaned = cleanValue(value)
		if (cleaned === '') continue
		if (LABEL.test(cleaned)) labels++
		else if (!numberShape(cleaned)) return false
	}
	return labels > 0
}
