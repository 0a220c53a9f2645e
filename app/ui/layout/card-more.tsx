import type { ReactNode } from 'react'
import { AppLink } from '#app/ui/actions/app-link.tsx'

/** Under a list in a card that goes on elsewhere: how much of how much is shown, as the link to all of it. */
export function CardMore({ to, children }: { to: string; children: ReactNode }) {
	return (
		<p className="border-t border-line px-4 py-2">
			<AppLink to={to} className="inline-flex min-h-6 items-center">
				{children}
			</AppLink>
		</p>
	)
}
