import { Menu as MenuIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import type { MenuEntry } from '#app/ui/actions/menu.tsx'
import { cx } from '#app/ui/cx.ts'
import { BrandMark } from '#app/ui/layout/brand-mark.tsx'
import { LanguageSwitch } from '#app/ui/layout/language-switch.tsx'
import { MainNav } from '#app/ui/layout/main-nav.tsx'
import type { Brand, NavGroup } from '#app/ui/layout/nav.ts'
import { NavDrawer } from '#app/ui/layout/nav-drawer.tsx'
import { NotificationBell } from '#app/ui/layout/notification-bell.tsx'
import { MAIN_ID, SkipLink } from '#app/ui/layout/skip-link.tsx'
import { type ThemeChoice, ThemeToggle } from '#app/ui/layout/theme-toggle.tsx'
import { UserMenu } from '#app/ui/layout/user-menu.tsx'
import { Avatar } from '#app/ui/status/avatar.tsx'
import { Person } from '#app/ui/status/person.tsx'

export interface ShellUser {
	readonly name: string
	readonly initials: string
	/** Role and site, or the company. */
	readonly detail?: string | undefined
}

export interface AppShellProps {
	readonly brand: Brand
	readonly nav: readonly NavGroup[]
	readonly user: ShellUser
	/** Lines of the user's menu above "log out": profile, other tenants. */
	readonly userMenu?: readonly MenuEntry[] | undefined
	/** Where "log out" posts to. */
	readonly logoutAction: string
	/** Where `language` and `theme` post to, with `redirectTo`. */
	readonly preferencesAction: string
	readonly language: string
	readonly theme: ThemeChoice
	readonly notifications?: { readonly to: string; readonly unread: number } | undefined
	/** The global search: usually `<GlobalSearch>`. */
	readonly search?: ReactNode
	/** A narrow rail in place of the sidebar, for canvas screens. */
	readonly railed?: boolean | undefined
	/** A line across the top: a trial database, a maintenance notice. */
	readonly banner?: ReactNode
	readonly children: ReactNode
}

/** The one shell of everyone who is logged in: navigation by role, search, language, theme, notices, the user. */
export function AppShell(props: AppShellProps) {
	const { brand, nav, user, railed, banner, search, notifications, children } = props
	const { t } = useTranslation('common')
	const [drawerOpen, setDrawerOpen] = useState(false)
	return (
		<div
			className={cx(
				'min-h-dvh desk:grid print:block!',
				railed ? 'desk:grid-cols-[var(--rail)_minmax(0,1fr)]' : 'desk:grid-cols-[var(--sidebar)_minmax(0,1fr)]',
			)}
		>
			<SkipLink />
			<aside
				aria-label={brand.name}
				className={cx(
					'no-print sticky top-0 hidden h-dvh flex-col border-r border-line bg-surface-2 px-2 pb-3 desk:flex',
					railed && 'items-center',
				)}
			>
				<div className={cx('mb-2 flex h-topbar flex-none items-center', !railed && 'px-2')}>
					<BrandMark brand={brand} railed={railed} />
				</div>
				<MainNav groups={nav} railed={railed} />
				<div className="border-t border-line px-2 pt-3">
					{railed ? (
						<Avatar initials={user.initials} />
					) : (
						<Person name={user.name} initials={user.initials} detail={user.detail} className="gap-2.5! font-medium" />
					)}
				</div>
			</aside>
			<div className="min-w-0">
				{banner}
				<header className="no-print sticky top-0 z-20 flex h-topbar items-center gap-2 border-b border-line bg-surface px-3 desk:gap-3 desk:px-6">
					<IconButton
						icon={MenuIcon}
						label={t('openMenu')}
						variant="ghost"
						className="desk:hidden"
						aria-haspopup="dialog"
						aria-expanded={drawerOpen}
						onClick={() => setDrawerOpen(true)}
					/>
					<div className="min-w-0 flex-1">{search}</div>
					<div className="flex flex-none items-center gap-1 desk:gap-2">
						<LanguageSwitch action={props.preferencesAction} language={props.language} className="max-desk:hidden" />
						<ThemeToggle action={props.preferencesAction} theme={props.theme} className="max-desk:hidden" />
						{notifications && <NotificationBell to={notifications.to} unread={notifications.unread} />}
						<UserMenu user={user} entries={props.userMenu ?? []} logoutAction={props.logoutAction} />
					</div>
				</header>
				<main
					id={MAIN_ID}
					tabIndex={-1}
					className="min-w-0 px-3 pt-4 pb-10 outline-none focus-visible:shadow-none! desk:px-6 desk:pt-5 print:p-0"
				>
					{children}
				</main>
			</div>
			<NavDrawer open={drawerOpen} onOpenChange={setDrawerOpen} brand={brand} nav={nav}>
				<LanguageSwitch action={props.preferencesAction} language={props.language} />
				<ThemeToggle action={props.preferencesAction} theme={props.theme} />
			</NavDrawer>
		</div>
	)
}
