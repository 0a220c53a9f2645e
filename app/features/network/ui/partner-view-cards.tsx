import { useTranslation } from 'react-i18next'
import { AttributeValueText } from '#app/features/dictionary/ui/attribute-value-text.tsx'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import { LotStatus } from '#app/features/lots/ui/lot-status.tsx'
import type { DeliveryState } from '#app/features/receiving/delivery-states.queries.server.ts'
import type { ShipmentState } from '#app/features/shipping/shipment.model.ts'
import { ShipmentStatus } from '#app/features/shipping/ui/shipment-status.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { PartnerView } from '../partner-view.queries.server.ts'

const none = (text: string) => <p className="px-4 py-3 text-text-2">{text}</p>

/** The lots a partner's people see. */
export function ViewLots({ view, states }: { view: PartnerView; states: readonly LotState[] }) {
	const { t } = useTranslation('network')
	const { say, quantity, date } = useReader()
	const { lots, lotCount, attributes } = view
	return (
		<Card
			title={t('view.lots')}
			sub={t('view.lotsCount', { count: lotCount })}
			padding="flush"
			{...(lotCount > lots.length ? { footer: t('view.newest', { count: lots.length }) } : {})}
		>
			<DataTable
				caption={t('view.lots')}
				rows={lots}
				rowKey={(row) => row.code}
				empty={none(t('view.noLots'))}
				columns={[
					{ key: 'code', header: t('view.code'), role: 'key', cell: (row) => <span className="mono">{row.code}</span> },
					{
						key: 'status',
						header: t('view.status'),
						role: 'aside',
						cell: (row) => <LotStatus states={states} status={row.status} />,
					},
					{ key: 'item', header: t('view.item'), cell: (row) => say(row.item) },
					{
						key: 'quantity',
						header: t('view.quantity'),
						align: 'end',
						cell: (row) => (row.quantity === null ? '–' : quantity({ value: row.quantity, unit: row.unit })),
					},
					{ key: 'expires', header: t('view.expires'), cell: (row) => (row.expiresOn ? date(row.expiresOn) : '–') },
					...(attributes.length > 0
						? [
								{
									key: 'attributes',
									header: t('view.attributes'),
									cell: (row: PartnerView['lots'][number]) =>
										attributes.map((attribute) => {
											const value = row.attributes[attribute.key]
											if (value === undefined) return null
											return (
												<CellSub key={attribute.key}>
													{say(attribute.label)}: <AttributeValueText attribute={attribute} value={value} />
												</CellSub>
											)
										}),
								},
							]
						: []),
				]}
			/>
		</Card>
	)
}

/** The deliveries and shipments a partner's people see. */
export function ViewShipments({ view, states }: { view: PartnerView; states: readonly DeliveryState[] }) {
	const { t } = useTranslation('network')
	const { dateTime, say, number } = useReader()
	const status = (row: PartnerView['shipments'][number]) => {
		if (row.direction === 'outbound') return <ShipmentStatus status={row.status as ShipmentState} />
		const state = states.find((one) => one.key === row.status)
		return <StatusText tone={state?.tone ?? 'draft'} label={state ? say(state.title) : row.status} />
	}
	return (
		<Card
			title={t('view.shipments')}
			padding="flush"
			{...(view.shipmentCount > view.shipments.length
				? { footer: t('view.newestOf', { count: view.shipments.length, all: number(view.shipmentCount) }) }
				: {})}
		>
			<DataTable
				caption={t('view.shipments')}
				rows={view.shipments}
				rowKey={(row) => row.number}
				empty={none(t('view.noShipments'))}
				columns={[
					{
						key: 'number',
						header: t('view.number'),
						role: 'key',
						cell: (row) => <span className="mono">{row.number}</span>,
					},
					{ key: 'status', header: t('view.status'), role: 'aside', cell: status },
					{
						key: 'direction',
						header: t('view.direction'),
						cell: (row) => t(row.direction === 'inbound' ? 'view.inbound' : 'view.outbound'),
					},
					{ key: 'at', header: t('view.at'), cell: (row) => (row.at ? dateTime(row.at) : '–') },
				]}
			/>
		</Card>
	)
}

/** The documents a partner's people see. */
export function ViewDocuments({ view }: { view: PartnerView }) {
	const { t } = useTranslation(['network', 'documents'])
	const { date, number } = useReader()
	return (
		<Card
			title={t('view.documents')}
			padding="flush"
			{...(view.documentCount > view.documents.length
				? { footer: t('view.newestOf', { count: view.documents.length, all: number(view.documentCount) }) }
				: {})}
		>
			<DataTable
				caption={t('view.documents')}
				rows={view.documents.map((row, index) => ({ ...row, key: String(index) }))}
				rowKey={(row) => row.key}
				empty={none(t('view.noDocuments'))}
				columns={[
					{ key: 'title', header: t('view.documentTitle'), role: 'key', cell: (row) => row.title },
					{
						key: 'kind',
						header: t('view.kind'),
						cell: (row) => t(`documents:kinds.${row.kind}` as 'documents:kinds.other'),
					},
					{ key: 'number', header: t('view.number'), cell: (row) => <span className="mono">{row.number ?? '–'}</span> },
					{ key: 'until', header: t('view.validUntil'), cell: (row) => (row.validUntil ? date(row.validUntil) : '–') },
				]}
			/>
		</Card>
	)
}
