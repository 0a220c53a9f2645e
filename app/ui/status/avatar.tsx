import { cx } from '#app/ui/cx.ts'

export interface AvatarProps {
	/** One to three letters, or one Chinese character. */
	readonly initials: string
	readonly className?: string | undefined
}

/** The initials of a person or a team; the name always stands beside it, so it is hidden from screen readers. */
export function Avatar({ initials, className }: AvatarProps) {
	return (
		<span
			aria-hidden="true"
			className={cx(
				'inline-grid size-6 flex-none place-items-center rounded-full border border-line-2 bg-surface-3 text-[0.625rem] leading-none font-semibold text-text-2',
				className,
			)}
		>
			{initials}
		</span>
	)
}
