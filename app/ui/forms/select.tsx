import { type ComponentPropsWithoutRef, forwardRef, useState } from 'react'
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
	/**
	 * Among hundreds of its kind: what can be chosen is there as soon as it is focused or pointed at, and until then only what
	 * is chosen. Its `value` is given.
	 */
	readonly lean?: boolean | undefined
}

/** One of a list: the browser's own select, with our look. */
export const Select = forwardRef<HTMLSelectElement, SelectProps>(function Select(
	{ options, placeholder, compact, lean, className, children, ...props },
	ref,
) {
	const control = useControl(props)
	const [isReached, setReached] = useState(false)
	const shown = lean && !isReached ? options?.filter((one) => 'value' in one && one.value === props.value) : options
	// The browser opens its list after these events, with the options that were drawn at their end.
	const reach = () => setReached(true)
	return (
		<div className={cx('chevron', className)}>
			<select
				ref={ref}
				{...props}
				{...control}
				{...(lean && !isReached ? { onFocus: reach, onPointerEnter: reach, onPointerDown: reach } : {})}
				className={controlClass(
					cx('appearance-none pr-8 text-ellipsis print:border-0! print:px-0!', compact && 'min-h-7!'),
				)}
			>
				{placeholder !== undefined && <option value="">{placeholder}</option>}
				{shown?.map((entry) =>
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
		</div>
	)
})

const renderOption = ({ value, label, disabled }: SelectOption) => (
	<option key={value} value={value} disabled={disabled}>
		{label}
	</option>
)
