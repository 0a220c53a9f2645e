import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'
import { type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface ListRow {
	readonly key: string
	readonly title: ReactNode
	readonly detail?: ReactNode
	readonly icon?: LucideIcon | undefined
	/** Colours the icon. */
	readonly tone?: Tone | undefined
	/** At the right: a status, a count, a button. */
	readonly aside?: ReactNode
	/** The title leads there. */
	readonly to?: string | undefined
	/** The one that is open beside the list. */
	readonly current?: boolean | undefined
}

/** Up to about eight things, each with its action. */
export function ListRows({ rows, label }: { rows: readonly ListRow[]; label?: string | undefined }) {
	return (
		<ul aria-label={label}>
			{rows.map(({ key, title, detail, icon: Icon, tone, aside, to, current }) => (
				<li
					key={key}
					className={cx(
						'flex items-center gap-3 px-4 py-[9px] not-first:border-t not-first:border-line',
						current && 'bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]',
						tone && toneClass(tone),
					)}
				>
					{Icon && <Icon aria-hidden="true" className={tone ? 'text-c-fg' : 'text-text-3'} />}
					<div className="min-w-0 flex-1 wrap-anywhere">
						{to ? (
							<AppLink to={to} aria-current={current ? 'true' : undefined} className="text-text pointer-coarse:py-2">
								{title}
							</AppLink>
						) : (
							title
						)}
						{detail && <small className="block text-text-3">{detail}</small>}
					</div>
					{aside && <div className="flex flex-none items-center gap-2">{aside}</div>}
				</li>
			))}
		</ul>
	)
}
