import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export interface FormActionsProps {
	/** The deciding button first; cancel after it. */
	readonly children: ReactNode
	/** A word about what happens, or what was saved when. */
	readonly note?: ReactNode
	/** Stays in view at the bottom of a long form. */
	readonly sticky?: boolean | undefined
}

/** The buttons at the end of a form. */
export function FormActions({ children, note, sticky }: FormActionsProps) {
	return (
		<div
			data-keeps-in-view={sticky || undefined}
			className={cx(
				'no-print flex flex-wrap items-center gap-2 max-desk:[&>button]:flex-1',
				sticky ? 'sticky bottom-0 z-10 border-t border-line bg-surface px-4 py-3' : 'pt-2',
			)}
		>
			{children}
			{note && <span className="text-12 text-text-3 max-desk:w-full">{note}</span>}
		</div>
	)
}
