/** The list's address with some of its parameters changed; the place in the pages starts over unless it is what changes. */
export function listAddress(search: URLSearchParams, changes: Record<string, string | null>): string {
	const next = new URLSearchParams(search)
	if (!('cursor' in changes)) next.delete('cursor')
	for (const [name, value] of Object.entries(changes)) {
		if (value === null || value === '') next.delete(name)
		else next.set(name, value)
	}
	return `?${next.toString()}`
}
