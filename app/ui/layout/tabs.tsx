import { NavLink, useLocation } from '@remix-run/react'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'
import { Count } from '#app/ui/status/count.tsx'

export interface Tab {
	readonly to: string
	readonly label: string
	readonly count?: number | undefined
	/** Matches this address only, not the pages below it. */
	readonly end?: boolean | undefined
	/** Says which is on when it does not follow from the path, as with `?tab=`. */
	readonly current?: boolean | undefined
}

export interface TabsProps {
	/** What the tabs are parts of. */
	readonly label: string
	readonly tabs: readonly Tab[]
}

const tabClass = (on: boolean) =>
	cx(
		'-mb-px inline-flex h-10 items-center gap-1.5 border-b-2 font-medium whitespace-nowrap no-underline hover:text-text hover:no-underline focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]! max-desk:h-11',
		on ? 'border-accent text-text' : 'border-transparent text-text-2',
	)

/** Parts of one record, each with its own address. They are links, so they are named and read as links. */
export function Tabs({ label, tabs }: TabsProps) {
	const { pathname } = useLocation()
	return (
		<nav
			aria-label={label}
			className="no-print mb-4 flex gap-5 overflow-x-auto border-b border-line [scrollbar-width:none]"
		>
			{tabs.map((tab) => {
				const content = (
					<>
						{tab.label}
						{tab.count !== undefined && <Count value={tab.count} />}
					</>
				)
				if (tab.current !== undefined)
					return (
						<AppLink
							key={tab.to}
							to={tab.to}
							aria-current={tab.current ? 'page' : undefined}
							className={tabClass(tab.current)}
							preventScrollReset
						>
							{content}
						</AppLink>
					)
				return (
					<NavLink
						key={tab.to}
						to={tab.to}
						end={tab.end ?? pathname === tab.to}
						prefetch="intent"
						preventScrollReset
						className={({ isActive }) => tabClass(isActive)}
					>
						{content}
					</NavLink>
				)
			})}
		</nav>
	)
}
