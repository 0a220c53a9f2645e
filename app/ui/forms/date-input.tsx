import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { controlClass } from '#app/ui/forms/control-class.ts'
import { useControl } from '#app/ui/forms/field-context.ts'

export interface DateInputProps extends Omit<ComponentPropsWithoutRef<'input'>, 'type'> {
	/** Day alone by default. `datetime-local` has no zone: say in the hint which one is meant. */
	readonly type?: 'date' | 'datetime-local' | 'month' | 'time' | undefined
}

/** A date: the browser's own picker, which knows the reader's calendar. */
export const DateInput = forwardRef<HTMLInputElement, DateInputProps>(function DateInput(
	{ type = 'date', className, ...props },
	ref,
) {
	const control = useControl(props)
	return <input ref={ref} type={type} {...props} {...control} className={controlClass(className)} />
})
