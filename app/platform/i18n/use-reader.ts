import { useRouteLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { type Language, type LocalizedText, localized } from '#app/core/localized.ts'
import { unitSymbol } from '#app/core/units.ts'
import { createFormat, type Format } from './format.ts'

type Amount = { value: string; unit: string }
type RootShape = { language: Language; timeZone: string; now: string }

export type Reader = Omit<Format, 'quantity'> & {
	language: Language
	timeZone: string
	/** The moment at which the page was made, so that server and browser say the same. */
	now: string
	/** A bilingual text in the reader's language. */
	say: (text: LocalizedText) => string
	/** A quantity with its unit's symbol. */
	quantity: (quantity: Amount) => string
	/** A quantity, and in brackets what was given where that was in another unit: `24 pcs (2 box)`. */
	quantityAsGiven: (quantity: Amount, given: Amount | null) => string
	unit: (code: string) => string
}

/** What a screen needs to write for its reader: language, zone, formats. From the root loader. */
export function useReader(): Reader {
	const root = useRouteLoaderData('root') as RootShape | undefined
	const language = root?.language ?? 'en'
	const timeZone = root?.timeZone ?? 'UTC'
	const now = root?.now ?? ''
	return useMemo(() => {
		const format = createFormat(language, timeZone)
		const unit = (code: string) => unitSymbol(code, language)
		const written = (amount: Amount) => format.quantity(amount, unit(amount.unit))
		return {
			...format,
			language,
			timeZone,
			now,
			unit,
			say: (text) => localized(text, language),
			quantity: written,
			quantityAsGiven: (quantity, given) => (given ? `${written(quantity)} (${written(given)})` : written(quantity)),
		}
	}, [language, timeZone, now])
}
