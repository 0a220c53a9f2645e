import { type ComponentPropsWithoutRef, forwardRef, type ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export interface SwitchProps extends Omit<ComponentPropsWithoutRef<'input'>, 'type' | 'role'> {
	readonly label: ReactNode
}

/** On or off, at once. In a form that is sent later, use a checkbox. */
export const Switch = forwardRef<HTMLInputElement, SwitchProps>(function Switch({ label, className, ...props }, ref) {
	return (
		<label className={cx('inline-flex cursor-pointer items-center gap-2 pointer-coarse:min-h-11', className)}>
			{/* biome-ignore lint/a11y/useAriaPropsForRole: the checkbox's own checked state is its aria-checked */}
			<input ref={ref} type="checkbox" role="switch" {...props} className="choice switch" />
			{label}
		</label>
	)
})
