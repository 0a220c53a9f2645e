import { normaliseCode } from '#app/core/normalise-code.ts'
import { lotKey } from './clean-value.model.ts'
import type { RowProblem } from './import.model.ts'
import { type Place, rowProblem } from './row-problem.model.ts'

/** As long as the longest lot code that a label of ours can carry. */
const LONGEST_CODE = 64
/** What a spreadsheet makes of a long number: 1.23457E+11. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d{1,2}$/iu

/**
 * Checks the lot codes of one file in the order of its rows. Codes: `empty-lot-code`, `lot-code-too-long`,
 * `lot-code-damaged`, `lot-exists` (registered already), `duplicate-in-file` (names the first row with it) and, as a
 * warning, `similar-in-file`. Of several problems the first is given. A code that is wrong in itself is not remembered.
 */
export function createLotCodeChecker(existing: ReadonlySet<string>): (place: Place) => RowProblem | null {
	const rowByKey = new Map<string, number>()
	const rowByForm = new Map<string, number>()
	return (place) => {
		const code = place.value
		if (code === '') return rowProblem(place, 'empty-lot-code')
		if (code.length > LONGEST_CODE) return rowProblem(place, 'lot-code-too-long', { detail: code.length })
		if (SCIENTIFIC.test(code)) return rowProblem(place, 'lot-code-damaged')
		const key = lotKey(code)
		const form = normaliseCode(code)
		const same = rowByKey.get(key)
		const similar = rowByForm.get(form)
		if (same === undefined) rowByKey.set(key, place.row)
		if (similar === undefined) rowByForm.set(form, place.row)
		if (existing.has(key)) return rowProblem(place, 'lot-exists')
		if (same !== undefined) return rowProblem(place, 'duplicate-in-file', { detail: same })
		return similar === undefined || form === '' ? null : rowProblem(place, 'similar-in-file', { detail: similar })
	}
}
