import { Decimal } from 'decimal.js'
import type { LocalizedText } from '#app/core/localized.ts'

/** What is measured while a revision is made. Limits are plain decimals in `unit`, which is as people print it (°C, kGy). */
export type ProcessParameterRow = {
	id: string
	/** The name of its readings in events: `parameters.<key>`. */
	key: string
	name: LocalizedText
	/** The step in which it is read; null: of the whole order. */
	step: string | null
	unit: string
	target: string | null
	minimum: string | null
	maximum: string | null
	/** A reading is needed before the lot may be finished. */
	required: boolean
}

export type ReadingJudgement = 'within' | 'below' | 'above' | 'unreadable'

/**
 * Where a reading lies against the limits of its parameter, exactly; the limits themselves are within. `unreadable`: not
 * a plain decimal, so that it can never count as within.
 */
export function judgeReading(
	limits: { minimum: string | null; maximum: string | null },
	reading: string,
): ReadingJudgement {
	const text = reading.trim()
	if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(text)) return 'unreadable'
	const value = new Decimal(text)
	if (limits.minimum !== null && value.lessThan(limits.minimum)) return 'below'
	if (limits.maximum !== null && value.greaterThan(limits.maximum)) return 'above'
	return 'within'
}
