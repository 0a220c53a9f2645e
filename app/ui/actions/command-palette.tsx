import { useNavigate } from '@remix-run/react'
import { Command } from 'cmdk'
import { CornerDownLeft, type LucideIcon, ScanBarcode, Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsyncResults } from '#app/ui/actions/use-async-results.ts'
import { TONE_ICONS, type Tone, toneClass } from '#app/ui/status/tone.ts'

const EVERYWHERE = 'search-everywhere'

export interface CommandEntry {
	/** Where it leads; also its identity. */
	readonly to: string
	readonly label: string
	readonly detail?: string | undefined
	/** An identifier: shown in the monospaced font. */
	readonly mono?: boolean | undefined
	/** The status of a record: its icon. */
	readonly tone?: Tone | undefined
	readonly icon?: LucideIcon | undefined
}

export interface CommandGroup {
	readonly label: string
	readonly entries: readonly CommandEntry[]
}

export interface CommandPaletteProps {
	readonly open: boolean
	readonly onOpenChange: (open: boolean) => void
	readonly search: (query: string, signal: AbortSignal) => Promise<readonly CommandGroup[]>
	readonly pages?: CommandGroup | undefined
	readonly searchHref: (query: string) => string
}

/** Finds any code that is typed, pasted or scanned, and any page by name. */
export function CommandPalette({ open, onOpenChange, ...rest }: CommandPaletteProps) {
	const { t } = useTranslation('common')
	return (
		<Dialog.Root open={open} onOpenChange={onOpenChange}>
			<Dialog.Portal>
				<Dialog.Overlay className="scrim" />
				<Dialog.Content
					aria-describedby={undefined}
					className="floating fixed inset-x-3 top-3 z-50 mx-auto max-w-[600px] overflow-hidden rounded-4 border border-line bg-overlay shadow-3 outline-none desk:top-[12vh]"
				>
					<Dialog.Title className="sr-only">{t('commandTitle')}</Dialog.Title>
					<Palette {...rest} onDone={() => onOpenChange(false)} />
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	)
}

function Palette({
	search,
	pages,
	searchHref,
	onDone,
}: Omit<CommandPaletteProps, 'open' | 'onOpenChange'> & { onDone: () => void }) {
	const { t } = useTranslation('common')
	const navigate = useNavigate()
	const [typed, setTyped] = useState('')
	const query = typed.trim()
	const results = useAsyncResults(query, search)
	const [chosen, setChosen] = useState('')
	const first = results.value?.[0]?.entries[0]?.to ?? EVERYWHERE
	useEffect(() => setChosen(first), [first])
	const go = (to: string) => {
		onDone()
		navigate(to)
	}
	const fitting = pages?.entries.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase())) ?? []
	const groups = [
		...(results.value ?? []),
		...(pages && fitting.length > 0 ? [{ label: pages.label, entries: fitting }] : []),
	]
	return (
		<Command shouldFilter={false} value={chosen} onValueChange={setChosen} label={t('commandTitle')} loop>
			<div className="flex items-center gap-2.5 border-b border-line px-4">
				<ScanBarcode aria-hidden="true" className="text-text-3" />
				<Command.Input
					value={typed}
					onValueChange={setTyped}
					placeholder={t('searchOrScan')}
					className="h-12 min-w-0 flex-1 bg-transparent text-14 shadow-none! outline-none max-desk:text-16"
				/>
				<span role="status" className="text-12 text-text-3">
					{results.state === 'waiting' && t('searching')}
				</span>
			</div>
			<Command.List className="max-h-[min(60vh,440px)] overflow-y-auto p-1">
				{query === '' && <p className="px-2 py-1.5 text-12 text-text-3">{t('commandHint')}</p>}
				{results.state === 'failed' && <p className="px-2 py-1.5 text-rejected-fg">{t('commandFailed')}</p>}
				{groups.map((group) => (
					<Command.Group
						key={group.label}
						heading={group.label}
						className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-3"
					>
						{group.entries.map((entry) => (
							<Entry key={entry.to} entry={entry} onSelect={() => go(entry.to)} />
						))}
					</Command.Group>
				))}
				{query !== '' && (
					<Command.Item value={EVERYWHERE} onSelect={() => go(searchHref(query))} className="menu-item">
						<Search aria-hidden="true" />
						<span className="min-w-0 flex-1 wrap-anywhere">{t('searchEverywhere', { query })}</span>
						<CornerDownLeft aria-hidden="true" />
					</Command.Item>
				)}
			</Command.List>
		</Command>
	)
}

function Entry({ entry, onSelect }: { entry: CommandEntry; onSelect: () => void }) {
	const Icon = entry.icon ?? (entry.tone ? TONE_ICONS[entry.tone] : Search)
	return (
		<Command.Item
			value={entry.to}
			onSelect={onSelect}
			className={`menu-item ${entry.tone ? toneClass(entry.tone) : ''}`}
		>
			<Icon aria-hidden="true" className={entry.tone ? 'text-c-fg!' : undefined} />
			<span className={entry.mono ? 'mono' : 'min-w-0'}>{entry.label}</span>
			{entry.detail && <span className="min-w-0 flex-1 truncate text-text-3">{entry.detail}</span>}
		</Command.Item>
	)
}
