import { Building2, MonitorSmartphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import type { RoleName } from '#app/core/tenant-role.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { OwnSession } from '../account.queries.server.ts'

export function SessionsCard({ sessions }: { sessions: ListPage<OwnSession> }) {
	const { t } = useTranslation('identity')
	const { dateTime, relative, now } = useReader()
	const intent = useIntent()
	return (
		<Card title={t('account.sessions.title')} padding="flush" footer={t('account.sessions.sub')}>
			<ListRows
				label={t('account.sessions.title')}
				rows={sessions.rows.map((session) => ({
					key: session.key,
					icon: MonitorSmartphone,
					title: t('account.sessions.since', { time: dateTime(session.createdAt) }),
					detail: [
						t('account.sessions.lastSeen', { time: relative(session.lastSeenAt, now) }),
						session.secondFactor && t('account.sessions.secondFactor'),
					]
						.filter(Boolean)
						.join(' · '),
					aside: session.current ? (
						<StatusText tone="accent" label={t('account.sessions.this')} />
					) : (
						<Button
							size="sm"
							busy={intent.busy && intent.sending?.get('key') === session.key}
							onClick={() => intent.send({ intent: 'end-session', key: session.key })}
						>
							{t('account.sessions.end')}
						</Button>
					),
				}))}
			/>
			<ListPager name="sessions" page={sessions} />
		</Card>
	)
}

export function TenantsCard({
	tenants,
}: {
	tenants: readonly { id: string; name: string; roles: readonly RoleName[]; here: boolean }[]
}) {
	const { t } = useTranslation('identity')
	const { say } = useReader()
	return (
		<Card id="tenants" title={t('account.tenants.title')} sub={t('account.tenants.sub')} padding="flush">
			<ListRows
				label={t('account.tenants.title')}
				rows={tenants.map((tenant) => ({
					key: tenant.id,
					icon: Building2,
					title: tenant.name,
					detail: tenant.roles.map((role) => say(role.title)).join(', '),
					aside: tenant.here ? (
						<StatusText tone="accent" label={t('account.tenants.here')} />
					) : (
						<form method="post" action="/preferences">
							<input type="hidden" name="tenant" value={tenant.id} />
							<Button type="submit" size="sm">
								{t('account.tenants.switch')}
							</Button>
						</form>
					),
				}))}
			/>
		</Card>
	)
}
