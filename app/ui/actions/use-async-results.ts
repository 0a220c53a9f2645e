import { useEffect, useState } from 'react'

export interface AsyncResults<T> {
	readonly state: 'idle' | 'waiting' | 'done' | 'failed'
	readonly value: T | undefined
}

/** Asks once typing pauses for 150 ms; a later question cancels an earlier one, so answers never come out of order. */
export function useAsyncResults<T>(
	query: string,
	ask: (query: string, signal: AbortSignal) => Promise<T>,
): AsyncResults<T> {
	const [results, setResults] = useState<AsyncResults<T>>({ state: 'idle', value: undefined })
	useEffect(() => {
		if (query === '') {
			setResults({ state: 'idle', value: undefined })
			return
		}
		const abort = new AbortController()
		setResults((before) => ({ state: 'waiting', value: before.value }))
		const timer = setTimeout(() => {
			ask(query, abort.signal).then(
				(value) => !abort.signal.aborted && setResults({ state: 'done', value }),
				() => !abort.signal.aborted && setResults({ state: 'failed', value: undefined }),
			)
		}, 150)
		return () => {
			clearTimeout(timer)
			abort.abort()
		}
	}, [query, ask])
	return results
}
