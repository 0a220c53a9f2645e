import type { LucideIcon } from 'lucide-react'
import { cx } from '#app/ui/cx.ts'
import { TONE_ICONS, type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface StatusTextProps {
	readonly tone: Tone
	readonly label: string
	readonly icon?: LucideIcon | undefined
	readonly className?: string | undefined
}

/** Status in a dense table: the icon and the word without the box. */
export function StatusText({ tone, label, icon, className }: StatusTextProps) {
	const Icon = icon ?? TONE_ICONS[tone]
	return (
		<span
			className={cx(
				toneClass(tone),
				'inline-flex items-center gap-1.5 align-middle font-medium whitespace-nowrap text-c-fg',
				className,
			)}
		>
			<Icon aria-hidden="true" className="size-3.5! stroke-2!" />
			{label}
		</span>
	)
}
