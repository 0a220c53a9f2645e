import { Network } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { ConnectionRow } from '../connections.queries.server.ts'
import type { NetworkPage } from '../network-page.ts'
import { ConnectionStatus } from './connection-status.tsx'
import { LevelTag } from './level-tag.tsx'

/** With whom the company is connected, and how much each side knows. */
export function ConnectionsCard({ page, offer }: { page: NetworkPage<ConnectionRow>; offer: ReactNode }) {
	const { t } = useTranslation('network')
	const { say, number, date } = useReader()
	return (
		<Card padding="flush">
			<DataTable
				caption={t('title')}
				rows={page.rows}
				rowKey={(row) => row.id}
				empty={
					<EmptyState icon={Network} title={t('list.empty')} titleLevel={2} action={offer}>
						{t('list.emptyText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'party',
						header: t('list.partner'),
						role: 'key',
						cell: ({ id, party }) => (
							<>
								<AppLink to={`/network/${id}`}>{say(party.name)}</AppLink>
								<CellSub mono>{party.code}</CellSub>
							</>
						),
					},
					{
						key: 'status',
						header: t('list.status'),
						role: 'aside',
						cell: (row) => <ConnectionStatus status={row.status} />,
					},
					{ key: 'company', header: t('list.company'), cell: (row) => row.peerName ?? t('list.notYet') },
					{ key: 'shows', header: t('list.weShow'), cell: (row) => <LevelTag level={row.disclosure} /> },
					{ key: 'ours', header: t('list.ours'), align: 'end', cell: (row) => number(row.disclosed) },
					{ key: 'theirs', header: t('list.theirs'), align: 'end', cell: (row) => number(row.shared) },
					{
						key: 'since',
						header: t('list.since'),
						cell: (row) => (row.connectedAt ? date(row.connectedAt) : '–'),
					},
				]}
				pager={<ListPager name="connections" page={page} />}
			/>
		</Card>
	)
}
