import { useFetcher } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { showToast } from '#app/ui/feedback/toast.tsx'

export interface Intent {
	/** Posts these values to this route's action, or to the one given. */
	readonly send: (values: Readonly<Record<string, string>>) => void
	readonly busy: boolean
	/** What is being posted now. */
	readonly sending: FormData | undefined
}

/**
 * One press that changes something, outside of a form. The action answers `{ ok: true, done }` or `{ ok: false,
 * formError }`; either text is shown as a toast. `onDone` is called after a success.
 */
export function useIntent(options: { action?: string | undefined; onDone?: (() => void) | undefined } = {}): Intent {
	const fetcher = useFetcher<unknown>()
	const latest = useRef(options)
	latest.current = options
	const busy = fetcher.state !== 'idle'
	const sent = useRef(false)
	useEffect(() => {
		if (busy) {
			sent.current = true
			return
		}
		if (!sent.current) return
		sent.current = false
		const answer = fetcher.data as { ok?: boolean; done?: string; formError?: string } | undefined
		if (answer?.ok === false) showToast({ tone: 'block', title: answer.formError ?? '' })
		else {
			if (answer?.done) showToast({ tone: 'pass', title: answer.done })
			latest.current.onDone?.()
		}
	}, [busy, fetcher.data])
	return {
		send: (values) => fetcher.submit(values, { method: 'post', ...(options.action ? { action: options.action } : {}) }),
		busy,
		sending: fetcher.formData,
	}
}
