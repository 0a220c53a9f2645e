import { useTranslation } from 'react-i18next'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { OrderEvent } from '../order-record.queries.server.ts'
import type { OrderPage } from '../read-order-page.server.ts'

/** The lots an order has used. */
export function UsedCard({ page }: { page: OrderPage }) {
	const { uses, components, lotStates } = page
	const { t } = useTranslation('production')
	const { say, quantity } = useReader()
	if (uses.length === 0) return <Card title={t('used.title')}>{t('used.none')}</Card>
	return (
		<Card title={t('used.title')} padding="flush">
			<DataTable
				caption={t('used.title')}
				rows={uses}
				rowKey={(use) => `${use.lotId} ${use.unit}`}
				columns={[
					{
						key: 'lot',
						header: t('used.lot'),
						role: 'key',
						cell: (use) => {
							const part = components.find((component) => component.itemId === use.itemId)
							return (
								<>
									<AppLink to={`/lots/${use.lotId}`} className="font-mono">
										{use.lotCode}
									</AppLink>
									{part && <CellSub>{say(part.name)}</CellSub>}
								</>
							)
						},
					},
					{
						key: 'quantity',
						header: t('used.quantity'),
						align: 'end',
						cell: (use) => quantity({ value: use.quantity, unit: use.unit }),
					},
					{
						key: 'status',
						header: t('used.status'),
						role: 'aside',
						cell: (use) => {
							const look = lotStateLook(lotStates, use.lotStatus)
							return <StatusText tone={look.tone} label={say(look.title)} />
						},
					},
				]}
			/>
		</Card>
	)
}

/** What happened under an order, newest first. */
export function EventsCard({ page: { events, allEvents, readings } }: { page: OrderPage }) {
	const { t } = useTranslation(['production', 'genealogy', 'common'])
	const reader = useReader()
	if (events.length === 0) return <Card title={t('events.title')}>{t('events.none')}</Card>
	const amount = ({ quantity, unit, given }: OrderEvent['lots'][number]) =>
		[{ value: quantity, unit }, ...(given ? [given] : [])].map(reader.quantity).join(' = ')
	const lots = (event: OrderEvent, role: string) =>
		event.lots
			.filter((lot) => lot.role === role && Number(lot.quantity) > 0)
			.map((lot) => `${lot.code} (${amount(lot)})`)
			.join(', ')
	const title = (event: OrderEvent): string => {
		if (event.kind === 'consume') return t('events.consume', { lots: lots(event, 'input') })
		if (event.kind === 'produce') return t('events.produce', { lots: lots(event, 'output') })
		return event.kind === 'register'
			? t('events.register')
			: t(`genealogy:kind.${event.kind}`, { defaultValue: event.kind })
	}
	return (
		<Card
			title={t('events.title')}
			{...(allEvents > events.length
				? { footer: t('common:shownOf', { shown: reader.number(events.length), all: reader.number(allEvents) }) }
				: {})}
		>
			<Timeline
				label={t('events.title')}
				entries={events.map((event) => ({
					key: event.id,
					title: title(event),
					dateTime: event.eventTime,
					time: reader.dateTime(event.eventTime),
					detail: <EventDetail event={event} readings={readings} />,
				}))}
			/>
		</Card>
	)
}

function EventDetail({ event, readings }: { event: OrderEvent; readings: OrderPage['readings'] }) {
	const { t } = useTranslation('production')
	const reader = useReader()
	const parameters = Object.entries(event.parameters ?? {}).map(([key, { value, unit, min, max }]) => {
		const written = [value, unit ? reader.unit(unit) : ''].filter(Boolean).join(' ')
		if (key === 'scrap') return t('events.scrap', { quantity: written })
		const known = readings.find(({ parameter }) => parameter === key)?.name
		const name = known ? reader.say(known) : key
		return min !== undefined || max !== undefined
			? t('events.limits', { name, value: written, low: min ?? '–', high: max ?? '–' })
			: t('events.plain', { name, value: written })
	})
	const span =
		event.startedAt && event.finishedAt
			? `${reader.dateTime(event.startedAt)} – ${reader.time(event.finishedAt)}`
			: null
	const facts = [event.actor, event.step, event.equipment, span, ...parameters, event.note].filter(
		(fact): fact is string => Boolean(fact),
	)
	return (
		<>
			{facts.join(' · ')}
			{event.decisionId && (
				<>
					{' · '}
					<AppLink to={`/decisions/${event.decisionId}`}>{t('events.decision')}</AppLink>
				</>
			)}
		</>
	)
}
