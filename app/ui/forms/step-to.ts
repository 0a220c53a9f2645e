/** Where a key leads in a list of `count` lines with the line `at` active: round at its ends. Null: the key does not move. */
export function stepTo(key: string, at: number, count: number): number | null {
	const last = Math.max(count - 1, 0)
	switch (key) {
		case 'ArrowDown':
			return at >= last ? 0 : at + 1
		case 'ArrowUp':
			return at <= 0 ? last : at - 1
		case 'PageDown':
			return Math.min(at + 8, last)
		case 'PageUp':
			return Math.max(at - 8, 0)
		default:
			return null
	}
}
