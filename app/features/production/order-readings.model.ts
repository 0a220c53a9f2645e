import type { LocalizedText } from '#app/core/localized.ts'
import type { ProcessParameterRow } from '#app/features/catalog/process-parameter.model.ts'

/** What a value was read against; plain decimals in `unit`. */
export type ReadLimits = { unit: string | null; min: string | null; max: string | null }

/** One value in time; `at` in milliseconds. */
export type ReadingPoint = { at: number; value: number }

/** A parameter's readings of an order, oldest first, with the limits it was last read against. */
export type ReadingSeries = ReadLimits & { parameter: string; count: number; outside: number; points: ReadingPoint[] }

/** A parameter that an order reads, with what was read of it. */
export type OrderParameter = ReadingSeries & {
	/** As the revision calls it; null where the revision does not know it and only its key is there. */
	name: LocalizedText | null
	step: string | null
	target: string | null
	/** A reading of it is needed before the order may be finished. */
	required: boolean
}

/**
 * What the pinned revision asks for, in its order and read or not, then what else was read. The limits of what the
 * revision knows are the revision's; of the rest, those that the last value was read against.
 */
export function orderParameters(
	ofRevision: readonly ProcessParameterRow[],
	series: readonly ReadingSeries[],
): OrderParameter[] {
	const read = new Map(series.map((one) => [one.parameter, one]))
	const pinned = ofRevision.map(({ key, name, step, unit, target, minimum, maximum, required }) => ({
		...(read.get(key) ?? { parameter: key, count: 0, outside: 0, points: [] }),
		name,
		step,
		unit,
		target,
		min: minimum,
		max: maximum,
		required,
	}))
	const known = new Set(ofRevision.map(({ key }) => key))
	const others = series
		.filter(({ parameter }) => !known.has(parameter))
		.map((one) => ({ ...one, name: null, step: null, target: null, required: false }))
	return [...pinned, ...others]
}
