import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export interface KeyValueEntry {
	readonly label: string
	readonly value: ReactNode
}

export interface KeyValueProps {
	readonly entries: readonly KeyValueEntry[]
	/** `wide` gives the labels 160 px in place of 112. */
	readonly width?: 'normal' | 'wide' | undefined
	readonly className?: string | undefined
}

/** The facts of one thing. */
export function KeyValue({ entries, width = 'normal', className }: KeyValueProps) {
	return (
		<dl
			className={cx(
				'grid gap-x-3 gap-y-1.5',
				width === 'wide' ? 'grid-cols-[minmax(112px,160px)_minmax(0,1fr)]' : 'grid-cols-[112px_minmax(0,1fr)]',
				className,
			)}
		>
			{entries.map(({ label, value }) => (
				<div key={label} className="col-span-2 grid grid-cols-subgrid">
					<dt className="pt-px text-12 text-text-3">{label}</dt>
					<dd className="min-w-0 wrap-anywhere [&_.mono]:whitespace-normal">{value}</dd>
				</div>
			))}
		</dl>
	)
}
