import type { PilotSummary } from './definitions.queries.server.ts'

/** Days before a pilot by whose figures it is judged. */
const BEFORE_DAYS = 30

/** What a pilot is watched by: itself, the active version on the same places before, and elsewhere since. */
export type PilotWatch<W> = { pilot: W | null; before: W | null; elsewhere: W | null; beforeDays: number }

type Part = 'pilot' | 'before' | 'elsewhere'
/** A row of figures with the part of the watch that it is. */
export type WatchedPart<W> = W & { part: Part }

/** From when figures count. */
export const watchedFrom = (pilot: PilotSummary): Date =>
	new Date(new Date(pilot.begunAt).getTime() - BEFORE_DAYS * 86_400_000)

/** The rows by their part; null where nothing was counted. */
export function watchOf<W extends object>(rows: readonly WatchedPart<W>[]): PilotWatch<Omit<W, 'part'>> {
	const of = (asked: Part) => {
		const found = rows.find((row) => row.part === asked)
		if (!found) return null
		const { part: _part, ...watch } = found
		return watch as Omit<W, 'part'>
	}
	return { pilot: of('pilot'), before: of('before'), elsewhere: of('elsewhere'), beforeDays: BEFORE_DAYS }
}
