import { Truck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { NetworkPage } from '../network-page.ts'
import type { PeerNoticeRow } from '../notices.queries.server.ts'

const TONES = { new: 'waiting', announced: 'released', dismissed: 'draft' } as const

/** What connected companies have sent on its way. */
export function NoticesCard({ page }: { page: NetworkPage<PeerNoticeRow> }) {
	const { t } = useTranslation('network')
	const { say, dateTime, number } = useReader()
	return (
		<Card title={t('notices.title')} padding="flush">
			<DataTable
				caption={t('notices.title')}
				rows={page.rows}
				rowKey={(row) => row.id}
				empty={
					<EmptyState icon={Truck} title={t('notices.empty')}>
						{t('notices.emptyText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'number',
						header: t('notices.number'),
						role: 'key',
						cell: (row) => (
							<AppLink to={`/network/notices/${row.id}`} className="mono">
								{row.number}
							</AppLink>
						),
					},
					{
						key: 'status',
						header: t('notices.status'),
						role: 'aside',
						cell: (row) => <StatusText tone={TONES[row.status]} label={t(`noticeStatus.${row.status}`)} />,
					},
					{ key: 'from', header: t('notices.from'), cell: (row) => say(row.party.name) },
					{ key: 'shipped', header: t('notices.shipped'), cell: (row) => dateTime(row.shippedAt) },
					{ key: 'lots', header: t('notices.lots'), align: 'end', cell: (row) => number(row.lines) },
					{
						key: 'delivery',
						header: t('notice.delivery'),
						cell: ({ delivery }) =>
							delivery ? (
								<AppLink to={`/deliveries/${delivery.id}`} className="mono">
									{delivery.number}
								</AppLink>
							) : (
								'–'
							),
					},
				]}
				pager={<ListPager name="notices" page={page} />}
			/>
		</Card>
	)
}
