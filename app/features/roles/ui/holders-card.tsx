import { useTranslation } from 'react-i18next'
import { initialsOf } from '#app/core/initials.ts'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { CardMore } from '#app/ui/layout/card-more.tsx'
import { Person } from '#app/ui/status/person.tsx'
import type { RoleHolder } from '../roles.queries.server.ts'

/** Who has this role; each leads to what they see. */
export function HoldersCard({
	role,
	holders,
	people,
}: {
	role: string
	holders: ListPage<RoleHolder>
	people: number
}) {
	const { t } = useTranslation('roles')
	const { say } = useReader()
	return (
		<Card title={t('holders.title')} sub={t('holders.count', { count: people })}>
			{holders.rows.length === 0 ? (
				<p className="text-text-2">{t('holders.none')}</p>
			) : (
				<ul className="flex flex-col gap-2.5">
					{holders.rows.map((holder) => (
						<li key={holder.accountId} className="flex items-center justify-between gap-2">
							<Person
								name={holder.name}
								initials={initialsOf(holder.name)}
								detail={holder.partyName ? say(holder.partyName) : holder.email}
							/>
							<AppLink
								to={`/roles/preview?person=${holder.accountId}`}
								aria-label={t('holders.seeAs', { name: holder.name })}
							>
								{t('holders.see')}
							</AppLink>
						</li>
					))}
				</ul>
			)}
			{holders.more > 0 && (
				<div className="-mx-4 mt-3 -mb-4">
					<CardMore to={`/people?role=${role}`} shown={holders.rows.length} all={holders.rows.length + holders.more} />
				</div>
			)}
		</Card>
	)
}
