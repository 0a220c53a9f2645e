import { useCallback } from 'react'
import type { Choice, FoundChoices } from '#app/core/choice.ts'
import { type AsyncResults, useAsyncResults } from '#app/ui/actions/use-async-results.ts'

/** What came of a question: what fits, or that nobody is logged in any more. */
export type ChoicesAnswer<C extends Choice> = FoundChoices<C> | 'logged-out'

async function ask<C extends Choice>(address: string, signal: AbortSignal): Promise<ChoicesAnswer<C>> {
	const response = await fetch(address, { signal, headers: { Accept: 'application/json' } })
	if (response.redirected || response.status === 401) return 'logged-out'
	if (!response.ok) throw new Error(`${address} answered ${response.status}`)
	return (await response.json()) as FoundChoices<C>
}

/** Asks an address of choices once typing pauses, and again with each `attempt`; null asks nothing. Late answers are dropped. */
export function useFoundChoices<C extends Choice>(address: string | null, attempt = 0): AsyncResults<ChoicesAnswer<C>> {
	const again = useCallback((key: string, signal: AbortSignal) => ask<C>(key.replace(/#\d+$/, ''), signal), [])
	return useAsyncResults(address === null ? '' : `${address}#${attempt}`, again)
}
