import { type RefObject, useEffect, useRef, useState } from 'react'

/** Rows at the head of a table that are whole before it is known what is in sight. */
const AT_FIRST = 16
/** How far beyond the edges of the window rows become whole, so that neither wheel nor tabulator meets one that rests. */
const BEYOND = '800px 0px'

/**
 * Which rows of a `long` table were in sight, or near it, so far. The others rest: they show what they say, and get their
 * controls as soon as they come near. A row that was whole stays so. Each row carries its key as `data-rests` while it rests.
 */
export function useRowsInSight(table: RefObject<HTMLElement>, isLong: boolean) {
	const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
	const observer = useRef<IntersectionObserver | null>(null)
	const watched = useRef(new WeakSet<Element>())
	useEffect(() => {
		if (!isLong) return
		const inSight = new IntersectionObserver(
			(entries) => {
				const keys = entries.flatMap(({ isIntersecting, target }) =>
					isIntersecting && target instanceof HTMLElement && target.dataset.rests ? [target.dataset.rests] : [],
				)
				if (keys.length > 0) setSeen((before) => new Set([...before, ...keys]))
			},
			{ rootMargin: BEYOND },
		)
		observer.current = inSight
		watched.current = new WeakSet()
		return () => {
			observer.current = null
			inSight.disconnect()
		}
	}, [isLong])
	// After each drawing: rows come, go and become whole.
	useEffect(() => {
		if (!isLong) return
		for (const row of table.current?.querySelectorAll('tr[data-rests]') ?? []) {
			if (watched.current.has(row)) continue
			watched.current.add(row)
			observer.current?.observe(row)
		}
	})
	return (key: string, index: number): boolean => !isLong || index < AT_FIRST || seen.has(key)
}
