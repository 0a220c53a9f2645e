import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { Breadcrumbs, type Crumb } from '#app/ui/layout/breadcrumbs.tsx'

export interface Fact {
	readonly label: string
	readonly value: ReactNode
}

export interface PageHeadProps {
	readonly title: ReactNode
	/** The title is an identifier. */
	readonly mono?: boolean | undefined
	/** Usually `<StatusChip size="lg">`, with tags beside it. */
	readonly status?: ReactNode
	readonly subtitle?: ReactNode
	readonly crumbs?: readonly Crumb[] | undefined
	readonly facts?: readonly Fact[] | undefined
	/** Buttons, the one primary last. */
	readonly actions?: ReactNode
}

/** What a page is about: where it stands, its name, its status, the facts that identify it, what can be done. */
export function PageHead({ title, mono, status, subtitle, crumbs, facts, actions }: PageHeadProps) {
	return (
		<header className="mb-4">
			{crumbs && <Breadcrumbs crumbs={crumbs} />}
			<div className="flex flex-col gap-3 desk:flex-row desk:items-start desk:gap-4">
				<div className="min-w-0 flex-1">
					<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
						<h1 className={cx('max-desk:text-[1.25rem]', mono && 'font-mono tracking-[-0.03em] wrap-anywhere')}>
							{title}
						</h1>
						{status}
					</div>
					{subtitle && <p className="mt-0.5 text-14 text-text-2">{subtitle}</p>}
				</div>
				{actions && (
					<div className="no-print flex flex-wrap items-center gap-2 max-desk:[&>*:not([aria-label])]:flex-1">
						{actions}
					</div>
				)}
			</div>
			{facts && facts.length > 0 && <Facts facts={facts} />}
		</header>
	)
}

/** The few facts that identify a thing, in a row. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string | undefined }) {
	return (
		<dl className={cx('mt-3 grid grid-cols-2 gap-x-4 gap-y-2 desk:flex desk:flex-wrap desk:gap-x-6', className)}>
			{facts.map(({ label, value }) => (
				<div key={label} className="min-w-0">
					<dt className="text-12 text-text-3">{label}</dt>
					<dd className="font-medium wrap-anywhere [&_.mono]:max-desk:whitespace-normal">{value}</dd>
				</div>
			))}
		</dl>
	)
}
