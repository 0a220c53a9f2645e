/** The list's address with some of its parameters changed; the place in the pages starts over unless it is what changes. */
export function withParams(search: URLSearchParams, changes: Record<string, string | null>): string {
	const next = new URLSearchParams(search)
	if (!('cursor' in changes)) next.delete('cursor')
	for (const [name, value] of Object.entries(changes)) {
		if (value === null || value === '') next.delete(name)
		else next.set(name, value)
	}
	const text = next.toString()
	return text ? `?${text}` : '?'
}

/** A list in a parameter with one value added, or taken out where it is in. */
export function toggled(values: readonly string[], value: string): string {
	return (values.includes(value) ? values.filter((one) => one !== value) : [...values, value]).join(',')
}
