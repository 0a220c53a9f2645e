import { useFetcher, useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { isEnded } from '../../replay/replay.model.ts'
import type { ReplayView } from '../../replay/replay.queries.server.ts'

const EVERY_MS = 1_000

export type ReplayProgress = Pick<ReplayView, 'id' | 'status' | 'processed' | 'total' | 'flipped' | 'cancelRequested'>

/** How far a replay is, asked every second while it goes on; once it ends, the page is read anew. */
export function useReplayProgress(replay: ReplayView): ReplayProgress {
	const fetcher = useFetcher<ReplayProgress>()
	const { revalidate } = useRevalidator()
	const { id, ruleSet, status } = replay
	const isWorking = !isEnded(status)
	const load = useRef(fetcher.load)
	load.current = fetcher.load
	useEffect(() => {
		if (!isWorking) return
		const timer = setInterval(() => {
			if (document.visibilityState === 'visible') load.current(`/rules/${ruleSet}/replay/${id}/progress`)
		}, EVERY_MS)
		return () => clearInterval(timer)
	}, [id, ruleSet, isWorking])
	const answer = fetcher.data?.id === id ? fetcher.data : null
	const now = answer?.status
	useEffect(() => {
		if (isWorking && now !== undefined && isEnded(now)) revalidate()
	}, [isWorking, now, revalidate])
	return isWorking && answer ? answer : replay
}
