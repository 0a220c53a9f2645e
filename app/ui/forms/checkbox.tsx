import { type ComponentPropsWithoutRef, forwardRef, type ReactNode, useCallback, useId } from 'react'
import { cx } from '#app/ui/cx.ts'

export interface CheckboxProps extends Omit<ComponentPropsWithoutRef<'input'>, 'type'> {
	readonly label: ReactNode
	readonly hint?: ReactNode
	/** The label is read out but not seen, as in a table row. */
	readonly labelHidden?: boolean | undefined
	/** Some but not all of what it stands for. */
	readonly indeterminate?: boolean | undefined
}

/** On or off, sent with the form. */
export const Checkbox = forwardRef<HTMLInputElement, CheckboxProps>(function Checkbox(
	{ label, hint, labelHidden, indeterminate = false, className, ...props },
	ref,
) {
	const hintId = useId()
	const attach = useCallback(
		(element: HTMLInputElement | null) => {
			if (element) element.indeterminate = indeterminate
			if (typeof ref === 'function') ref(element)
			else if (ref) ref.current = element
		},
		[indeterminate, ref],
	)
	return (
		<label
			className={cx(
				'inline-flex cursor-pointer items-start gap-2 has-disabled:cursor-not-allowed has-disabled:text-text-3',
				labelHidden
					? 'align-middle pointer-coarse:-m-3.5 pointer-coarse:p-3.5'
					: 'pointer-coarse:min-h-11 pointer-coarse:py-3',
				className,
			)}
		>
			<input
				ref={attach}
				type="checkbox"
				{...props}
				aria-describedby={hint ? hintId : props['aria-describedby']}
				className={cx('choice', !labelHidden && 'mt-0.5')}
			/>
			<span className={labelHidden ? 'sr-only' : 'min-w-0'}>
				{label}
				{hint && (
					<small id={hintId} className="block text-text-3">
						{hint}
					</small>
				)}
			</span>
		</label>
	)
})
