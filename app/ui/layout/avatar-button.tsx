import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { buttonClass } from '#app/ui/actions/button-class.ts'
import { Avatar } from '#app/ui/status/avatar.tsx'

export interface AvatarButtonProps extends ComponentPropsWithoutRef<'button'> {
	readonly initials: string
	readonly label: string
}

/** The button that opens the user's menu. */
export const AvatarButton = forwardRef<HTMLButtonElement, AvatarButtonProps>(function AvatarButton(
	{ initials, label, ...props },
	ref,
) {
	return (
		<button
			ref={ref}
			type="button"
			{...props}
			title={label}
			className={buttonClass({ variant: 'ghost', iconOnly: true })}
		>
			<Avatar initials={initials} />
			<span className="sr-only">{label}</span>
		</button>
	)
})
