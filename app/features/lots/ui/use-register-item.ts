import { useCallback } from 'react'
import { useAsyncResults } from '#app/ui/actions/use-async-results.ts'
import type { RegisterItem } from '../register-options.queries.server.ts'

/** What a new lot of the chosen item asks for: from what the page brought, or else fetched. `failed`: it did not come. */
export function useRegisterItem(
	items: readonly RegisterItem[],
	id: string,
): { item: RegisterItem | undefined; failed: boolean } {
	const known = items.find((one) => one.id === id)
	const ask = useCallback(async (wanted: string, signal: AbortSignal) => {
		const response = await fetch(`/register-item?id=${encodeURIComponent(wanted)}`, { signal })
		if (!response.ok || response.redirected) throw new Error(`The item answered ${response.status}`)
		return ((await response.json()) as { item: RegisterItem | null }).item
	}, [])
	const asked = useAsyncResults(known ? '' : id, ask)
	return {
		item: known ?? (asked.value?.id === id ? asked.value : undefined),
		failed: !known && (asked.state === 'failed' || (asked.state === 'done' && asked.value === null)),
	}
}
