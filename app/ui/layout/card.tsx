import { type ReactNode, useId } from 'react'
import { cx } from '#app/ui/cx.ts'

export interface CardProps {
	/** Absent for a card that needs no name: it is then no landmark. */
	readonly title?: ReactNode
	readonly titleLevel?: 2 | 3 | undefined
	/** A quiet word beside the title; hidden under 900 px. */
	readonly sub?: ReactNode
	/** At the right of the header. */
	readonly actions?: ReactNode
	readonly footer?: ReactNode
	/** `flush` for tables and lists that bring their own padding. */
	readonly padding?: 'body' | 'flush' | undefined
	readonly id?: string | undefined
	readonly busy?: boolean | undefined
	readonly className?: string | undefined
	readonly children?: ReactNode
}

/** A part of a page: a line around it, no shadow. No card inside a card: divide with `<CardSection>`. */
export function Card(props: CardProps) {
	const { title, titleLevel = 2, sub, actions, footer, padding = 'body', id, busy, className, children } = props
	const headingId = useId()
	const Heading = titleLevel === 2 ? 'h2' : 'h3'
	const Root = title ? 'section' : 'div'
	return (
		<Root
			id={id}
			aria-busy={busy}
			aria-labelledby={title ? headingId : undefined}
			className={cx(
				'flex min-w-0 flex-col rounded-3 border border-line bg-surface',
				padding === 'flush' && 'overflow-clip',
				className,
			)}
		>
			{(title || actions) && (
				<header className="flex min-h-11 items-center gap-2 border-b border-line py-1.5 pr-3 pl-4 max-desk:flex-wrap">
					<div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 max-desk:min-w-36">
						{title && (
							<Heading id={headingId} className="text-14">
								{title}
							</Heading>
						)}
						{sub && <span className="text-12 text-text-3 max-desk:hidden">{sub}</span>}
					</div>
					{actions && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
				</header>
			)}
			{padding === 'flush' ? children : children && <div className="p-4">{children}</div>}
			{footer && (
				<footer className="mt-auto flex min-h-[38px] flex-wrap items-center gap-x-3 border-t border-line px-4 py-2 text-12 text-text-3">
					{footer}
				</footer>
			)}
		</Root>
	)
}

/** A part of a card, divided from the one before by a line. */
export function CardSection({
	title,
	actions,
	children,
	className,
}: {
	title?: ReactNode
	actions?: ReactNode
	children?: ReactNode
	className?: string | undefined
}) {
	return (
		<div className={cx('px-4 py-3 not-first:border-t not-first:border-line', className)}>
			{title && (
				<div className="mb-2 flex items-center gap-2">
					<h3 className="flex-1">{title}</h3>
					{actions}
				</div>
			)}
			{children}
		</div>
	)
}
