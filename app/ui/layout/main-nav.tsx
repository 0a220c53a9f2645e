import { NavLink } from '@remix-run/react'
import { Fragment, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'
import type { NavGroup, NavItem } from '#app/ui/layout/nav.ts'

export interface MainNavProps {
	readonly groups: readonly NavGroup[]
	readonly railed?: boolean | undefined
	readonly onNavigate?: (() => void) | undefined
}

/** The navigation of one role, in groups. */
export function MainNav({ groups, railed, onNavigate }: MainNavProps) {
	const { t } = useTranslation('common')
	const id = useId()
	return (
		<nav
			aria-label={t('mainNavigation')}
			className="relative min-h-0 flex-1 overflow-y-auto pb-3 [scrollbar-width:thin]"
		>
			{groups.map((group, index) => (
				<Fragment key={group.label ?? `group-${group.items[0]?.to}`}>
					{group.label && !railed && (
						<p id={`${id}-${index}`} className="px-2 pt-3 pb-1 text-11 font-medium text-text-3">
							{group.label}
						</p>
					)}
					{railed && index > 0 && <div className="mx-1 my-1.5 border-t border-line" />}
					<ul
						aria-labelledby={group.label && !railed ? `${id}-${index}` : undefined}
						aria-label={railed ? group.label : undefined}
					>
						{group.items.map((item) => (
							<li key={item.to}>
								<NavLine item={item} railed={railed} onNavigate={onNavigate} />
							</li>
						))}
					</ul>
				</Fragment>
			))}
		</nav>
	)
}

function NavLine({
	item,
	railed,
	onNavigate,
}: {
	item: NavItem
	railed: boolean | undefined
	onNavigate: (() => void) | undefined
}) {
	const { to, label, icon: Icon, count, hot, end } = item
	return (
		<NavLink
			to={to}
			end={end ?? false}
			prefetch="intent"
			title={railed ? label : undefined}
			onClick={onNavigate}
			className={({ isActive }) =>
				cx(
					'mb-px flex items-center gap-2.5 rounded-2 font-medium no-underline hover:no-underline focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]! pointer-coarse:min-h-11',
					railed ? 'h-9 w-10 justify-center' : 'min-h-[30px] px-2',
					isActive ? 'bg-accent-soft text-accent' : 'text-text-2 hover:bg-surface-3 hover:text-text',
				)
			}
		>
			{({ isActive }) => (
				<>
					<Icon aria-hidden="true" />
					<span className={railed ? 'sr-only' : undefined}>{label}</span>
					{count !== undefined && count > 0 && (
						<span
							className={cx(
								'ml-auto text-11',
								railed && 'sr-only',
								hot ? 'font-semibold text-hold-fg' : isActive ? 'font-medium' : 'font-medium text-text-3',
							)}
						>
							{count}
						</span>
					)}
				</>
			)}
		</NavLink>
	)
}
