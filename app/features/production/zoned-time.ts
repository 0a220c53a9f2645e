import { offsetIn } from '#app/features/genealogy/event-time.model.ts'

/** The moment that clocks in a zone showed as `2026-11-22T14:05`; null for an empty field. */
export function zonedTime(local: string, timeZone: string): Date | null {
	if (local === '') return null
	// The offset depends on the moment that is looked for; the second try is right on both sides of a change of clocks.
	const near = new Date(`${local}Z`)
	const first = new Date(`${local}${offsetIn(timeZone, near)}`)
	return new Date(`${local}${offsetIn(timeZone, first)}`)
}
