import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import { lineTone, lineWords, takenWords } from './delivery-words.ts'

/** A notice as its supplier sees it: each lot and how it was taken. */
export function PartnerLines({ lines }: { lines: readonly DeliveryLine[] }) {
	const { t } = useTranslation('receiving')
	const reader = useReader()
	return (
		<Card
			padding="flush"
			title={
				<span className="inline-flex items-center gap-2">
					{t('new.lots')} <Count value={lines.length} />
				</span>
			}
		>
			<DataTable
				caption={t('new.lots')}
				rows={lines}
				rowKey={(line) => line.id}
				columns={[
					{
						key: 'lot',
						header: t('new.lot'),
						role: 'key',
						cell: (line) => (
							<>
								<AppLink to={`/lots/${line.lotId}`} className="font-mono">
									{line.lotCode}
								</AppLink>
								<CellSub>{reader.say(line.itemName)}</CellSub>
							</>
						),
					},
					{
						key: 'supplierLot',
						header: t('scan.supplierLot'),
						cell: (line) => <span className="mono">{line.supplierLot ?? '–'}</span>,
					},
					{
						key: 'quantity',
						header: t('new.quantity'),
						align: 'end',
						cell: (line) => reader.quantityAsGiven({ value: line.quantity, unit: line.unit }, line.given),
					},
					{
						key: 'counted',
						header: t('line.counted'),
						align: 'end',
						cell: (line) => (line.counted === null ? '–' : takenWords(reader, line)),
					},
					{
						key: 'status',
						header: t('list.status'),
						role: 'aside',
						cell: (line) => (
							<StatusText
								tone={lineTone({ ...line, check: null })}
								label={line.status === 'pending' ? t('lines.pending') : lineWords(t, reader, line)}
							/>
						),
					},
				]}
			/>
		</Card>
	)
}
