import { useFetcher } from '@remix-run/react'
import { useEffect } from 'react'
import type { Analysis } from '../../analyse-rule-set.server.ts'
import type { RuleSetPage } from '../../rule-set-page.server.ts'

const PAUSE_MS = 500

/** Problems, tests and differences of what is typed, asked for a moment after the last change. */
export function useAnalysis(page: RuleSetPage, content: unknown) {
	const fetcher = useFetcher<{ ok: boolean; analysis?: Analysis }>()
	const { submit } = fetcher
	const { key, base, active, shown } = page
	const isTyped = content !== shown.content
	useEffect(() => {
		if (!isTyped || !navigator.onLine) return
		const timer = setTimeout(() => {
			const body = { intent: 'check', draftId: '', version: '', basedOn: String(base?.number ?? active ?? 0) }
			submit(
				{ ...body, content: JSON.stringify(content) },
				{ method: 'post', action: `/rules/${key}`, encType: 'multipart/form-data' },
			)
		}, PAUSE_MS)
		return () => clearTimeout(timer)
	}, [content, isTyped, submit, key, base?.number, active])
	const checked = isTyped ? fetcher.data?.analysis : undefined
	return { analysis: checked ?? page.analysis, isStale: isTyped && (!checked || fetcher.state !== 'idle') }
}
