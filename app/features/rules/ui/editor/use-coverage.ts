import { useEffect, useRef, useState } from 'react'
import { type Coverage, coverageSteps, type JudgedRow, NOT_ANALYSED } from '../../edit/table-coverage.ts'
import type { FactCatalog } from '../../fact-catalog.model.ts'

const PAUSE_MS = 250
/** How long a key press may have to wait. */
const SLICE_MS = 8

/** What is said of a table, and of which rows it is said. */
export type Looked = { coverage: Coverage; rows: readonly JudgedRow[]; isStale: boolean }

/** Overlaps and gaps of the rows; those of a moment ago (`isStale`) while new ones are worked out between key presses. */
export function useCoverage(rows: readonly JudgedRow[], catalog: FactCatalog): Looked {
	const [found, setFound] = useState<{ rows: readonly JudgedRow[]; coverage: Coverage } | null>(null)
	const isFirst = useRef(true)
	useEffect(() => {
		const steps = coverageSteps(rows, catalog)
		const work = () => {
			const end = performance.now() + SLICE_MS
			while (performance.now() < end) {
				const step = steps.next()
				if (step.done) return setFound({ rows, coverage: step.value })
			}
			timer = setTimeout(work)
		}
		let timer = setTimeout(work, isFirst.current ? 0 : PAUSE_MS)
		isFirst.current = false
		return () => clearTimeout(timer)
	}, [rows, catalog])
	return { coverage: found?.coverage ?? NOT_ANALYSED, rows: found?.rows ?? rows, isStale: found?.rows !== rows }
}
