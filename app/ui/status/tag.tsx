import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export interface TagProps {
	readonly children: ReactNode
	readonly icon?: LucideIcon | undefined
	readonly className?: string | undefined
}

/** A fact without judgement: a class, a level, a scope. */
export function Tag({ children, icon: Icon, className }: TagProps) {
	return (
		<span
			className={cx(
				'inline-flex min-h-5 max-w-full justify-self-start items-center gap-1 rounded-1 bg-surface-3 px-1.5 text-11 font-medium whitespace-nowrap text-text-2 max-desk:wrap-break-word max-desk:whitespace-normal',
				className,
			)}
		>
			{Icon && <Icon aria-hidden="true" className="size-3! stroke-2!" />}
			{children}
		</span>
	)
}
