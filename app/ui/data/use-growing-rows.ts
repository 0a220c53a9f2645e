import { startTransition, useEffect, useState } from 'react'

/** Rows that are drawn at once, and that are added at each rest of the browser. */
const STEP = 30

/**
 * How many rows of a long table are drawn by now: a screenful at once, the rest by and by, so that opening it holds up
 * nothing. In the end all of them are there, for a screen reader, the keyboard and the browser's own search.
 */
export function useGrowingRows(count: number): number {
	const [drawn, setDrawn] = useState(STEP)
	useEffect(() => {
		if (drawn >= count) return
		const next = setTimeout(() => startTransition(() => setDrawn(drawn + STEP)))
		return () => clearTimeout(next)
	}, [drawn, count])
	return Math.min(drawn, count)
}
