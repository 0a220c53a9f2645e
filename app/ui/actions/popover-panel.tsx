import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from '../cx.ts'

type Props = {
	/** Read out when it opens; none where its first words say what it is. */
	label?: string
	/** Width, padding and how its content lies. */
	className: string
	children: ReactNode
}

/** What opens below its trigger inside a `Popover.Root`: the same frame everywhere, never past the edge of the window. */
export function PopoverPanel({ label, className, children }: Props) {
	return (
		<Popover.Portal>
			<Popover.Content
				align="start"
				sideOffset={4}
				collisionPadding={8}
				aria-label={label}
				className={cx('floating z-50 rounded-3 border border-line bg-overlay shadow-2 outline-none', className)}
			>
				{children}
			</Popover.Content>
		</Popover.Portal>
	)
}
