/** Where a value and its limits stand on a bar, each from 0 (left) to 1 (right). */
export interface RangeScale {
	readonly lowAt: number | undefined
	readonly highAt: number | undefined
	readonly valueAt: number | undefined
}

export interface RangeInput {
	readonly value?: number | undefined
	readonly low?: number | undefined
	readonly high?: number | undefined
}

/**
 * Places one result against its limits so that "near" and "far" look alike from row to row: two limits stand at a sixth
 * and five sixths; a lower limit alone stands at three tenths of a bar as wide as a fifth of the limit; an upper limit
 * alone is shown from zero. A result that would fall off widens the bar.
 */
export function rangeScale({ value, low, high }: RangeInput): RangeScale {
	const [start, end] = widen(bounds(value, low, high), value)
	const at = (figure: number | undefined) => (figure === undefined ? undefined : (figure - start) / (end - start || 1))
	return { lowAt: at(low), highAt: at(high), valueAt: at(value) }
}

function bounds(value: number | undefined, low: number | undefined, high: number | undefined): [number, number] {
	if (low !== undefined && high !== undefined) {
		const margin = (high - low || Math.abs(high) || 1) / 4
		return [low - margin, high + margin]
	}
	if (high !== undefined && high > 0 && (value ?? 0) >= 0) return [0, high * 1.4]
	const limit = low ?? high ?? value ?? 0
	const width = Math.max(Math.abs(limit) / 5, Math.abs((value ?? limit) - limit) * 1.7) || 1
	return high === undefined ? [limit - width * 0.3, limit + width * 0.7] : [limit - width * 0.7, limit + width * 0.3]
}

/** Room for the mark of a result beyond the bar's ends. */
function widen([start, end]: [number, number], value: number | undefined): [number, number] {
	const room = (end - start) * 0.06
	return value === undefined ? [start, end] : [Math.min(start, value - room), Math.max(end, value + room)]
}
