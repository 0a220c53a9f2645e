import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { TONE_ICONS, type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface VerdictProps {
	readonly tone: Tone
	readonly title: ReactNode
	readonly icon?: LucideIcon | undefined
	readonly children?: ReactNode
	readonly actions?: ReactNode
}

/** The one answer of a public page, before everything else. It carries the page's only h1. */
export function Verdict({ tone, title, icon, children, actions }: VerdictProps) {
	const Icon = icon ?? TONE_ICONS[tone]
	return (
		<section
			className={cx(
				toneClass(tone),
				'keep-together grid grid-cols-[44px_minmax(0,1fr)] items-start gap-x-4 gap-y-3 rounded-4 border border-c-line bg-c-bg p-4 desk:p-5',
			)}
		>
			<span
				aria-hidden="true"
				className="grid size-11 place-items-center rounded-full bg-[light-dark(var(--c),var(--c-fg))] text-surface"
			>
				<Icon className="size-[26px]! stroke-2!" />
			</span>
			<div className="min-w-0 self-center">
				<h1 className="text-c-fg">{title}</h1>
				{children && <div className="text-14">{children}</div>}
			</div>
			{actions && (
				<div className="no-print flex flex-wrap gap-2 max-desk:col-span-2 max-desk:*:flex-1 desk:col-start-2">
					{actions}
				</div>
			)}
		</section>
	)
}
