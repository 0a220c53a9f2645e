/** The name of a column in a spreadsheet: 0 is A, 25 Z, 26 AA. */
export function columnLetter(index: number): string {
	let rest = index + 1
	let letters = ''
	while (rest > 0) {
		letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
		rest = Math.floor((rest - 1) / 26)
	}
	return letters
}

/** The index, from 0, of a column by its letters. */
export function columnIndex(letters: string): number {
	let index = 0
	for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64
	return index - 1
}
