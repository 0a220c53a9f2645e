import { hasValidCheckDigit } from '#app/core/gs1/check-digit.ts'

/** Widths of a digit, left half with odd parity; even parity is the same backwards. ISO/IEC 15420, table 1. */
const DIGITS = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'].map((text) =>
	[...text].map(Number),
)
/** Which of the six left digits have even parity, by the first digit. */
const PARITIES = ['000000', '001011', '001101', '001110', '010011', '011001', '011100', '010101', '010110', '011010']
const MODULES = 7
/** Guard, six digits, centre, six digits, guard. */
const RUNS = 3 + 24 + 5 + 24 + 3
const TOLERANCE = 1.4

function digitAt(runs: readonly number[], at: number, backwards: boolean): number | null {
	const own = runs.slice(at, at + 4)
	const total = own.reduce((all, run) => all + run, 0)
	let best = { digit: -1, off: TOLERANCE }
	for (const [digit, widths] of DIGITS.entries()) {
		const off = own.reduce((all, run, index) => {
			const width = widths[backwards ? 3 - index : index] ?? 0
			return all + Math.abs((run * MODULES) / total - width)
		}, 0)
		if (off < best.off) best = { digit, off }
	}
	return best.digit < 0 ? null : best.digit
}

/** Whether runs are all about one module wide. */
function isGuard(runs: readonly number[], at: number, count: number, module: number): boolean {
	for (let index = 0; index < count; index++) {
		const run = runs[at + index] ?? 0
		if (run < module * 0.4 || run > module * 1.7) return false
	}
	return true
}

function readAt(runs: readonly number[], at: number): string | null {
	const module = runs.slice(at, at + RUNS).reduce((all, run) => all + run, 0) / 95
	if ((runs[at - 1] ?? 0) < module * 4) return null
	if (!isGuard(runs, at, 3, module) || !isGuard(runs, at + 27, 5, module) || !isGuard(runs, at + 56, 3, module))
		return null
	let parity = ''
	let digits = ''
	for (let index = 0; index < 12; index++) {
		const place = at + 3 + index * 4 + (index < 6 ? 0 : 5)
		const odd = digitAt(runs, place, false)
		const even = index < 6 ? digitAt(runs, place, true) : null
		const digit = odd ?? even
		if (digit === null) return null
		if (index < 6) parity += odd === null ? '1' : '0'
		digits += digit
	}
	const first = PARITIES.indexOf(parity)
	const code = `${first}${digits}`
	return first >= 0 && hasValidCheckDigit(code) ? code : null
}

/**
 * Reads an EAN-13 (or a UPC-A, which is one with a zero before) from the widths of light and dark along a line, the first
 * of them light. Null where there is none, or its check digit is wrong.
 */
export function readEan13(runs: readonly number[]): string | null {
	for (let at = 1; at + RUNS < runs.length; at += 2) {
		const code = readAt(runs, at)
		if (code) return code
	}
	return null
}
