const DAY = 86_400_000

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)
const three = (value: number): string => (value < 100 ? `0${two(value)}` : `${value}`)

/**
 * Answers a function that writes instants (milliseconds since 1970, UTC) as `Date.toISOString` does. For answers with
 * thousands of them: each day is written once and the time by arithmetic, a fourth of what a `Date` each would take.
 */
export function isoInstants(): (milliseconds: number) => string {
	const days = new Map<number, string>()
	return (milliseconds) => {
		const day = Math.floor(milliseconds / DAY)
		const date = days.get(day) ?? new Date(day * DAY).toISOString().slice(0, -13)
		days.set(day, date)
		const within = milliseconds - day * DAY
		const hours = two(Math.floor(within / 3_600_000))
		const minutes = two(Math.floor(within / 60_000) % 60)
		const seconds = two(Math.floor(within / 1_000) % 60)
		return `${date}${hours}:${minutes}:${seconds}.${three(within % 1_000)}Z`
	}
}
