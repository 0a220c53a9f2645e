import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export type Span = 3 | 4 | 5 | 6 | 7 | 8 | 9 | 12

/** Twelve columns that become one: under 1180 px for wide parts, under 900 px for all. Neighbours end level. */
export function Grid({ children, className }: { children: ReactNode; className?: string | undefined }) {
	return <div className={cx('grid grid-cols-12 gap-4', className)}>{children}</div>
}

const SPANS: Record<Span, string> = {
	3: 'col-span-12 desk:col-span-6 wide:col-span-3',
	4: 'col-span-12 wide:col-span-4',
	5: 'col-span-12 wide:col-span-5',
	6: 'col-span-12 desk:col-span-6',
	7: 'col-span-12 wide:col-span-7',
	8: 'col-span-12 wide:col-span-8',
	9: 'col-span-12 wide:col-span-9',
	12: 'col-span-12',
}

/** The classes of a part that takes so many columns; for a `<Card className={span(7)}>` right inside a `<Grid>`. */
export const span = (columns: Span): string => SPANS[columns]

/** A part of a `<Grid>` that holds several cards below each other. */
export function Column({ columns, children }: { columns: Span; children: ReactNode }) {
	return <div className={cx('flex min-w-0 flex-col gap-4', SPANS[columns])}>{children}</div>
}
