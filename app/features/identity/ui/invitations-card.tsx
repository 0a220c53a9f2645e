import { Mail, MailWarning } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import type { InvitationRow } from '../invitations.queries.server.ts'

/** Who was invited and has not come yet; each can be reminded or taken back. Posts to the people page. */
export function InvitationsCard({
	invitations,
	mayInvite,
}: {
	invitations: ListPage<InvitationRow>
	mayInvite: boolean
}) {
	const { t } = useTranslation('identity')
	const { say, dateTime } = useReader()
	const intent = useIntent({ action: '/people' })
	const detail = (row: InvitationRow) =>
		[
			row.partyName ? `${say(row.role.title)}, ${say(row.partyName)}` : say(row.role.title),
			row.invitedBy && t('people.invitedBy', { name: row.invitedBy, time: dateTime(row.createdAt) }),
			row.expired ? t('people.expired') : t('people.until', { time: dateTime(row.expiresAt) }),
		]
			.filter(Boolean)
			.join(' · ')
	return (
		<Card title={t('people.invitations')} sub={t('people.invitationsSub')} padding="flush">
			{invitations.rows.length === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('people.noInvitations')}</p>
			) : (
				<ListRows
					label={t('people.invitations')}
					rows={invitations.rows.map((row) => ({
						key: row.id,
						icon: row.expired ? MailWarning : Mail,
						tone: row.expired ? ('warn' as const) : ('waiting' as const),
						title: `${row.name} · ${row.email}`,
						detail: detail(row),
						aside: mayInvite && (
							<>
								<Button size="sm" onClick={() => intent.send({ intent: 'resend', invitationId: row.id })}>
									{t('people.resend')}
								</Button>
								<Button
									size="sm"
									variant="ghost"
									onClick={() => intent.send({ intent: 'revoke', invitationId: row.id })}
								>
									{t('people.revoke')}
								</Button>
							</>
						),
					}))}
				/>
			)}
			<ListPager name="invitations" page={invitations} />
		</Card>
	)
}
