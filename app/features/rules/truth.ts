/** Three-valued truth: what is not known is neither true nor false. */
export type Truth = true | false | 'unknown'

/** Negation; the negation of unknown is unknown. Source: Kleene's strong logic of indeterminacy. */
export const negate = (value: Truth): Truth => (value === 'unknown' ? 'unknown' : !value)

/** Conjunction: one false decides it, however much else is unknown. Nothing at all is unknown, never true. */
export function conjunction(values: readonly Truth[]): Truth {
	if (values.length === 0) return 'unknown'
	if (values.includes(false)) return false
	return values.includes('unknown') ? 'unknown' : true
}

/** Disjunction: one true decides it, however much else is unknown. Nothing at all is unknown, never true. */
export function disjunction(values: readonly Truth[]): Truth {
	if (values.length === 0) return 'unknown'
	if (values.includes(true)) return true
	return values.includes('unknown') ? 'unknown' : false
}
