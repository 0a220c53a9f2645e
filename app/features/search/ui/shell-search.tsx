import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandGroup } from '#app/ui/actions/command-palette.tsx'
import { GlobalSearch } from '#app/ui/actions/global-search.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import { FOUND_KINDS, type FoundKind } from '../found.ts'

type Answer = { results: { kind: FoundKind; label: string; detail: string | null; to: string; tone: Tone | null }[] }

/** The search box of the top bar: any code from anywhere, and the pages of the reader's own navigation. */
export function ShellSearch({ pages }: { pages: CommandGroup }) {
	const { t } = useTranslation('search')
	const ask = useCallback(
		async (query: string, signal: AbortSignal): Promise<CommandGroup[]> => {
			const response = await fetch(`/search.json?q=${encodeURIComponent(query)}`, {
				signal,
				headers: { Accept: 'application/json' },
			})
			if (!response.ok) throw new Error(`The search answered ${response.status}`)
			const { results } = (await response.json()) as Answer
			return FOUND_KINDS.map((kind) => ({
				label: t(`kind.${kind}`),
				entries: results
					.filter((one) => one.kind === kind)
					.map((one) => ({
						to: one.to,
						label: one.label,
						detail: one.detail ?? undefined,
						mono: kind !== 'lookup',
						tone: one.tone ?? undefined,
					})),
			})).filter((group) => group.entries.length > 0)
		},
		[t],
	)
	return <GlobalSearch search={ask} pages={pages} searchHref={(query) => `/search?q=${encodeURIComponent(query)}`} />
}
