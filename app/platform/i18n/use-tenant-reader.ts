import { useMemo } from 'react'
import { createFormat } from './format.ts'
import { type Reader, useReader } from './use-reader.ts'

/** The same as `useReader`, with times in the zone of the tenant whose page it is: readers without a log-in have none. */
export function useTenantReader(timeZone: string | undefined): Reader {
	const reader = useReader()
	return useMemo(() => {
		if (!timeZone) return reader
		const format = createFormat(reader.language, timeZone)
		return { ...reader, timeZone, date: format.date, dateTime: format.dateTime, time: format.time }
	}, [reader, timeZone])
}
