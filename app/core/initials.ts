/** The one or two letters (or the last Chinese characters) by which a person is shown in a small circle. */
export function initialsOf(name: string): string {
	const clean = name.trim()
	if (/[\u4e00-\u9fff]/.test(clean)) return clean.slice(-2)
	const parts = clean.split(/\s+/).filter(Boolean)
	return ((parts[0]?.[0] ?? '') + (parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : '')).toUpperCase()
}
