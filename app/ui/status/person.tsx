import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { Avatar } from '#app/ui/status/avatar.tsx'

export interface PersonProps {
	readonly name: string
	readonly initials: string
	/** A second line: role, site, due date. */
	readonly detail?: ReactNode
	readonly className?: string | undefined
}

/** Who it is, or who is asked: avatar, name, and one supporting line. */
export function Person({ name, initials, detail, className }: PersonProps) {
	return (
		<span className={cx('flex min-w-0 items-center gap-2', className)}>
			<Avatar initials={initials} />
			<span className="min-w-0 leading-[1.0625rem]">
				{name}
				{detail && <small className="block text-text-3">{detail}</small>}
			</span>
		</span>
	)
}
