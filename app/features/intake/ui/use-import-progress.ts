import { useFetcher, useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { type ImportStatus, WORKING_STATUSES } from '../import.model.ts'
import type { ImportProgress } from '../intake.queries.server.ts'

const EVERY_MS = 1_000

/**
 * How far an import is, asked every second while something goes on; once it has got to another state, the page is read
 * anew. Null until the first answer.
 */
export function useImportProgress(id: string, status: ImportStatus): ImportProgress | null {
	const fetcher = useFetcher<ImportProgress>()
	const { revalidate } = useRevalidator()
	const isWorking = WORKING_STATUSES.includes(status)
	const load = useRef(fetcher.load)
	load.current = fetcher.load
	useEffect(() => {
		if (!isWorking) return
		const timer = setInterval(() => {
			if (document.visibilityState === 'visible') load.current(`/imports/${id}/progress`)
		}, EVERY_MS)
		return () => clearInterval(timer)
	}, [id, isWorking])
	const now = fetcher.data?.status
	useEffect(() => {
		if (now !== undefined && now !== status) revalidate()
	}, [now, status, revalidate])
	return fetcher.data?.status === status ? fetcher.data : null
}
