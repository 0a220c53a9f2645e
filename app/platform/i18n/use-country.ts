import { useMemo } from 'react'
import { useReader } from './use-reader.ts'

/** Names of countries in the reader's language; a code that is none stays as it is. */
export function useCountry(): (code: string) => string {
	const { language } = useReader()
	return useMemo(() => {
		const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' })
		return (code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code)
	}, [language])
}
