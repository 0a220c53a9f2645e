import { type ComponentPropsWithoutRef, forwardRef, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'
import { FieldError, RequiredMark } from '#app/ui/forms/field.tsx'

export interface RadioOption {
	readonly value: string
	readonly label: ReactNode
	/** What choosing it means. */
	readonly hint?: ReactNode
	readonly disabled?: boolean | undefined
}

export interface RadioGroupProps
	extends Omit<ComponentPropsWithoutRef<'input'>, 'type' | 'value' | 'defaultValue' | 'children'> {
	readonly legend: ReactNode
	readonly legendHidden?: boolean | undefined
	readonly name: string
	readonly options: readonly RadioOption[]
	/** Controlled; leave out with `register()`. */
	readonly value?: string | undefined
	readonly defaultValue?: string | undefined
	readonly error?: string | undefined
	readonly hint?: ReactNode
	/** `cards` give each option a box, `inline` puts short ones in a row. */
	readonly layout?: 'cards' | 'inline' | undefined
}

/** One of a few, all in view. Takes what `register()` gives. */
export const RadioGroup = forwardRef<HTMLInputElement, RadioGroupProps>(function RadioGroup(props, ref) {
	const {
		legend,
		legendHidden,
		options,
		value,
		defaultValue,
		error,
		hint,
		layout = 'cards',
		className,
		...input
	} = props
	const { t } = useTranslation('common')
	const errorId = useId()
	const described = error ? errorId : undefined
	return (
		<fieldset data-field={input.name} className={cx('m-0 min-w-0 p-0', className)} aria-describedby={described}>
			<legend className={legendHidden ? 'sr-only' : 'mb-1 text-12 font-medium text-text-2'}>
				{legend}
				{input.required && <RequiredMark label={t('required')} />}
			</legend>
			{hint && <p className="mb-2 text-12 text-text-3">{hint}</p>}
			<div className={layout === 'cards' ? 'flex flex-col gap-2' : 'flex flex-wrap gap-x-5 gap-y-1'}>
				{options.map((option) => (
					<label key={option.value} className={layout === 'cards' ? CARD : INLINE}>
						<input
							{...input}
							ref={ref}
							type="radio"
							value={option.value}
							disabled={option.disabled || input.disabled}
							{...(value === undefined ? {} : { checked: value === option.value })}
							{...(defaultValue === undefined ? {} : { defaultChecked: defaultValue === option.value })}
							className="choice mt-0.5"
						/>
						<span className="min-w-0">
							{option.label}
							{option.hint && <small className="block text-text-2">{option.hint}</small>}
						</span>
					</label>
				))}
			</div>
			{error && (
				<div className="mt-1">
					<FieldError id={errorId}>{error}</FieldError>
				</div>
			)}
		</fieldset>
	)
})

const CARD =
	'flex cursor-pointer gap-3 rounded-2 border border-line-2 px-3 py-2.5 has-checked:border-accent has-checked:bg-accent-soft has-disabled:cursor-not-allowed has-disabled:bg-surface-3 has-disabled:text-text-3'
const INLINE = 'inline-flex cursor-pointer items-start gap-2 pointer-coarse:min-h-11 pointer-coarse:items-center'
