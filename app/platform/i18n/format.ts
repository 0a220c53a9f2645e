import type { Language } from '#app/core/localized.ts'

/** Writes dates, times, numbers and quantities as the reader's language and the tenant's time zone have them. */
export type Format = {
	date: (value: string | Date) => string
	dateTime: (value: string | Date) => string
	time: (value: string | Date) => string
	relative: (value: string | Date, now: string | Date) => string
	number: (value: number | string, digits?: number) => string
	percent: (fraction: number, digits?: number) => string
	/** A decimal string as it is, grouped, with the unit's symbol behind it. */
	quantity: (quantity: { value: string; unit: string }, symbol?: string) => string
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/

/** A decimal string without its trailing zeros, grouped by thousands; never through a float. */
export function groupDecimal(value: string): string {
	const [whole = '0', fraction = ''] = value.split('.')
	const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
	const rest = fraction.replace(/0+$/, '')
	return rest ? `${grouped}.${rest}` : grouped
}

const RELATIVE: [Intl.RelativeTimeFormatUnit, number][] = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
]

function makeFormat(language: Language, timeZone: string): Format {
	const dateFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone })
	const plainDate = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
	const dateTimeFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
	const timeFormat = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone })
	const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
	return {
		date: (value) =>
			typeof value === 'string' && DATE_ONLY.test(value)
				? plainDate.format(new Date(`${value}T00:00:00Z`))
				: dateFormat.format(new Date(value)),
		dateTime: (value) => dateTimeFormat.format(new Date(value)),
		time: (value) => timeFormat.format(new Date(value)),
		relative: (value, now) => {
			const delta = new Date(value).getTime() - new Date(now).getTime()
			for (const [unit, ms] of RELATIVE) if (Math.abs(delta) >= ms) return relative.format(Math.round(delta / ms), unit)
			return relative.format(0, 'minute')
		},
		number: (value, digits) =>
			new Intl.NumberFormat(
				language,
				digits === undefined ? {} : { maximumFractionDigits: digits, minimumFractionDigits: digits },
			).format(Number(value)),
		percent: (fraction, digits = 0) =>
			new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(fraction),
		quantity: ({ value, unit }, symbol) => `${groupDecimal(value)} ${symbol ?? unit}`.trim(),
	}
}

const made = new Map<string, Format>()

/**
 * The formats for a language and zone, the same each time: the formatters behind them take a millisecond or two to make.
 * A date without time is never moved by a zone.
 */
export function createFormat(language: Language, timeZone: string): Format {
	const key = `${language} ${timeZone}`
	const known = made.get(key)
	if (known) return known
	const format = makeFormat(language, timeZone)
	made.set(key, format)
	return format
}
