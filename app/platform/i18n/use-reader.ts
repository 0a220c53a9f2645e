import { useRouteLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { type Language, type LocalizedText, localized } from '#app/core/localized.ts'
import { unitOf } from '#app/core/units.ts'
import { createFormat, type Format } from './format.ts'

type RootShape = { language: Language; timeZone: string; now: string }

export type Reader = Omit<Format, 'quantity'> & {
	language: Language
	timeZone: string
	/** The moment at which the page was made, so that server and browser say the same. */
	now: string
	/** A bilingual text in the reader's language. */
	say: (text: LocalizedText) => string
	/** A quantity with its unit's symbol. */
	quantity: (quantity: { value: string; unit: string }) => string
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
		const unit = (code: string) => unitOf(code)?.symbol ?? code
		return {
			...format,
			language,
			timeZone,
			now,
			unit,
			say: (text) => localized(text, language),
			quantity: (quantity) => format.quantity(quantity, unit(quantity.unit)),
		}
	}, [language, timeZone, now])
}
