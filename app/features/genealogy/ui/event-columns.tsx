import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, type Column } from '#app/ui/data/data-table.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ListedEvent } from '../event-list.queries.server.ts'

/** The columns of the list of events. */
export function useEventColumns(): Column<ListedEvent>[] {
	const { t } = useTranslation('genealogy')
	const { say, quantity, dateTime } = useReader()
	return [
		{
			key: 'kind',
			header: t('events.kind'),
			role: 'key',
			cell: (event) => (
				<>
					<AppLink to={`/events/${event.id}`}>{t(`kind.${event.kind}`)}</AppLink>
					<EventMark event={event} />
				</>
			),
		},
		{ key: 'time', header: t('events.time'), cell: (event) => dateTime(event.eventTime) },
		{
			key: 'lots',
			header: t('events.lots'),
			cell: (event) => (
				<>
					{event.lots.slice(0, 3).map((lot) => (
						<span key={`${lot.id} ${lot.role}`} className="block">
							<AppLink to={`/lots/${lot.id}`} className="font-mono">
								{lot.code}
							</AppLink>{' '}
							<span className="text-text-3">
								{t(`role.${lot.role}`)}
								{lot.quantity.value !== '0' && ` · ${quantity(lot.quantity)}`}
							</span>
						</span>
					))}
					{event.lotCount > 3 && <CellSub>{t('events.moreLots', { count: event.lotCount - 3 })}</CellSub>}
				</>
			),
		},
		{ key: 'site', header: t('events.site'), cell: (event) => (event.siteName ? say(event.siteName) : '') },
		{ key: 'reference', header: t('events.reference'), cell: (event) => event.reference ?? '' },
		{ key: 'actor', header: t('events.actor'), cell: (event) => event.actorName },
	]
}

/** What is to be known of an event at a glance: corrected, a correction, reconstructed, out of balance. */
function EventMark({ event }: { event: ListedEvent }) {
	const { t } = useTranslation('genealogy')
	if (event.corrected) return <StatusText tone="rejected" label={t('mark.corrected')} />
	if (event.kind !== 'correct' && event.correctsId) return <StatusText tone="waiting" label={t('mark.replaces')} />
	if (event.reconstructed) return <StatusText tone="waiting" label={t('mark.reconstructed')} />
	return event.balance && !event.balance.within ? <StatusText tone="hold" label={t('mark.outOfBalance')} /> : null
}
