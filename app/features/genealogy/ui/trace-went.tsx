import { MapPin, PackageOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { SiteStock } from '../trace-parties.queries.server.ts'
import type { WentPart } from '../trace-view.server.ts'
import { TracePager } from './trace-table.tsx'

/** Where it went: who was sent how much of which lot, and what is left, site by site. */
export function TraceWent({ went }: { went: WentPart }) {
	return (
		<>
			<Consignees went={went} />
			<Stock stock={went.stock} />
		</>
	)
}

function Consignees({ went: { page, figures } }: { went: WentPart }) {
	const { t } = useTranslation('genealogy')
	const { say, quantity, date } = useReader()
	return (
		<Card
			title={t('went.consignees')}
			sub={t('went.sum', { count: figures.parties.length, quantity: figures.shipped.map(quantity).join(', ') || '–' })}
			padding="flush"
		>
			<DataTable
				caption={t('went.consignees')}
				rows={page.rows}
				rowKey={(row) => `${row.lot.id} ${row.party.id} ${row.shipped.unit}`}
				pager={<TracePager page={page} />}
				empty={
					<EmptyState icon={PackageOpen} title={t('went.none')}>
						{t('went.noneText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'party',
						header: t('went.party'),
						role: 'key',
						cell: (row) => (
							<>
								{say(row.party.name)}
								<CellSub mono>
									{row.party.code} · {row.party.country}
								</CellSub>
							</>
						),
					},
					{
						key: 'lot',
						header: t('table.lot'),
						cell: (row) => (
							<AppLink to={`/lots/${row.lot.id}`} className="mono">
								{row.lot.code}
							</AppLink>
						),
					},
					{ key: 'shipped', header: t('went.shipped'), align: 'end', cell: (row) => quantity(row.shipped) },
					{
						key: 'when',
						header: t('went.when'),
						cell: (row) =>
							row.firstShippedAt ? (
								<>
									{date(row.firstShippedAt)}
									{row.lastShippedAt && row.lastShippedAt !== row.firstShippedAt && ` – ${date(row.lastShippedAt)}`}
								</>
							) : (
								'–'
							),
					},
					{
						key: 'shipments',
						header: t('went.shipments'),
						cell: (row) => <span className="mono">{row.shipments.join(', ')}</span>,
					},
				]}
			/>
		</Card>
	)
}

function Stock({ stock }: { stock: readonly SiteStock[] }) {
	const { t } = useTranslation('genealogy')
	const { say, quantity, number } = useReader()
	return (
		<Card title={t('went.stock')} padding="flush">
			<DataTable
				caption={t('went.stock')}
				rows={stock}
				rowKey={(row) => row.site?.id ?? 'none'}
				empty={
					<EmptyState icon={MapPin} title={t('went.noStock')}>
						{t('went.noStockText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'site',
						header: t('went.site'),
						role: 'key',
						cell: (row) => (row.site ? say(row.site.name) : t('went.noSite')),
					},
					{ key: 'lots', header: t('aside.lots'), align: 'end', cell: (row) => number(row.lots) },
					{ key: 'left', header: t('table.stock'), align: 'end', cell: (row) => row.onHand.map(quantity).join(', ') },
				]}
			/>
		</Card>
	)
}
