import { useFetcher } from '@remix-run/react'
import { useEffect, useMemo, useRef } from 'react'
import type { StateCount } from '../../drafts/workflow-drafts.queries.server.ts'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'

const EVERY_MS = 15_000

/** How many records stand in each state over all versions, asked anew every quarter of a minute while the page is seen. */
export function useLiveCounts(page: WorkflowPage): Readonly<Record<string, number>> {
	const fetcher = useFetcher<{ counts: StateCount[] }>()
	const load = useRef(fetcher.load)
	load.current = fetcher.load
	useEffect(() => {
		const timer = setInterval(() => {
			if (document.visibilityState === 'visible' && navigator.onLine) load.current(`/workflows/${page.key}/counts`)
		}, EVERY_MS)
		return () => clearInterval(timer)
	}, [page.key])
	const rows = fetcher.data?.counts ?? page.counts
	return useMemo(() => {
		const counts: Record<string, number> = {}
		for (const { state, count } of rows) counts[state] = (counts[state] ?? 0) + count
		return counts
	}, [rows])
}
