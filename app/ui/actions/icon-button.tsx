import type { LucideIcon } from 'lucide-react'
import { forwardRef } from 'react'
import { Button, type ButtonProps } from '#app/ui/actions/button.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'iconOnly' | 'children' | 'asChild'> {
	readonly icon: LucideIcon
	/** Read out, and shown on hover. */
	readonly label: string
}

/** A square button with an icon alone and a name for those who do not see it. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
	{ icon, label, ...props },
	ref,
) {
	return <Button ref={ref} icon={icon} iconOnly aria-label={label} title={label} {...props} />
})
