import { useEffect, useState } from 'react'

const PAUSE_MS = 400

/** A value as it is once nothing has changed for a moment: for what costs too much to be worked out at each key. */
export function useSettled<T>(value: T): T {
	const [settled, setSettled] = useState(value)
	useEffect(() => {
		const timer = setTimeout(() => setSettled(value), PAUSE_MS)
		return () => clearTimeout(timer)
	}, [value])
	return settled
}
