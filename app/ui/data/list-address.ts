/** Where in the pages of a list its reader is. */
const PLACES = ['cursor', 'after', 'before']

/**
 * The list's address with some of its parameters changed, null or empty taking one out; the place in the pages starts over
 * unless it is among the changes.
 */
export const listAddress = (search: URLSearchParams, changes: Record<string, string | null>): string =>
	pageAddress(search, { ...Object.fromEntries(PLACES.map((place) => [place, null])), ...changes })

/** As `listAddress`, for what changes nothing of which rows there are: how they are shown, another list of the page. The place stays. */
export function pageAddress(search: URLSearchParams, changes: Record<string, string | null>): string {
	const next = new URLSearchParams(search)
	for (const [name, value] of Object.entries(changes)) {
		if (value === null || value === '') next.delete(name)
		else next.set(name, value)
	}
	return `?${next}`
}

/** What the address says besides, for a form that is sent to the same list: its first page. */
export const keptParams = (search: URLSearchParams, except: readonly string[]): [string, string][] =>
	[...search].filter(([name]) => !except.includes(name) && !PLACES.includes(name))

/** A list in a parameter with one value added, or taken out where it is in. */
export function toggled(values: readonly string[], value: string): string {
	return (values.includes(value) ? values.filter((one) => one !== value) : [...values, value]).join(',')
}
