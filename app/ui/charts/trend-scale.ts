/** One measured value in time. */
export interface TrendPoint {
	/** Milliseconds since 1970. */
	readonly at: number
	readonly value: number
}

export interface TrendLimits {
	readonly low?: number | undefined
	readonly high?: number | undefined
}

export interface Span {
	readonly from: number
	readonly to: number
}

/** The values an axis must reach: all points and limits, with a tenth of room above and below. */
export function trendRange(points: readonly TrendPoint[], { low, high }: TrendLimits): Span {
	let from = Math.min(low ?? Number.POSITIVE_INFINITY, high ?? Number.POSITIVE_INFINITY)
	let to = Math.max(low ?? Number.NEGATIVE_INFINITY, high ?? Number.NEGATIVE_INFINITY)
	for (const { value } of points) {
		from = Math.min(from, value)
		to = Math.max(to, value)
	}
	if (from > to) return { from: 0, to: 1 }
	const room = (to - from) / 10 || Math.abs(to) / 10 || 1
	return { from: from - room, to: to + room }
}

/** Stretches of points outside the limits, as index ranges, both ends inside the stretch. */
export function excursions(
	points: readonly TrendPoint[],
	{ low, high }: TrendLimits,
): { first: number; last: number }[] {
	const found: { first: number; last: number }[] = []
	for (const [index, { value }] of points.entries()) {
		const outside = (low !== undefined && value < low) || (high !== undefined && value > high)
		if (!outside) continue
		const open = found.at(-1)
		if (open && open.last === index - 1) open.last = index
		else found.push({ first: index, last: index })
	}
	return found
}

/** Round figures for an axis, about `count` of them, within the span. Steps are 1, 2 or 5 times a power of ten. */
export function roundTicks({ from, to }: Span, count: number): number[] {
	const raw = (to - from) / Math.max(1, count)
	if (!(raw > 0)) return [from]
	const power = 10 ** Math.floor(Math.log10(raw))
	const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power
	const ticks: number[] = []
	for (let index = Math.ceil(from / step); index * step <= to + step / 1e6; index++)
		ticks.push(Number((index * step).toPrecision(12)))
	return ticks
}
