import { addDays } from '#app/core/local-date.ts'
import type { DateReading } from './date-text.model.ts'
import { parseDate } from './date-text.model.ts'
import type { RowProblem } from './import.model.ts'
import { type Place, rowProblem } from './row-problem.model.ts'

export type DateInput = Place & { reading: DateReading }
type DatesOfLot = { manufacturedOn: string | null; expiresOn: string | null }

/** Lots outside these years are slips of the keyboard. */
const EARLIEST = '1990-01-01'
const LATEST = '2100-01-01'

/**
 * The dates of a row and what is wrong with them. Codes: `not-a-date`, `impossible-date`, `ambiguous-date`,
 * `incomplete-date`, `implausible-date`, `manufactured-in-future`, `expires-before-manufactured`, and `already-expired`
 * as a warning. A date with an error is null. Where a likely date is known, it is suggested.
 */
export function convertDates(
	input: { manufacturedOn: DateInput | null; expiresOn: DateInput | null; today: string },
	problems: RowProblem[],
): DatesOfLot {
	const { today } = input
	const manufacturedOn = readDate(input.manufacturedOn, problems)
	const expiresOn = readDate(input.expiresOn, problems)
	if (input.manufacturedOn && manufacturedOn !== null && manufacturedOn > today) {
		problems.push(
			rowProblem(input.manufacturedOn, 'manufactured-in-future', {
				detail: today,
				suggestion: yearBefore(manufacturedOn, today),
			}),
		)
	}
	if (!input.expiresOn || expiresOn === null) return { manufacturedOn, expiresOn }
	if (manufacturedOn !== null && expiresOn < manufacturedOn) {
		problems.push(rowProblem(input.expiresOn, 'expires-before-manufactured', { detail: manufacturedOn }))
	} else if (expiresOn < today) problems.push(rowProblem(input.expiresOn, 'already-expired'))
	return { manufacturedOn, expiresOn }
}

function readDate(place: DateInput | null, problems: RowProblem[]): string | null {
	if (!place || place.value.trim() === '') return null
	const parsed = parseDate(place.value, place.reading)
	if (!parsed.ok) {
		const { code, readings, suggestion } = parsed.error
		// The last day of the month is what a month alone means for an expiry, not for a manufacture.
		const fits = code !== 'incomplete-date' || place.field === 'expiresOn'
		problems.push(rowProblem(place, code, { detail: readings?.join(' / '), ...(fits ? { suggestion } : {}) }))
		return null
	}
	if (parsed.value >= EARLIEST && parsed.value < LATEST) return parsed.value
	problems.push(rowProblem(place, 'implausible-date'))
	return null
}

/** In January people still write the old year and plan the new one: the same day a year before, if that has been. */
function yearBefore(date: string, today: string): string | undefined {
	const before = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`
	const existing = before.endsWith('02-29') ? addDays(`${before.slice(0, 4)}-03-01`, -1) : before
	return existing <= today ? existing : undefined
}
