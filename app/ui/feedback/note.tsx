import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { TONE_ICONS, type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface NoteProps {
	readonly tone: Tone
	readonly title?: ReactNode
	readonly icon?: LucideIcon | undefined
	readonly children?: ReactNode
	readonly actions?: ReactNode
	/** `status` is read out politely when it appears, `alert` at once. */
	readonly role?: 'status' | 'alert' | undefined
	readonly className?: string | undefined
}

/** A message on the page: what happened, why, the next step. */
export function Note({ tone, title, icon, children, actions, role, className }: NoteProps) {
	const Icon = icon ?? TONE_ICONS[tone]
	return (
		<div
			role={role}
			className={cx(
				toneClass(tone),
				'flex flex-wrap gap-3 rounded-3 border border-c-line bg-c-bg px-4 py-3',
				className,
			)}
		>
			<Icon aria-hidden="true" className="mt-0.5 text-c-fg" />
			<div className="min-w-0 flex-1">
				{title && <p className="font-semibold">{title}</p>}
				{children}
			</div>
			{actions && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
		</div>
	)
}
