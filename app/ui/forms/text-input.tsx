import type { LucideIcon } from 'lucide-react'
import { type ComponentPropsWithoutRef, forwardRef, type ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { controlClass } from '#app/ui/forms/control-class.ts'
import { useControl } from '#app/ui/forms/field-context.ts'

export interface TextInputProps extends ComponentPropsWithoutRef<'input'> {
	/** An identifier: shown in the monospaced font, without corrections by the browser. */
	readonly mono?: boolean | undefined
	/** At the right inside the box. */
	readonly trailingIcon?: LucideIcon | undefined
	/** A unit or a button at the right inside the box. */
	readonly trailing?: ReactNode
}

/** One line of text. Takes what `register()` of react-hook-form gives. */
export const TextInput = forwardRef<HTMLInputElement, TextInputProps>(function TextInput(
	{ mono, trailingIcon: Icon, trailing, className, type = 'text', ...props },
	ref,
) {
	const control = useControl(props)
	const codes = mono ? { autoCapitalize: 'off', autoCorrect: 'off', spellCheck: false, autoComplete: 'off' } : {}
	const input = (padding: string) => (
		<input
			ref={ref}
			type={type}
			{...codes}
			{...props}
			{...control}
			className={controlClass(cx(padding, mono && 'font-mono', className))}
		/>
	)
	if (!Icon && !trailing) return input('')
	return (
		<div className="relative">
			{input(trailing ? 'pr-14' : 'pr-9')}
			<span className="absolute inset-y-0 right-0 flex items-center pr-2.5 text-12 text-text-3">
				{Icon && <Icon aria-hidden="true" />}
				{trailing}
			</span>
		</div>
	)
})
