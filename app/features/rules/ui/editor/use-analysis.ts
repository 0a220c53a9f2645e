import { useFetcher } from '@remix-run/react'
import { useEffect, useMemo } from 'react'
import type { Analysis } from '../../analyse-rule-set.server.ts'
import type { RuleSetPage } from '../../rule-set-page.server.ts'

const PAUSE_MS = 500

/**
 * Problems, tests and differences of what is typed, asked for a moment after the last change, and what they are differences
 * from: the version or draft that is compared with or, where the active version is typed over, that version itself.
 */
export function useAnalysis(page: RuleSetPage, content: unknown) {
	const fetcher = useFetcher<{ ok: boolean; analysis?: Analysis }>()
	const { submit } = fetcher
	const { key, active, shown } = page
	const isTyped = content !== shown.content
	const typesOver = isTyped && shown.number !== null && shown.number === active
	const baseNumber = typesOver ? active : (page.base?.number ?? active ?? 0)
	useEffect(() => {
		if (!isTyped || !navigator.onLine) return
		const timer = setTimeout(() => {
			const body = { intent: 'check', draftId: '', version: '', basedOn: String(baseNumber) }
			submit(
				{ ...body, content: JSON.stringify(content) },
				{ method: 'post', action: `/rules/${key}`, encType: 'multipart/form-data' },
			)
		}, PAUSE_MS)
		return () => clearTimeout(timer)
	}, [content, isTyped, submit, key, baseNumber])
	const checked = isTyped ? fetcher.data?.analysis : undefined
	// Differences from the version before are not told as those of what is typed.
	const before = useMemo(
		() => (typesOver ? { ...page.analysis, changes: [] } : page.analysis),
		[page.analysis, typesOver],
	)
	const base = useMemo(
		() => (typesOver ? { number: shown.number ?? 0, content: shown.content } : page.base),
		[typesOver, shown, page.base],
	)
	return { analysis: checked ?? before, base, isStale: isTyped && (!checked || fetcher.state !== 'idle') }
}
