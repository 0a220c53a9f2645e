import { useEffect, useMemo, useState } from 'react'
import type { Analysis } from '../../analyse-rule-set.server.ts'
import type { RuleSetPage } from '../../rule-set-page.server.ts'

const PAUSE_MS = 500

/**
 * Problems, tests and differences of what is typed, asked for a moment after the last change, and what they are differences
 * from: the version or draft that is compared with or, where the active version is typed over, that version itself.
 */
export function useAnalysis(page: RuleSetPage, content: unknown) {
	const [answered, setAnswered] = useState<{ content: unknown; basedOn: number; analysis: Analysis } | null>(null)
	const { key, active, shown } = page
	const isTyped = content !== shown.content
	const typesOver = isTyped && shown.number !== null && shown.number === active
	const baseNumber = typesOver ? active : (page.base?.number ?? active ?? 0)
	useEffect(() => {
		if (!isTyped || !navigator.onLine) return
		const asking = new AbortController()
		const timer = setTimeout(async () => {
			const analysis = await ask(key, baseNumber, content, asking.signal)
			if (analysis && !asking.signal.aborted) setAnswered({ content, basedOn: baseNumber, analysis })
		}, PAUSE_MS)
		return () => {
			clearTimeout(timer)
			asking.abort()
		}
	}, [content, isTyped, key, baseNumber])
	const checked = isTyped ? answered?.analysis : undefined
	// Differences from the version before are not told as those of what is typed.
	const before = useMemo(
		() => (typesOver ? { ...page.analysis, changes: [] } : page.analysis),
		[page.analysis, typesOver],
	)
	const base = useMemo(
		() => (typesOver ? { number: shown.number ?? 0, content: shown.content } : page.base),
		[typesOver, shown, page.base],
	)
	const isStale = isTyped && (answered?.content !== content || answered?.basedOn !== baseNumber)
	return { analysis: checked ?? before, base, isStale }
}

/** Nothing where the question was taken back, the connection is lost or the server refuses: the next change asks again. */
async function ask(key: string, basedOn: number, content: unknown, signal: AbortSignal): Promise<Analysis | null> {
	const body = new FormData()
	body.set('basedOn', String(basedOn))
	body.set('content', JSON.stringify(content))
	try {
		const response = await fetch(`/rules/${key}/check`, { method: 'POST', body, signal })
		return response.ok ? ((await response.json()) as { analysis: Analysis }).analysis : null
	} catch {
		return null
	}
}
