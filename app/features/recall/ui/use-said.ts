import type { FetcherWithComponents } from '@remix-run/react'
import { useEffect } from 'react'
import { showToast } from '#app/ui/feedback/toast.tsx'

type Answer = { ok?: boolean; said?: string; formError?: string } | undefined

/** Says what a step that has no form of its own came to, once it is done. */
export function useSaid(fetcher: FetcherWithComponents<unknown>): void {
	const answer = fetcher.state === 'idle' ? (fetcher.data as Answer) : undefined
	useEffect(() => {
		if (answer?.ok && answer.said) showToast({ tone: 'pass', title: answer.said })
		if (answer?.ok === false && answer.formError) showToast({ tone: 'block', title: answer.formError })
	}, [answer])
}
