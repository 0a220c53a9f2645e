import { useEffect, useRef } from 'react'

const isSameList = (a: unknown, b: unknown): boolean =>
	Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, index) => one === b[index])

const isSameRow = (a: object, b: object): boolean => {
	const [was, is] = [Object.entries(a), new Map(Object.entries(b))]
	return was.length === is.size && was.every(([key, one]) => one === is.get(key) || isSameList(one, is.get(key)))
}

/**
 * Rows of which every part is what it was stay the same objects, so that a table with steady columns draws only the others
 * again: one row, where one of hundreds was changed.
 */
export function useSteadyRows<Row extends object>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
	const before = useRef<ReadonlyMap<string, Row>>(new Map())
	const steady = rows.map((row) => {
		const old = before.current.get(keyOf(row))
		return old && isSameRow(old, row) ? old : row
	})
	useEffect(() => {
		before.current = new Map(steady.map((row) => [keyOf(row), row]))
	})
	return steady
}
