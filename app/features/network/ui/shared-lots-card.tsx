import { Package } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { SharedLotRow } from '../shared-lots.queries.server.ts'
import { LevelTag } from './level-tag.tsx'

type Props = { page: { rows: readonly SharedLotRow[]; nextCursor: string | null }; cursor: string | null }

/** The lots a connection tells us of, a page of them. */
export function SharedLotsCard({ page, cursor }: Props) {
	const { t } = useTranslation('network')
	const { say, dateTime } = useReader()
	return (
		<Card title={t('detail.lots')} padding="flush">
			<DataTable
				caption={t('lots.caption')}
				rows={page.rows}
				rowKey={(row) => row.id}
				empty={
					<EmptyState icon={Package} title={t('detail.lotsEmpty')}>
						{t('detail.lotsEmptyText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'lot',
						header: t('lots.lot'),
						role: 'key',
						cell: (row) => (
							<AppLink to={`/network/lots/${row.id}`} className={row.code ? 'mono' : undefined}>
								{row.code || t('lots.unnamed')}
							</AppLink>
						),
					},
					{
						key: 'level',
						header: t('lots.level'),
						role: 'aside',
						cell: (row) => <LevelTag level={row.content.level} />,
					},
					{ key: 'direction', header: t('lots.direction'), cell: (row) => t(`direction.${row.direction}`) },
					{
						key: 'item',
						header: t('lots.item'),
						cell: ({ content }) => (content.attributes ? say(content.attributes.item.name) : t('lots.notShown')),
					},
					{
						key: 'own',
						header: t('lots.own'),
						cell: ({ ownLot }) =>
							ownLot ? (
								<AppLink to={`/lots/${ownLot.id}`} className="mono">
									{ownLot.code}
								</AppLink>
							) : (
								t('lots.notFound')
							),
					},
					{ key: 'updated', header: t('lots.updated'), cell: (row) => dateTime(row.updatedAt) },
				]}
				pager={
					(page.nextCursor || cursor) && (
						<Pager
							summary={t('detail.next', { count: page.rows.length })}
							{...(cursor ? { previousHref: '?' } : {})}
							{...(page.nextCursor ? { nextHref: `?cursor=${page.nextCursor}` } : {})}
						/>
					)
				}
			/>
		</Card>
	)
}
