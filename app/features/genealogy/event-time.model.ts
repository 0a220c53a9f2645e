/** How far a device's clock may be ahead of ours. */
const SKEW_MS = 60_000

/** Whether something is said to have happened later than now. */
export const isInFuture = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + SKEW_MS

/** The offset that a time was written with, such as `+08:00`; null for `Z`, `-00:00` and no offset: only UTC is known. */
export function writtenOffset(text: string): string | null {
	const offset = /([+-]\d{2}:\d{2})$/.exec(text)?.[1] ?? null
	return offset === '-00:00' ? null : offset
}

/** One of each time zone: making it takes longer than all the rest of an event's times. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** The offset that clocks in an IANA zone show at a moment, such as `+08:00`. */
export function offsetIn(timeZone: string, at: Date): string {
	let formatter = formatters.get(timeZone)
	if (!formatter) {
		formatter = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
		formatters.set(timeZone, formatter)
	}
	const name = formatter.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value
	return name?.replace('GMT', '').replace('−', '-') || '+00:00'
}
