import { type RefObject, useCallback, useEffect, useReducer, useRef, useState } from 'react'

/** Rows beyond the edges that are there too, so that a step by key or wheel never meets a gap. */
const BEYOND = 8
/** How many rows there are before the first look at the page: on the server, say. */
const AT_FIRST = 30

export type VisibleRow = {
	index: number
	/** Height in pixels of the rows that are left out before it. */
	gap: number
}

type Options = {
	count: number
	/** The height of a row that was never on the page, in pixels. */
	estimatePx: number
	/** What a row goes by when the list changes around it. */
	keyOf: (index: number) => string
}

export type VisibleRows<E extends HTMLElement> = {
	scroller: RefObject<E>
	rows: VisibleRow[]
	/** Height in pixels of the rows that are left out after the last. */
	rest: number
	/** The `ref` of each row, which also carries `data-row` (its index) and `data-row-key`. */
	measure: (element: HTMLElement | null) => void
	/** Scrolls the list itself, and nothing around it, so that a row is to be seen. */
	bringIntoView: (index: number) => void
}

/** Where each row begins and, at the end, where the last one ends. */
function topsOf({ count, estimatePx, keyOf }: Options, heights: ReadonlyMap<string, number>): number[] {
	const tops = [0]
	for (let index = 0; index < count; index += 1)
		tops.push((tops[index] ?? 0) + (heights.get(keyOf(index)) ?? estimatePx))
	return tops
}

/** The first row that ends below a height. */
function rowAt(tops: readonly number[], height: number): number {
	let [low, high] = [0, Math.max(0, tops.length - 2)]
	while (low < high) {
		const middle = (low + high) >> 1
		if ((tops[middle + 1] ?? 0) > height) high = middle
		else low = middle + 1
	}
	return low
}

function laidOut(indexes: readonly number[], tops: readonly number[]): { rows: VisibleRow[]; rest: number } {
	let end = 0
	const rows = indexes.map((index) => {
		const gap = (tops[index] ?? 0) - end
		end = tops[index + 1] ?? end
		return { index, gap }
	})
	return { rows, rest: (tops.at(-1) ?? 0) - end }
}

/**
 * The rows of a long list that are in view, for a list that scrolls by itself: thousands of them cost what thirty do.
 * Rows have whatever height they take. The row with the focus stays, wherever the list is scrolled to.
 */
export function useVisibleRows<E extends HTMLElement>(options: Options): VisibleRows<E> {
	const { count } = options
	const scroller = useRef<E>(null)
	const heights = useRef(new Map<string, number>()).current
	const [span, setSpan] = useState({ from: 0, to: AT_FIRST })
	const [focused, setFocused] = useState<number | null>(null)
	const [, redraw] = useReducer((times: number) => times + 1, 0)
	const tops = topsOf(options, heights)
	const latest = useRef(tops)
	latest.current = tops

	const look = useCallback(() => {
		const list = scroller.current
		if (!list) return
		const from = Math.max(0, rowAt(latest.current, list.scrollTop) - BEYOND)
		const to = rowAt(latest.current, list.scrollTop + list.clientHeight) + BEYOND
		setSpan((now) => (now.from === from && now.to === to ? now : { from, to }))
	}, [])

	const observer = useRef<ResizeObserver | null>(null)
	const waiting = useRef(new Set<HTMLElement>()).current
	const measure = useCallback(
		(element: HTMLElement | null) => {
			if (!element) return
			if (observer.current) observer.current.observe(element)
			else waiting.add(element)
		},
		[waiting],
	)

	useEffect(() => {
		const list = scroller.current
		if (!list) return
		const resized = new ResizeObserver((entries) => {
			let isOther = false
			for (const { target } of entries) {
				const { rowKey } = (target as HTMLElement).dataset
				const height = (target as HTMLElement).offsetHeight
				if (rowKey === undefined || height === 0 || heights.get(rowKey) === height) continue
				heights.set(rowKey, height)
				isOther = true
			}
			if (isOther) redraw()
			look()
		})
		observer.current = resized
		resized.observe(list)
		for (const element of waiting) resized.observe(element)
		waiting.clear()
		const onFocus = (event: FocusEvent) => {
			const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
			setFocused(row ? Number(row.dataset.row) : null)
		}
		const onBlur = () => setFocused(null)
		list.addEventListener('scroll', look, { passive: true })
		list.addEventListener('focusin', onFocus)
		list.addEventListener('focusout', onBlur)
		return () => {
			observer.current = null
			resized.disconnect()
			list.removeEventListener('scroll', look)
			list.removeEventListener('focusin', onFocus)
			list.removeEventListener('focusout', onBlur)
		}
	}, [heights, look, waiting])

	// A list that became shorter or longer shows other rows at the same height.
	// biome-ignore lint/correctness/useExhaustiveDependencies: it is the number that asks for a look
	useEffect(look, [look, count])

	const bringIntoView = useCallback((index: number) => {
		const list = scroller.current
		if (!list) return
		const [top, end] = [latest.current[index] ?? 0, latest.current[index + 1] ?? 0]
		const isSeen = top >= list.scrollTop && end <= list.scrollTop + list.clientHeight
		// To the middle: rows that were never measured before may turn out higher or lower than estimated.
		if (!isSeen) list.scrollTop = top - (list.clientHeight - (end - top)) / 2
	}, [])

	const indexes = new Set<number>()
	for (let index = Math.min(span.from, Math.max(0, count - 1)); index <= Math.min(span.to, count - 1); index += 1)
		indexes.add(index)
	if (focused !== null && focused < count) indexes.add(focused)
	const shown = [...indexes].toSorted((a, b) => a - b)
	return { scroller, measure, bringIntoView, ...laidOut(shown, tops) }
}
