/** A line of a recipe or a process parameter, by a key that both revisions have it under; `value` as people read it. */
export type RevisionLine = { key: string; name: string; value: string }

/** One line of two revisions beside each other. */
export type ComparedLine = {
	key: string
	name: string
	before: string | null
	after: string | null
	change: 'same' | 'changed' | 'added' | 'removed'
}

/** Puts the lines of two revisions beside each other, in the order of the later one; what it dropped comes last. */
export function compareLines(before: readonly RevisionLine[], after: readonly RevisionLine[]): ComparedLine[] {
	const earlier = new Map(before.map((line) => [line.key, line]))
	const kept = after.map((line): ComparedLine => {
		const old = earlier.get(line.key)
		earlier.delete(line.key)
		const change = !old ? 'added' : old.value === line.value ? 'same' : 'changed'
		return { key: line.key, name: line.name, before: old?.value ?? null, after: line.value, change }
	})
	const dropped = [...earlier.values()].map(
		(line): ComparedLine => ({ key: line.key, name: line.name, before: line.value, after: null, change: 'removed' }),
	)
	return [...kept, ...dropped]
}
