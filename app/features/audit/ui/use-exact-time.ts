import { useMemo } from 'react'
import { useReader } from '#app/platform/i18n/use-reader.ts'

/** Date and time to the second with the zone, as evidence needs it. */
export function useExactTime(): {
	full: (at: string) => string
	day: (at: string) => string
	clock: (at: string) => string
	zone: string
} {
	const { language, timeZone } = useReader()
	return useMemo(() => {
		const zoned = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { timeZone, ...options })
		const full = zoned({ dateStyle: 'medium', timeStyle: 'medium' })
		const day = zoned({ dateStyle: 'medium' })
		const clock = zoned({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
		const zone =
			zoned({ timeZoneName: 'shortOffset' })
				.formatToParts(new Date(0))
				.find((part) => part.type === 'timeZoneName')
				?.value.replace('GMT', 'UTC') ?? timeZone
		return {
			full: (at) => `${full.format(new Date(at))} (${zone})`,
			day: (at) => day.format(new Date(at)),
			clock: (at) => clock.format(new Date(at)),
			zone,
		}
	}, [language, timeZone])
}
