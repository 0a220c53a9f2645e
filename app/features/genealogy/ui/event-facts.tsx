import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { EventPage } from '../event-page.queries.server.ts'

/** When, where, by whom and with what; its parameters and its balance. */
export function EventFacts({ event }: { event: EventPage }) {
	const { t } = useTranslation('genealogy')
	const { say, dateTime } = useReader()
	const entry = (key: string, value: ReactNode) => (value ? [{ label: t(`fact.${key}` as 'fact.when'), value }] : [])
	return (
		<>
			<Card title={t('fact.title')}>
				<KeyValue
					width="wide"
					entries={[
						...entry('when', `${dateTime(event.eventTime)} (${event.timeZoneOffset})`),
						...entry('recorded', dateTime(event.recordedAt)),
						...entry('actor', event.actorName),
						...entry('site', event.siteName ? say(event.siteName) : null),
						...entry('party', event.partyName ? say(event.partyName) : null),
						...entry(
							'order',
							event.order && <AppLink to={`/production/${event.order.id}`}>{event.order.number}</AppLink>,
						),
						...entry(
							'container',
							event.container && (
								<AppLink to={`/containers/${event.container.id}`} className="font-mono">
									{event.container.sscc}
								</AppLink>
							),
						),
						...entry(
							'inner',
							event.inner.length > 0 &&
								event.inner.map(({ id, sscc }) => (
									<AppLink key={id} to={`/containers/${id}`} className="block font-mono">
										{sscc}
									</AppLink>
								)),
						),
						...entry(
							'shipment',
							event.shipmentId && <AppLink to={`/shipments/${event.shipmentId}`}>{t('fact.openShipment')}</AppLink>,
						),
						...entry(
							'decision',
							event.decisionId && <AppLink to={`/decisions/${event.decisionId}`}>{t('fact.openDecision')}</AppLink>,
						),
						...entry('equipment', event.equipment),
						...entry('step', event.step),
						...entry('startedAt', event.startedAt && dateTime(event.startedAt)),
						...entry('finishedAt', event.finishedAt && dateTime(event.finishedAt)),
						...entry('reference', event.reference),
						...entry('externalId', event.externalId && <span className="mono">{event.externalId}</span>),
						...entry('note', event.kind === 'correct' ? null : event.note),
					]}
				/>
			</Card>
			<EventParameters event={event} />
			<EventBalanceCard event={event} />
		</>
	)
}

function EventParameters({ event }: { event: EventPage }) {
	const { t } = useTranslation('genealogy')
	const { say, unit } = useReader()
	const rows = Object.entries(event.parameters ?? {})
	if (rows.length === 0) return null
	const nameOf = (key: string) => {
		const name = event.parameterNames?.[key]
		if (name) return say(name)
		return key === 'scrap' ? t('fact.scrap') : key
	}
	const limitsOf = ({ min, max }: (typeof rows)[number][1]) => {
		if (min && max) return t('fact.limits', { min, max })
		if (min) return t('fact.atLeast', { min })
		return max ? t('fact.atMost', { max }) : ''
	}
	return (
		<Card title={t('fact.parameters')}>
			<KeyValue
				width="wide"
				entries={rows.map(([name, read]) => ({
					label: nameOf(name),
					value: [read.value, read.unit ? unit(read.unit) : '', limitsOf(read)].filter(Boolean).join(' '),
				}))}
			/>
		</Card>
	)
}

function EventBalanceCard({ event }: { event: EventPage }) {
	const { t } = useTranslation('genealogy')
	const { quantity } = useReader()
	const { balance } = event
	if (!balance) return null
	const amount = (value: string) => quantity({ value, unit: balance.unit })
	return (
		<Card title={t('balance.title')}>
			<KeyValue
				width="wide"
				entries={[
					{ label: t('balance.input'), value: amount(balance.input) },
					{ label: t('balance.output'), value: amount(balance.output) },
					{ label: t('balance.scrap'), value: amount(balance.scrap) },
					{
						label: t('balance.difference'),
						value: t(balance.within ? 'balance.within' : 'balance.outside', {
							difference: balance.differencePercent,
							tolerance: balance.tolerancePercent,
						}),
					},
				]}
			/>
		</Card>
	)
}
