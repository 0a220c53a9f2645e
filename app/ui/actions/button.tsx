import type { LucideIcon } from 'lucide-react'
import { Slot } from 'radix-ui'
import { type ComponentPropsWithoutRef, forwardRef, type MouseEvent, useId } from 'react'
import { type ButtonLook, buttonClass } from '#app/ui/actions/button-class.ts'
import { cx } from '#app/ui/cx.ts'

export interface ButtonProps extends ComponentPropsWithoutRef<'button'>, ButtonLook {
	readonly icon?: LucideIcon | undefined
	readonly trailingIcon?: LucideIcon | undefined
	/** Renders the child (a link, say) with this look. */
	readonly asChild?: boolean | undefined
	/** Shows that it is being done and takes no second press. */
	readonly busy?: boolean | undefined
	/** Why it may not be done now. The button stays visible and focusable, and says this. */
	readonly refusedBecause?: string | undefined
}

const refuse = (event: MouseEvent) => {
	event.preventDefault()
	event.stopPropagation()
}

/** A button. One `primary` a page, at the top right; "…" in the label means a dialog follows. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(props, ref) {
	const { variant, size, iconOnly, icon: Icon, trailingIcon: Trailing, asChild, busy, refusedBecause, ...rest } = props
	const { className, children, onClick, type = 'button', ...others } = rest
	const reasonId = useId()
	const refused = Boolean(refusedBecause)
	const Root = asChild ? Slot.Root : 'button'
	return (
		<>
			<Root
				ref={ref}
				{...(asChild ? {} : { type })}
				{...others}
				className={buttonClass({ variant, size, iconOnly, refused: refused || others.disabled, className })}
				onClick={refused || busy ? refuse : onClick}
				{...(refused ? { 'aria-disabled': true, 'aria-describedby': reasonId, title: refusedBecause } : {})}
				{...(busy ? { 'aria-busy': true, 'aria-disabled': true } : {})}
			>
				{busy ? (
					<Spinner small={size === 'sm'} />
				) : (
					Icon && <Icon aria-hidden="true" className={size === 'sm' ? 'size-3.5!' : undefined} />
				)}
				<Slot.Slottable>{children}</Slot.Slottable>
				{Trailing && <Trailing aria-hidden="true" className="size-3.5!" />}
			</Root>
			{refused && (
				<span id={reasonId} className="sr-only">
					{refusedBecause}
				</span>
			)}
		</>
	)
})

/** As large as the icon that it stands for, so that the button keeps its width. */
function Spinner({ small }: { small: boolean }) {
	return (
		<span
			aria-hidden="true"
			className={cx(
				'flex-none animate-spin rounded-full border-2 border-current border-r-transparent',
				small ? 'size-3.5' : 'size-4',
			)}
		/>
	)
}
