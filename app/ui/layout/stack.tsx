import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

/** Parts of a page below each other, 16 px apart. */
export function Stack({ children, className }: { children: ReactNode; className?: string | undefined }) {
	return <div className={cx('flex min-w-0 flex-col gap-4 *:mb-0', className)}>{children}</div>
}
