import type { LinkProps } from '@remix-run/react'
import type { LucideIcon } from 'lucide-react'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { type ButtonLook, buttonClass } from '#app/ui/actions/button-class.ts'

export interface ButtonLinkProps extends LinkProps, ButtonLook {
	readonly icon?: LucideIcon | undefined
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ variant, size, iconOnly, icon: Icon, className, children, ...props }: ButtonLinkProps) {
	return (
		<AppLink {...props} className={buttonClass({ variant, size, iconOnly, className })}>
			{Icon && <Icon aria-hidden="true" className={size === 'sm' ? 'size-3.5!' : undefined} />}
			{children}
		</AppLink>
	)
}
