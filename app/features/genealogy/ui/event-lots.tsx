import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { EventPage } from '../event-page.queries.server.ts'

/** The lots of an event, what each was in it, and how much. */
export function EventLotsCard({ event }: { event: EventPage }) {
	const { t } = useTranslation('genealogy')
	const { say, quantityAsGiven } = useReader()
	return (
		<Card title={t('lots.title', { count: event.lotCount })} padding="flush">
			<DataTable
				caption={t('lots.title', { count: event.lotCount })}
				rows={event.lots}
				rowKey={(lot) => `${lot.id} ${lot.role}`}
				columns={[
					{
						key: 'lot',
						header: t('lots.lot'),
						role: 'key',
						cell: (lot) => (
							<>
								<AppLink to={`/lots/${lot.id}`} className="font-mono">
									{lot.code}
								</AppLink>
								<CellSub>{say(lot.itemName)}</CellSub>
							</>
						),
					},
					{ key: 'role', header: t('lots.role'), role: 'aside', cell: (lot) => t(`role.${lot.role}`) },
					{
						key: 'quantity',
						header: t('lots.quantity'),
						align: 'end',
						cell: (lot) =>
							lot.role === 'subject' && lot.quantity.value === '0' ? '' : quantityAsGiven(lot.quantity, lot.given),
					},
				]}
			/>
			{event.lots.length < event.lotCount && (
				<p className="px-4 py-3 text-12 text-text-3">{t('lots.firstShown', { count: event.lots.length })}</p>
			)}
		</Card>
	)
}

/** What the event linked, also where a correction has taken the links back. */
export function EventLinksCard({ event }: { event: EventPage }) {
	const { t } = useTranslation('genealogy')
	const { quantity } = useReader()
	if (event.links.length === 0) return null
	return (
		<Card title={t('links.title', { count: event.linkCount })} padding="flush">
			<DataTable
				caption={t('links.title', { count: event.linkCount })}
				rows={event.links}
				rowKey={(link) => `${link.parentId} ${link.childId} ${link.kind}`}
				columns={[
					{
						key: 'parent',
						header: t('csv.parent'),
						role: 'key',
						cell: (link) => (
							<AppLink to={`/lots/${link.parentId}`} className="font-mono">
								{link.parent}
							</AppLink>
						),
					},
					{
						key: 'child',
						header: t('csv.child'),
						cell: (link) => (
							<AppLink to={`/lots/${link.childId}`} className="font-mono">
								{link.child}
							</AppLink>
						),
					},
					{ key: 'quantity', header: t('csv.quantity'), align: 'end', cell: (link) => quantity(link.quantity) },
					{
						key: 'state',
						header: t('links.state'),
						role: 'aside',
						cell: (link) => (
							<StatusText
								tone={link.void ? 'rejected' : 'released'}
								label={t(link.void ? 'links.void' : 'links.walked')}
							/>
						),
					},
				]}
			/>
		</Card>
	)
}
