import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'

export interface CountProps {
	readonly value: number | string
	readonly className?: string | undefined
}

/** How many, on a tab or beside a title. */
export function Count({ value, className }: CountProps) {
	const { i18n } = useTranslation()
	return (
		<span
			className={cx(
				'inline-grid h-4 min-w-[18px] place-items-center rounded-full bg-surface-3 px-[5px] text-11 leading-none font-medium text-text-2',
				className,
			)}
		>
			{typeof value === 'number' ? value.toLocaleString(i18n.language) : value}
		</span>
	)
}
