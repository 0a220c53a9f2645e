import { Link, type LinkProps } from '@remix-run/react'
import { forwardRef } from 'react'

/** A link inside the portal: its page is fetched ahead once someone means to follow it. */
export const AppLink = forwardRef<HTMLAnchorElement, LinkProps>(function AppLink(props, ref) {
	return <Link prefetch="intent" {...props} ref={ref} />
})
