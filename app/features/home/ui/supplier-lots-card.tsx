import { PackagePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { span } from '#app/ui/layout/grid.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { SupplierHomeData } from '../read-home.server.ts'
import type { StatusLooks } from '../status-looks.server.ts'

type Props = { lots: SupplierHomeData['lots']; looks: StatusLooks; count: number }

/** A supplier's newest lots, with the status that the customer sees. */
export function SupplierLotsCard({ lots, looks, count }: Props) {
	const { t } = useTranslation('home')
	const { say, quantity, relative, now } = useReader()
	return (
		<Card
			className={span(8)}
			title={t('supplier.lots')}
			sub={t('supplier.lotsSub')}
			padding="flush"
			actions={count > 0 && <AppLink to="/lots">{t('supplier.allLots', { count })}</AppLink>}
		>
			<DataTable
				caption={t('supplier.lots')}
				rows={lots}
				rowKey={(lot) => lot.id}
				empty={
					<EmptyState
						icon={PackagePlus}
						title={t('supplier.noLots')}
						action={<ButtonLink to="/lots/new">{t('supplier.register')}</ButtonLink>}
					>
						{t('supplier.noLotsText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'lot',
						header: t('supplier.lot'),
						role: 'key',
						cell: (lot) => (
							<AppLink to={`/lots/${lot.id}`}>
								<span className="mono">{lot.supplierLot ?? lot.code}</span>
								<CellSub>{say(lot.itemName)}</CellSub>
							</AppLink>
						),
					},
					{
						key: 'quantity',
						header: t('supplier.quantity'),
						align: 'end',
						cell: (lot) => quantity({ value: lot.quantity, unit: lot.unit }),
					},
					{
						key: 'status',
						header: t('supplier.customerStatus'),
						role: 'aside',
						cell: (lot) => {
							const look = looks[lot.status]
							return <StatusText tone={look?.tone ?? 'active'} label={look ? say(look.title) : lot.status} />
						},
					},
					{
						key: 'updated',
						header: t('supplier.updated'),
						cell: (lot) => <span className="whitespace-nowrap text-text-2">{relative(lot.updatedAt, now)}</span>,
					},
				]}
			/>
		</Card>
	)
}
