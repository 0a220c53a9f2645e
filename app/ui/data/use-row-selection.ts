import { useMemo, useState } from 'react'

/** Which rows are chosen, by key. */
export interface RowSelection {
	readonly count: number
	readonly keys: readonly string[]
	readonly all: 'none' | 'some' | 'every'
	has(key: string): boolean
	toggle(key: string): void
	toggleAll(): void
	clear(): void
}

/** Keeps which of the rows shown are chosen. A key that is no longer shown is no longer chosen. */
export function useRowSelection(shown: readonly string[]): RowSelection {
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
	return useMemo(() => {
		const keys = shown.filter((key) => chosen.has(key))
		const every = shown.length > 0 && keys.length === shown.length
		return {
			count: keys.length,
			keys,
			all: keys.length === 0 ? 'none' : every ? 'every' : 'some',
			has: (key) => chosen.has(key),
			toggle: (key) =>
				setChosen((before) => {
					const after = new Set(before)
					if (!after.delete(key)) after.add(key)
					return after
				}),
			toggleAll: () => setChosen(new Set(every ? [] : shown)),
			clear: () => setChosen(new Set()),
		}
	}, [shown, chosen])
}
