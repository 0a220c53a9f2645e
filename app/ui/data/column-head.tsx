import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'

export interface ColumnHeadProps {
	readonly column: {
		readonly header: string
		readonly align?: 'start' | 'end' | undefined
		readonly sortHref?: string | undefined
		readonly sorted?: 'asc' | 'desc' | undefined
		readonly headerHidden?: boolean | undefined
		readonly className?: string | undefined
	}
}

/** A column's head; a link to the other order where it can be sorted. */
export function ColumnHead({ column }: ColumnHeadProps) {
	const { header, align, sortHref, sorted, headerHidden, className } = column
	const { t } = useTranslation('common')
	const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown
	const label = sorted === 'asc' ? t('sortDescending', { name: header }) : t('sortAscending', { name: header })
	return (
		<th
			scope="col"
			className={cx(align === 'end' && 'num', className)}
			aria-sort={sorted === undefined ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
		>
			{sortHref ? (
				<AppLink
					to={sortHref}
					title={label}
					preventScrollReset
					className="inline-flex items-center gap-1 no-underline hover:text-text hover:no-underline"
				>
					{header}
					{sorted && <Arrow aria-hidden="true" className="size-3!" />}
				</AppLink>
			) : (
				<span className={headerHidden ? 'sr-only' : undefined}>{header}</span>
			)}
		</th>
	)
}
