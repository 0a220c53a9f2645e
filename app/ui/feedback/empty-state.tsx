import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export interface EmptyStateProps {
	readonly icon: LucideIcon
	readonly title: string
	/** What the list is for, and what to do first. */
	readonly children?: ReactNode
	/** The first step. */
	readonly action?: ReactNode
	readonly titleLevel?: 2 | 3 | undefined
}

/** An empty list: says what it is for and offers the first step. */
export function EmptyState({ icon: Icon, title, children, action, titleLevel = 3 }: EmptyStateProps) {
	const Heading = titleLevel === 2 ? 'h2' : 'h3'
	return (
		<div className="grid justify-items-center gap-2 px-6 py-8 text-center">
			<Icon aria-hidden="true" className="size-5! text-text-3" />
			<Heading className="text-13">{title}</Heading>
			{children && <div className="max-w-[44ch] text-text-2">{children}</div>}
			{action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
		</div>
	)
}
