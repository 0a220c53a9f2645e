/** One change of a JSON document, at a JSON Pointer (RFC 6901). */
export type Edit =
	/** Puts a value there; `undefined` takes the field away. The parent has to be there. */
	| { type: 'set'; at: string; value: unknown }
	/** Puts a value into the list at the pointer. */
	| { type: 'insert'; at: string; index: number; value: unknown }
	/** Takes an entry of a list or a field of an object away. */
	| { type: 'remove'; at: string }
	/** Moves an entry of the list at the pointer. */
	| { type: 'move'; at: string; from: number; to: number }

type Change = (value: unknown) => unknown

const stepsOf = (pointer: string): string[] =>
	pointer
		.split('/')
		.slice(1)
		.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

function changedAt(value: unknown, steps: readonly string[], change: Change): unknown {
	const [step, ...rest] = steps
	if (step === undefined) return change(value)
	if (Array.isArray(value)) {
		const index = Number(step)
		if (!Number.isInteger(index) || index < 0 || index >= value.length) throw new Error(`There is no entry ${step}`)
		return value.with(index, changedAt(value[index], rest, change))
	}
	if (typeof value !== 'object' || value === null) throw new Error(`There is nothing that holds “${step}”`)
	const next = changedAt((value as Record<string, unknown>)[step], rest, change)
	if (next !== undefined) return { ...value, [step]: next }
	return Object.fromEntries(Object.entries(value).filter(([key]) => key !== step))
}

function listOf(value: unknown): unknown[] {
	if (!Array.isArray(value)) throw new Error('There is no list to change')
	return value
}

function without(parent: unknown, step: string): unknown {
	if (Array.isArray(parent)) return parent.toSpliced(Number(step), 1)
	return Object.fromEntries(Object.entries(parent as object).filter(([key]) => key !== step))
}

/**
 * The document after a change. What did not change is shared with the document before, which stays as it was.
 * @throws when the place is not there: an edit of another document is a bug.
 */
export function changeDocument(content: unknown, edit: Edit): unknown {
	const steps = stepsOf(edit.at)
	switch (edit.type) {
		case 'set':
			return changedAt(content, steps, () => edit.value)
		case 'insert':
			return changedAt(content, steps, (value) => listOf(value).toSpliced(edit.index, 0, edit.value))
		case 'remove':
			return changedAt(content, steps.slice(0, -1), (parent) => without(parent, steps.at(-1) ?? ''))
		case 'move':
			return changedAt(content, steps, (value) => {
				const list = listOf(value)
				const [moved] = list.slice(edit.from, edit.from + 1)
				return list.toSpliced(edit.from, 1).toSpliced(edit.to, 0, moved)
			})
	}
}
