import { Decimal } from 'decimal.js'
import { daysBetween } from '#app/core/local-date.ts'
import { convert } from '#app/core/quantity.ts'
import type { Derivation } from './fact-catalog.model.ts'
import type { NormalValue } from './fact-value.ts'

const Exact = Decimal.clone({ precision: 40 })

/** Distance in percent of what was planned, both as quantities; `undefined` where units do not convert or nothing was planned. */
function differencePercent(of: NormalValue, against: NormalValue | undefined): string | undefined {
	if (typeof of !== 'object' || typeof against !== 'object') return undefined
	const actual = convert(of, against.unit)
	const planned = new Exact(against.value)
	if (!actual.ok || planned.isZero()) return undefined
	return new Exact(actual.value.value).minus(planned).abs().times(100).div(planned.abs()).toFixed()
}

/**
 * The value of a derived fact, or `undefined` while what it follows from is not known.
 * @param known a fact by its name, normalised
 * @param today the day of the evaluation, `YYYY-MM-DD`
 */
export function deriveFact(
	derivation: Derivation,
	known: (name: string) => NormalValue | undefined,
	today: string,
): NormalValue | undefined {
	if (derivation.kind === 'today') return today
	const source = known(derivation.of)
	if (source === undefined) return undefined
	switch (derivation.kind) {
		case 'true-if-known':
			return true
		case 'days-until':
			return String(daysBetween(today, String(source)))
		case 'days-since':
			return String(daysBetween(String(source), today))
		case 'is-zero':
			return new Exact(String(source)).isZero()
		case 'is-positive':
			return new Exact(String(source)).greaterThan(0)
		case 'difference-percent':
			return differencePercent(source, known(derivation.against))
	}
}
