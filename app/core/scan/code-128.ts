/** Widths of bars and spaces of each symbol, in modules. ISO/IEC 15417, table 1. */
const WIDTHS =
	'212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'
		.split(' ')
		.map((text) => [...text].map(Number))
const MODULES = 11
const STOP = [2, 3, 3, 1, 1, 1, 2]
const STOP_MODULES = 13

const [SHIFT, TO_C, TO_B, TO_A, FNC1, START_A] = [98, 99, 100, 101, 102, 103]
const GROUP_SEPARATOR = '\u001d'
/** What scanners put before the data of a GS1-128. */
const GS1_128 = ']C1'

/** How far a symbol may be from its widths, in modules: blur and ink. */
const TOLERANCE = 1.6

/** How far runs are from widths, all of them together, in modules. */
function distance(runs: readonly number[], at: number, widths: readonly number[], modules: number): number {
	let total = 0
	for (let index = 0; index < widths.length; index++) total += runs[at + index] ?? 0
	let off = 0
	for (const [index, width] of widths.entries()) off += Math.abs(((runs[at + index] ?? 0) * modules) / total - width)
	return off
}

function symbolAt(runs: readonly number[], at: number, from = 0): number | null {
	let best = { symbol: -1, off: TOLERANCE }
	for (let symbol = from; symbol < WIDTHS.length; symbol++) {
		const off = distance(runs, at, WIDTHS[symbol] as number[], MODULES)
		if (off < best.off) best = { symbol, off }
	}
	return best.symbol < 0 ? null : best.symbol
}

/** The symbols from a start at a dark run to the stop, without the check symbol; null where it is none or wrong. */
function symbolsFrom(runs: readonly number[], at: number): number[] | null {
	const start = symbolAt(runs, at, START_A)
	if (start === null) return null
	const symbols = [start]
	for (let place = at + 6; place + STOP.length <= runs.length; place += 6) {
		if (distance(runs, place, STOP, STOP_MODULES) < TOLERANCE) {
			const check = symbols.pop()
			const sum = symbols.reduce((all, symbol, index) => all + symbol * Math.max(index, 1), 0)
			return symbols.length > 1 && check === sum % 103 ? symbols : null
		}
		const symbol = symbolAt(runs, place)
		if (symbol === null || symbol >= START_A) return null
		symbols.push(symbol)
	}
	return null
}

type CodeSet = 'A' | 'B' | 'C'
const SWITCHES: Readonly<Record<number, CodeSet>> = { [TO_A]: 'A', [TO_B]: 'B', [TO_C]: 'C' }

const letterOf = (symbol: number, set: CodeSet): string =>
	String.fromCharCode(set === 'A' && symbol >= 64 ? symbol - 64 : symbol + 32)

function textOf([start = START_A, ...data]: readonly number[]): string {
	let set: CodeSet = (['A', 'B', 'C'] as const)[start - START_A] ?? 'A'
	let shifted = false
	let text = ''
	for (const [index, symbol] of data.entries()) {
		const to = SWITCHES[symbol]
		if (symbol === FNC1) text += index === 0 ? GS1_128 : GROUP_SEPARATOR
		else if (set === 'C' && symbol < 100) text += String(symbol).padStart(2, '0')
		else if (to && to !== set) set = to
		else if (symbol === SHIFT) shifted = true
		else if (symbol < 96) {
			text += letterOf(symbol, shifted ? (set === 'A' ? 'B' : 'A') : set)
			shifted = false
		}
	}
	return text
}

/**
 * Reads a Code 128 from the widths of light and dark along a line, the first of them light; GS1-128 as scanners send it,
 * with `]C1` before and the group separator for FNC1. Null where there is none, or its check is wrong.
 */
export function readCode128(runs: readonly number[]): string | null {
	for (let at = 1; at + 6 * 3 <= runs.length; at += 2) {
		const symbols = symbolsFrom(runs, at)
		if (symbols) return textOf(symbols)
	}
	return null
}
