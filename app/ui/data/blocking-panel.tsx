import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cx } from '#app/ui/cx.ts'
import { Person } from '#app/ui/status/person.tsx'
import { TONE_ICONS, type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface BlockingItem {
	readonly key: string
	readonly tone: Tone
	readonly icon?: LucideIcon | undefined
	/** What is missing or wrong, with the figures. */
	readonly title: ReactNode
	readonly detail?: ReactNode
	/** Who is asked to act, and until when. */
	readonly who?:
		| {
				readonly name: string
				readonly initials: string
				readonly due?: string | undefined
				readonly overdue?: boolean | undefined
		  }
		| undefined
	/** One small button or link. */
	readonly action?: ReactNode
}

export interface BlockingPanelProps {
	readonly tone: Tone
	/** "4 things keep this lot from release" */
	readonly title: string
	readonly icon?: LucideIcon | undefined
	/** "8 of 12 release conditions met" */
	readonly note?: ReactNode
	readonly items: readonly BlockingItem[]
	/** What is asked of the reader, what is locked meanwhile. */
	readonly aside?: ReactNode
}

/** What keeps a record from going on, who is asked to act, and what is asked of the reader. */
export function BlockingPanel({ tone, title, icon, note, items, aside }: BlockingPanelProps) {
	const id = useId()
	const Icon = icon ?? TONE_ICONS[tone]
	return (
		<section
			aria-labelledby={id}
			className={cx(
				toneClass(tone),
				'keep-together grid overflow-hidden rounded-3 border border-c-line bg-surface',
				aside && 'wide:grid-cols-[minmax(0,1fr)_300px]',
			)}
		>
			<header className="col-span-full flex min-h-11 items-center gap-2 border-b border-c-line bg-c-bg px-4 py-2">
				<Icon aria-hidden="true" className="text-c-fg" />
				<h2 id={id} className="flex-1">
					{title}
				</h2>
				{note && <span className="text-12 text-text-2 max-desk:hidden">{note}</span>}
			</header>
			<ol>
				{items.map((item) => (
					<BlockingRow key={item.key} item={item} />
				))}
			</ol>
			{aside && <div className="border-line bg-surface-2 px-4 py-3 max-wide:border-t wide:border-l">{aside}</div>}
		</section>
	)
}

function BlockingRow({ item }: { item: BlockingItem }) {
	const Icon = item.icon ?? TONE_ICONS[item.tone]
	const { who } = item
	return (
		<li
			className={cx(
				toneClass(item.tone),
				'grid grid-cols-[20px_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 px-4 py-3 not-first:border-t not-first:border-line desk:grid-cols-[20px_minmax(0,1fr)_160px_116px]',
			)}
		>
			<Icon aria-hidden="true" className="mt-0.5 text-c-fg" />
			<div className="min-w-0 max-desk:col-span-2">
				<p className="font-semibold">{item.title}</p>
				{item.detail && <div className="text-text-2">{item.detail}</div>}
			</div>
			<div className="max-desk:col-start-2 max-desk:self-center">
				{who && (
					<Person
						name={who.name}
						initials={who.initials}
						detail={who.due && <span className={who.overdue ? 'text-rejected-fg' : undefined}>{who.due}</span>}
					/>
				)}
			</div>
			<div className="no-print justify-self-end">{item.action}</div>
		</li>
	)
}

/** A part of the panel's right side: a quiet label and what belongs to it. */
export function BlockingAside({ label, children }: { label: string; children: ReactNode }) {
	return (
		<div className="not-first:mt-3.5 not-first:border-t not-first:border-line not-first:pt-2.5">
			<p className="mb-1.5 text-12 font-medium text-text-2">{label}</p>
			{children}
		</div>
	)
}
