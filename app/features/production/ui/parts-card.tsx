import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { OrderPage } from '../read-order-page.server.ts'

type Row = OrderPage['components'][number]

/** The parts list of the order's revision: what is planned, what was used, and whether that fits what was made. */
export function PartsCard({ page }: { page: OrderPage }) {
	const { order, components, made, scrap } = page
	const { t } = useTranslation('production')
	const { say, quantity, number } = useReader()
	const amount = (value: string | null, unit: string) => (value === null ? '–' : quantity({ value, unit }))
	const done = Number(made) + Number(scrap) > 0
	const difference = (row: Row) => {
		if (row.differencePercent === null || row.within === null)
			return <span className="text-text-3">{Number(row.consumed) === 0 ? t('parts.none') : '–'}</span>
		const percent = `${Number(row.differencePercent) > 0 ? '+' : ''}${number(row.differencePercent, 1)} %`
		const tolerance =
			Number(row.tolerancePercent) === 0
				? t('parts.exact')
				: t(row.within ? 'parts.within' : 'parts.beyond', { tolerance: number(row.tolerancePercent) })
		return (
			<>
				<StatusText tone={row.within ? 'pass' : 'warn'} label={percent} />
				<CellSub>{tolerance}</CellSub>
			</>
		)
	}
	return (
		<Card
			title={t('parts.title')}
			sub={t('parts.sub', { revision: order.revision })}
			padding="flush"
			footer={
				done
					? t('parts.balance', { made: amount(made, order.itemUnit), scrap: amount(scrap, order.itemUnit) })
					: t('parts.nothing')
			}
		>
			<DataTable
				caption={t('parts.title')}
				rows={components}
				rowKey={(row) => row.itemId}
				columns={[
					{
						key: 'component',
						header: t('parts.component'),
						role: 'key',
						cell: (row) => (
							<>
								{say(row.name)}
								<CellSub mono>{row.sku}</CellSub>
							</>
						),
					},
					{ key: 'planned', header: t('parts.planned'), align: 'end', cell: (row) => amount(row.planned, row.unit) },
					{ key: 'used', header: t('parts.used'), align: 'end', cell: (row) => amount(row.consumed, row.unit) },
					{ key: 'needed', header: t('parts.needed'), align: 'end', cell: (row) => amount(row.needed, row.unit) },
					{ key: 'difference', header: t('parts.difference'), cell: difference },
				]}
			/>
		</Card>
	)
}
