import type { LucideIcon } from 'lucide-react'
import { cx } from '#app/ui/cx.ts'
import { TONE_ICONS, type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface StatusChipProps {
	readonly tone: Tone
	readonly label: string
	readonly icon?: LucideIcon | undefined
	/** `lg` beside a page's title. */
	readonly size?: 'md' | 'lg' | undefined
	readonly className?: string | undefined
}

/** The status of the thing the page or row is about: one per row at most. Unknown has a dashed edge. */
export function StatusChip({ tone, label, icon, size = 'md', className }: StatusChipProps) {
	const Icon = icon ?? TONE_ICONS[tone]
	return (
		<span
			className={cx(
				toneClass(tone),
				'inline-flex items-center gap-[5px] rounded-1 border align-middle font-medium whitespace-nowrap text-c-fg',
				size === 'lg' ? 'h-[26px] pr-2.5 pl-2 text-13' : 'h-[22px] pr-2 pl-1.5 text-12',
				tone === 'unknown' ? 'border-dashed border-control-line' : 'border-c-line bg-c-bg',
				className,
			)}
		>
			<Icon aria-hidden="true" className={cx('stroke-2!', size === 'lg' ? 'size-[15px]!' : 'size-[13px]!')} />
			{label}
		</span>
	)
}
