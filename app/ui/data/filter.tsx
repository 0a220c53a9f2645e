import { ChevronDown, X } from 'lucide-react'
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'
import { ChoiceMenu, type ChoiceMenuItem } from '#app/ui/data/choice-menu.tsx'

const pill = (on: boolean) =>
	cx(
		'inline-flex min-h-7 cursor-pointer items-center gap-1.5 rounded-2 border pr-2 pl-2.5 text-12 font-medium whitespace-nowrap no-underline hover:no-underline max-desk:min-h-9 pointer-coarse:min-h-11',
		on ? 'border-accent-line bg-accent-soft text-accent' : 'border-line-2 bg-surface text-text-2 hover:bg-surface-3',
	)

export interface FilterMenuProps {
	/** What it narrows: "Status". */
	readonly label: string
	/** What is chosen now; absent for "any". */
	readonly value?: string | undefined
	readonly items: readonly ChoiceMenuItem[]
	/** Several may be on. */
	readonly multiple?: boolean | undefined
}

/** A filter with a list of values. */
export function FilterMenu({ label, value, items, multiple }: FilterMenuProps) {
	return (
		<ChoiceMenu
			label={label}
			items={items}
			multiple={multiple}
			trigger={<FilterButton label={label} value={value} />}
		/>
	)
}

const FilterButton = forwardRef<
	HTMLButtonElement,
	ComponentPropsWithoutRef<'button'> & { label: string; value: string | undefined }
>(function FilterButton({ label, value, ...props }, ref) {
	const { t } = useTranslation('common')
	return (
		<button ref={ref} type="button" {...props} className={pill(value !== undefined)}>
			{label}
			<span className={cx('font-semibold', value === undefined && 'text-text')}>{value ?? t('any')}</span>
			<ChevronDown aria-hidden="true" className="size-[13px]!" />
		</button>
	)
})

export interface ActiveFilterProps {
	readonly label: string
	readonly value: string
	/** The same list without it. */
	readonly clearHref: string
}

/** A filter that is on and can be taken off. */
export function ActiveFilter({ label, value, clearHref }: ActiveFilterProps) {
	const { t } = useTranslation('common')
	return (
		<AppLink to={clearHref} preventScrollReset title={t('clearFilter', { name: label })} className={pill(true)}>
			{label}
			<span className="font-semibold">{value}</span>
			<X aria-hidden="true" className="size-[13px]!" />
			<span className="sr-only">{t('clearFilter', { name: label })}</span>
		</AppLink>
	)
}

export interface FilterLinkProps {
	readonly label: string
	readonly count?: number | undefined
	readonly to: string
	readonly on: boolean
}

/** A filter that is on or off: "Errors 15". */
export function FilterLink({ label, count, to, on }: FilterLinkProps) {
	return (
		<AppLink to={to} preventScrollReset aria-current={on ? 'true' : undefined} className={cx(pill(on), 'pr-2.5!')}>
			{label}
			{count !== undefined && <span className={cx('font-semibold', !on && 'text-text')}>{count}</span>}
		</AppLink>
	)
}
