import { timeIn } from '#app/core/local-date.ts'
import type { Reader } from '#app/platform/i18n/use-reader.ts'

type Clock = Pick<Reader, 'date' | 'dateTime' | 'timeZone'>

const isMidnight = (moment: string, { timeZone }: Clock): boolean => timeIn(timeZone, new Date(moment)) === '00:00'

/** When a person begins to stand in: the day, where it begins with it. */
export const fromInWords = (moment: string, clock: Clock): string =>
	isMidnight(moment, clock) ? clock.date(moment) : clock.dateTime(moment)

/** Until when a person stands in: the last day, as it was chosen, where it ends with it. */
export const untilInWords = (moment: string, clock: Clock): string =>
	isMidnight(moment, clock) ? clock.date(new Date(Date.parse(moment) - 1).toISOString()) : clock.dateTime(moment)
