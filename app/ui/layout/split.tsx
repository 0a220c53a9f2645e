import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export interface SplitProps {
	readonly children: ReactNode
	/** The panel at the right; below under 1180 px. */
	readonly aside: ReactNode
	/** Both end level. */
	readonly stretch?: boolean | undefined
}

/** The work at the left and a 340 px panel that explains it at the right. */
export function Split({ children, aside, stretch }: SplitProps) {
	return (
		<div className={cx('grid gap-4 wide:grid-cols-[minmax(0,1fr)_340px]', !stretch && 'items-start')}>
			<div className="flex min-w-0 flex-col gap-4">{children}</div>
			<div className="flex min-w-0 flex-col gap-4">{aside}</div>
		</div>
	)
}
