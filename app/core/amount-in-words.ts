import type { Language } from './localized.ts'
import { unitSymbol } from './units.ts'

/** An amount as details of problems carry it: `0 H87`. */
const AMOUNT = /^(-?[\d.]+) ([A-Z0-9]{2,3})$/

/** A problem's detail with the unit of an amount as people write it; any other text as it is. */
export const amountInWords = (detail: string, language: Language): string =>
	detail.replace(AMOUNT, (_, value: string, unit: string) => `${value} ${unitSymbol(unit, language)}`)
