import type { LocalDate } from '#app/core/local-date.ts'

/** What a pattern's tokens stand for. */
export type PatternValues = { date: LocalDate; sku?: string | undefined; site?: string | undefined }

const TOKEN = /\{(SKU|SITE|YYYY|YY|MM|DD|SEQ(?::(\d{1,2}))?)\}/g
const SEQUENCE = /\{SEQ(?::(\d{1,2}))?\}/

/** Digits of a sequence whose pattern does not say how many. */
const USUAL_DIGITS = 4

/** A pattern always counts: one without `{SEQ}` gets `-{SEQ:3}`, since two lots of a day would share a code otherwise. */
const counting = (pattern: string): string => (SEQUENCE.test(pattern) ? pattern : `${pattern}-{SEQ:3}`)

/**
 * The part of a pattern that its numbers are counted within: every token but the sequence filled in, so that a pattern
 * with a day begins at 1 each day and one with a year each year.
 */
export function sequenceScope(pattern: string, values: PatternValues): string {
	return fill(counting(pattern), values, () => '#')
}

/**
 * Fills a code pattern: `{SKU}`, `{SITE}`, `{YYYY}`, `{YY}`, `{MM}`, `{DD}` and `{SEQ:4}`, the running number with at
 * least so many digits. `DEX5-{YY}{MM}-{SEQ:4}` and 7 in November 2026 give `DEX5-2611-0007`.
 */
export function fillPattern(pattern: string, values: PatternValues, sequence: number): string {
	return fill(counting(pattern), values, (digits) => String(sequence).padStart(digits, '0'))
}

function fill(pattern: string, values: PatternValues, sequence: (digits: number) => string): string {
	const [year = '', month = '', day = ''] = values.date.split('-')
	return pattern.replaceAll(TOKEN, (_token, name: string, digits: string | undefined) => {
		switch (name) {
			case 'SKU':
				return values.sku ?? ''
			case 'SITE':
				return values.site ?? ''
			case 'YYYY':
				return year
			case 'YY':
				return year.slice(2)
			case 'MM':
				return month
			case 'DD':
				return day
			default:
				return sequence(digits ? Number(digits) : USUAL_DIGITS)
		}
	})
}
