import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useMatches, useRouteLoaderData } from '@remix-run/react'
import { BellRing, Building2, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { initialsOf } from '#app/core/initials.ts'
import { PARTNER_ROLES } from '#app/core/permission.ts'
import { readShell } from '#app/features/home/shell.queries.server.ts'
import { ShellSearch } from '#app/features/search/ui/shell-search.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { RootData } from '#app/root.tsx'
import { AppShell } from '#app/ui/layout/app-shell.tsx'
import { NAVIGATION } from './navigation.ts'
import { useAbility } from './use-ability.ts'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'Home'] }, readShell)
}

/** The frame of every page behind the log-in. A page asks for the narrow rail with `handle = { railed: true }`. */
export default function Shell() {
	const { counts, partyName, unread } = useLoaderData<typeof loader>()
	const root = useRouteLoaderData('root') as RootData
	const ability = useAbility()
	const { say } = useReader()
	const { t } = useTranslation('home')
	const { t: tSearch } = useTranslation('search')
	const railed = useMatches().some((match) => (match.handle as { railed?: boolean } | undefined)?.railed)
	const person = root.person
	if (!person || !root.tenant) return null
	const audience = person.roles.includes('supplier')
		? 'supplier'
		: person.roles.includes('customer')
			? 'customer'
			: 'internal'
	const nav = NAVIGATION.map(({ label, entries }) => ({
		...(label ? { label: t(label) } : {}),
		items: entries
			.filter((entry) => (!entry.for || entry.for === audience) && ability.can(...(entry.needs as [string, string])))
			.map(({ to, label: key, icon, end }) => ({
				to,
				label: t(key),
				icon,
				count: counts[to],
				...(end ? { end } : {}),
			})),
	})).filter((group) => group.items.length > 0)
	const role = person.roleTitles.map(say).join(', ')
	const detail =
		PARTNER_ROLES.includes(person.roles[0] ?? 'auditor') && partyName ? `${say(partyName)} · ${role}` : role
	return (
		<AppShell
			brand={{ initials: root.tenant.initials, name: root.tenant.name, product: 'Lotline 批迹', homeTo: '/' }}
			nav={nav}
			user={{ name: person.name, initials: initialsOf(person.name), detail }}
			userMenu={[
				{ label: t('nav.account'), icon: UserRound, to: '/account' },
				{ label: t('nav.notificationSettings'), icon: BellRing, to: '/account/notifications' },
				...(root.tenants.length > 1 ? [{ label: t('nav.switchTenant'), icon: Building2, to: '/account#tenants' }] : []),
			]}
			logoutAction="/logout"
			preferencesAction="/preferences"
			language={root.language}
			theme={root.mode}
			notifications={{ to: '/notifications', unread }}
			search={
				<ShellSearch
					pages={{
						label: tSearch('pages'),
						entries: nav.flatMap(({ items }) => items.map(({ to, label, icon }) => ({ to, label, icon }))),
					}}
				/>
			}
			railed={railed}
		>
			<Outlet />
		</AppShell>
	)
}
