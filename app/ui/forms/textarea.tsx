import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { cx } from '#app/ui/cx.ts'
import { controlClass } from '#app/ui/forms/control-class.ts'
import { useControl } from '#app/ui/forms/field-context.ts'

export interface TextareaProps extends ComponentPropsWithoutRef<'textarea'> {
	readonly mono?: boolean | undefined
}

/** Several lines of text. */
export const Textarea = forwardRef<HTMLTextAreaElement, TextareaProps>(function Textarea(
	{ mono, className, rows = 3, ...props },
	ref,
) {
	const control = useControl(props)
	return (
		<textarea
			ref={ref}
			rows={rows}
			{...props}
			{...control}
			className={controlClass(cx('block resize-y py-1.5', mono && 'font-mono', className))}
		/>
	)
})
