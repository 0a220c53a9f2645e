/** One line of a difference. `number` counts the lines of the newer text, or of the older one where it went away. */
export type DiffLine = { kind: 'same' | 'added' | 'removed'; number: number; text: string }

/** A run of lines that differ, with the lines around them. */
export type DiffHunk = readonly DiffLine[]

const CONTEXT = 2
/** Beyond this many comparisons the middle is shown as replaced as a whole. */
const MAX_CELLS = 4_000_000

/** Lengths of the longest common runs of every pair of tails. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint16Array[] {
	const table = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1))
	for (let i = before.length - 1; i >= 0; i -= 1) {
		const [row, below] = [table[i], table[i + 1]]
		if (!row || !below) continue
		for (let j = after.length - 1; j >= 0; j -= 1)
			row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
	}
	return table
}

function middle(before: readonly string[], after: readonly string[], start: number): DiffLine[] {
	const removed = (text: string, index: number): DiffLine => ({ kind: 'removed', number: start + index + 1, text })
	const added = (text: string, index: number): DiffLine => ({ kind: 'added', number: start + index + 1, text })
	if (before.length * after.length > MAX_CELLS) return [...before.map(removed), ...after.map(added)]
	const table = commonLengths(before, after)
	const lines: DiffLine[] = []
	let [i, j] = [0, 0]
	while (i < before.length || j < after.length) {
		const [old, now] = [before[i], after[j]]
		if (old !== undefined && old === now) {
			lines.push({ kind: 'same', number: start + j + 1, text: old })
			i += 1
			j += 1
		} else if (old !== undefined && (now === undefined || (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0)))
			lines.push(removed(old, i++))
		else lines.push(added(now ?? '', j++))
	}
	return lines
}

/** The lines in which two texts differ, in runs with two lines around each. Empty where they are the same. */
export function diffLines(before: string, after: string): DiffHunk[] {
	const [old, now] = [before.split('\n'), after.split('\n')]
	let start = 0
	while (start < old.length && start < now.length && old[start] === now[start]) start += 1
	let end = 0
	while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1
	if (start === old.length && start === now.length) return []
	const head = now
		.slice(Math.max(0, start - CONTEXT), start)
		.map((text, index, all): DiffLine => ({ kind: 'same', number: start - all.length + index + 1, text }))
	const tail = now
		.slice(now.length - end, now.length - end + CONTEXT)
		.map((text, index): DiffLine => ({ kind: 'same', number: now.length - end + index + 1, text }))
	return hunksOf([
		...head,
		...middle(old.slice(start, old.length - end), now.slice(start, now.length - end), start),
		...tail,
	])
}

function hunksOf(lines: readonly DiffLine[]): DiffHunk[] {
	const near = lines.map((_line, index) =>
		lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => line.kind !== 'same'),
	)
	const hunks: DiffLine[][] = []
	for (const [index, line] of lines.entries()) {
		if (!near[index]) continue
		const last = hunks.at(-1)
		if (last && near[index - 1]) last.push(line)
		else hunks.push([line])
	}
	return hunks
}
