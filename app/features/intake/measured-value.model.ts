import { Decimal } from 'decimal.js'
import { err, ok, type Result } from '#app/core/result.ts'
import { type DecimalStyle, parseNumber } from './number-text.model.ts'

/**
 * What a laboratory measured. `below` and `above`: only a bound is known (`<0.01`, `>300`), `inclusive` for ≤ and ≥.
 * `not-detected` (`n.d.`, `未检出`): less than the method can see. `text`: a quality, such as `conforms`. Decimals as text.
 */
export type MeasuredValue =
	| { kind: 'number'; value: string }
	| { kind: 'below' | 'above'; bound: string; inclusive: boolean }
	| { kind: 'not-detected' }
	| { kind: 'text'; text: string }

export type Limits = { min: string | null; max: string | null }
/** `unknown`: no limits, or the value is known too roughly. */
export type Verdict = 'pass' | 'fail' | 'unknown'

const NOT_DETECTED =
	/^(?:n\.?\s?d\.?|nd|n\.?\s?n\.?|not detected|none detected|bdl|<\s?lod|<\s?loq|未检出|nicht nachweisbar|non détecté)$/iu

/**
 * Reads a measured value: a number, one with `<`, `≤`, `>` or `≥` before it, a word for not detected, or another word.
 * `n.d.` is read as not detected (ISO 11843 vocabulary is silent on it; laboratories also mean "not determined", which
 * the verdict check brings to light where a minimum applies). Errors: `value-not-readable`, `ambiguous-number`.
 */
export function parseMeasuredValue(
	text: string,
	decimals: DecimalStyle | 'unknown',
): Result<MeasuredValue, 'value-not-readable' | 'ambiguous-number'> {
	const cleaned = text.normalize('NFKC').trim()
	if (NOT_DETECTED.test(cleaned)) return ok({ kind: 'not-detected' })
	const [, sign = '', rest = ''] = /^(<=|>=|[<>≤≥])?\s*(.*)$/u.exec(cleaned) ?? []
	const number = parseNumber(rest, decimals)
	if (!number.ok) {
		if (number.error.code === 'ambiguous-number') return err('ambiguous-number')
		const isWord = sign === '' && /^\p{L}[\p{L}\p{M}\s().,-]{1,99}$/u.test(cleaned)
		return isWord ? ok({ kind: 'text', text: cleaned }) : err('value-not-readable')
	}
	if (number.value.suffix !== '') return err('value-not-readable')
	const { value } = number.value
	if (sign === '') return ok({ kind: 'number', value })
	return ok({ kind: /^[<≤]/u.test(sign) ? 'below' : 'above', bound: value, inclusive: sign !== '<' && sign !== '>' })
}

/**
 * The verdict that the limits give, both included. A bound decides where every value that it allows lies on one side:
 * `<0.01` passes a maximum of 0.2 and fails a minimum of 860; against a maximum of 0.005 it is `unknown`.
 */
export function verdictOf(measured: MeasuredValue, limits: Limits): Verdict {
	if (measured.kind === 'text' || (limits.min === null && limits.max === null)) return 'unknown'
	const [low, high] = rangeOf(measured)
	const atLeast = limits.min === null ? 'pass' : compareToMin(low, high, new Decimal(limits.min))
	const atMost = limits.max === null ? 'pass' : compareToMax(low, high, new Decimal(limits.max))
	if (atLeast === 'fail' || atMost === 'fail') return 'fail'
	return atLeast === 'pass' && atMost === 'pass' ? 'pass' : 'unknown'
}

type Edge = { at: Decimal; inclusive: boolean }

/** The values that the measured one may have, from `low` to `high`; null is endless. */
function rangeOf(measured: Exclude<MeasuredValue, { kind: 'text' }>): [low: Edge | null, high: Edge | null] {
	switch (measured.kind) {
		case 'number': {
			const edge = { at: new Decimal(measured.value), inclusive: true }
			return [edge, edge]
		}
		case 'below':
			return [null, { at: new Decimal(measured.bound), inclusive: measured.inclusive }]
		case 'above':
			return [{ at: new Decimal(measured.bound), inclusive: measured.inclusive }, null]
		case 'not-detected':
			return [null, { at: new Decimal(0), inclusive: true }]
	}
}

function compareToMin(low: Edge | null, high: Edge | null, min: Decimal): Verdict {
	if (low?.at.gte(min)) return 'pass'
	if (high && (high.at.lt(min) || (high.at.eq(min) && !high.inclusive))) return 'fail'
	return 'unknown'
}

function compareToMax(low: Edge | null, high: Edge | null, max: Decimal): Verdict {
	if (high?.at.lte(max)) return 'pass'
	if (low && (low.at.gt(max) || (low.at.eq(max) && !low.inclusive))) return 'fail'
	return 'unknown'
}
