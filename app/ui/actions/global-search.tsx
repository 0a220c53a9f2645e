import { ScanBarcode } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandGroup } from '#app/ui/actions/command-palette.tsx'

/** Fetched when it is first opened: most pages are read without it. */
const CommandPalette = lazy(() =>
	import('#app/ui/actions/command-palette.tsx').then((module) => ({ default: module.CommandPalette })),
)

export interface GlobalSearchProps {
	/** Answers what fits a typed, pasted or scanned text. Called 150 ms after the last key, and cancelled by the next. */
	readonly search: (query: string, signal: AbortSignal) => Promise<readonly CommandGroup[]>
	/** Pages one may go to, narrowed by what is typed. */
	readonly pages?: CommandGroup | undefined
	/** The search page for a text: Enter on nothing chosen leads there, and it is the way without scripts. */
	readonly searchHref: (query: string) => string
}

/** The search box of the top bar. Ctrl K or ⌘K opens it from anywhere. */
export function GlobalSearch({ search, pages, searchHref }: GlobalSearchProps) {
	const { t } = useTranslation('common')
	const [open, setOpen] = useState(false)
	const [wanted, setWanted] = useState(false)
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
			event.preventDefault()
			setWanted(true)
			setOpen((before) => !before)
		}
		addEventListener('keydown', onKey)
		return () => removeEventListener('keydown', onKey)
	}, [])
	return (
		<search>
			<a
				href={searchHref('')}
				aria-haspopup="dialog"
				onPointerEnter={() => setWanted(true)}
				onFocus={() => setWanted(true)}
				onClick={(event) => {
					event.preventDefault()
					setWanted(true)
					setOpen(true)
				}}
				className="flex h-8 max-w-[440px] min-w-0 items-center gap-2 rounded-2 border border-line-2 bg-surface-2 pr-1.5 pl-2.5 text-text-3 no-underline hover:border-control-line hover:no-underline pointer-coarse:h-11"
			>
				<ScanBarcode aria-hidden="true" />
				<span className="min-w-0 flex-1 truncate">{t('searchOrScan')}</span>
				<kbd className="max-desk:hidden">{t('shortcut')}</kbd>
			</a>
			{wanted && (
				<Suspense>
					<CommandPalette open={open} onOpenChange={setOpen} search={search} pages={pages} searchHref={searchHref} />
				</Suspense>
			)}
		</search>
	)
}
