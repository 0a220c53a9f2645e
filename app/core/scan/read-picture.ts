import { readCode128 } from './code-128.ts'
import { readEan13 } from './ean-13.ts'

/** A picture as a canvas gives it: four bytes a point, line by line. */
export type Picture = { readonly data: ArrayLike<number>; readonly width: number; readonly height: number }

/** Lines that are looked along, across and up the picture. */
const LINES = 24
/** Lines that must say the same: a smudge can pass one check by chance. */
const AGREEING = 2
/** Light and dark nearer than this are paper, not bars. */
const LEAST_CONTRAST = 40

/** How bright the points along a line are, 0 to 255. */
function brightness({ data, width, height }: Picture, line: number, upright: boolean): number[] {
	const length = upright ? height : width
	return Array.from({ length }, (_, index) => {
		const at = 4 * (upright ? index * width + line : line * width + index)
		return ((data[at] ?? 0) * 3 + (data[at + 1] ?? 0) * 6 + (data[at + 2] ?? 0)) / 10
	})
}

/**
 * Widths of light and dark along a line, the first light. What counts as dark follows the light around it, since labels lie
 * half in shadow; edges are placed between points.
 */
export function runsOf(values: readonly number[]): number[] {
	const reach = Math.max(12, Math.round(values.length / 16))
	const limits = values.map((_, index) => {
		const around = values.slice(Math.max(0, index - reach), index + reach + 1)
		const [low, high] = [Math.min(...around), Math.max(...around)]
		return high - low < LEAST_CONTRAST ? -1 : (low + high) / 2
	})
	const runs: number[] = []
	let dark = false
	let since = 0
	for (let index = 1; index < values.length; index++) {
		const [value = 0, limit = 0] = [values[index], limits[index]]
		if (value < limit === dark) continue
		const before = values[index - 1] ?? 0
		const part = value === before ? 0 : Math.min(Math.max((limit - before) / (value - before), 0), 1)
		const edge = index - 1 + part
		runs.push(edge - since)
		since = edge
		dark = !dark
	}
	runs.push(values.length - since)
	return runs
}

const readLine = (runs: readonly number[]): string | null => readCode128(runs) ?? readEan13(runs)

/**
 * Reads a bar code (Code 128 and GS1-128, EAN-13, UPC-A) out of a picture, however it is turned by quarters. Answers what a
 * hand scanner would send, or null.
 */
export function readPicture(picture: Picture): string | null {
	const seen = new Map<string, number>()
	for (const upright of [false, true]) {
		const across = upright ? picture.width : picture.height
		for (let line = 1; line < LINES; line++) {
			const runs = runsOf(brightness(picture, Math.floor((across * line) / LINES), upright))
			// From the other end the last run has to be light too.
			const back = runs.length % 2 === 1 ? runs.toReversed() : runs.slice(0, -1).toReversed()
			const code = readLine(runs) ?? readLine(back)
			if (code === null) continue
			const times = (seen.get(code) ?? 0) + 1
			if (times >= AGREEING) return code
			seen.set(code, times)
		}
	}
	return null
}
