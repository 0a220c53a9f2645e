import type { Language } from './localized.ts'
import { unitSymbol } from './units.ts'

/** An amount as details of problems carry it: `0 H87`. */
const AMOUNT = /^(-?[\d.]+) ([A-Z0-9]{2,3})$/

/** A day as details of problems carry it: `2026-11-28`. */
const DAY = /^\d{4}-\d{2}-\d{2}$/

const dayInWords = (day: string, language: Language): string =>
	new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day))

/** A problem's detail with a day, or the unit of an amount, as people write it; any other text as it is. */
export const detailInWords = (detail: string, language: Language): string =>
	DAY.test(detail) && !Number.isNaN(Date.parse(detail))
		? dayInWords(detail, language)
		: detail.replace(AMOUNT, (_, value: string, unit: string) => `${value} ${unitSymbol(unit, language)}`)
