import { ChevronDown } from 'lucide-react'
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { cx } from '#app/ui/cx.ts'
import { controlClass } from '#app/ui/forms/control-class.ts'
import { useControl } from '#app/ui/forms/field-context.ts'

export interface SelectOption {
	readonly value: string
	readonly label: string
	readonly disabled?: boolean | undefined
}

export interface SelectOptionGroup {
	readonly label: string
	readonly options: readonly SelectOption[]
}

export interface SelectProps extends ComponentPropsWithoutRef<'select'> {
	/** Options, or groups of them; or give `<option>` children. */
	readonly options?: readonly (SelectOption | SelectOptionGroup)[] | undefined
	/** The first, empty option: "choose". */
	readonly placeholder?: string | undefined
	/** In a table row. */
	readonly compact?: boolean | undefined
}

/** One of a list: the browser's own select, with our look. */
export const Select = forwardRef<HTMLSelectElement, SelectProps>(function Select(
	{ options, placeholder, compact, className, children, ...props },
	ref,
) {
	const control = useControl(props)
	return (
		<div className={cx('relative', className)}>
			<select
				ref={ref}
				{...props}
				{...control}
				className={controlClass(cx('appearance-none pr-8 text-ellipsis', compact && 'min-h-7!'))}
			>
				{placeholder !== undefined && <option value="">{placeholder}</option>}
				{options?.map((entry) =>
					'options' in entry ? (
						<optgroup key={entry.label} label={entry.label}>
							{entry.options.map(renderOption)}
						</optgroup>
					) : (
						renderOption(entry)
					),
				)}
				{children}
			</select>
			<ChevronDown
				aria-hidden="true"
				className="pointer-events-none absolute top-1/2 right-2.5 size-3.5! -translate-y-1/2 text-text-3"
			/>
		</div>
	)
})

const renderOption = ({ value, label, disabled }: SelectOption) => (
	<option key={value} value={value} disabled={disabled}>
		{label}
	</option>
)
