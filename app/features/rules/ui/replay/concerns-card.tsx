import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Concern } from '../../replay/replay.queries.server.ts'
import { OutcomeChange } from './outcome-change.tsx'

/** Whose lots a change concerns, how many and how much. */
export function ConcernsCard({ concerns }: { concerns: ListPage<Concern> }) {
	const { t } = useTranslation('rules')
	const { say, number, quantity } = useReader()
	if (concerns.rows.length === 0) return null
	return (
		<Card title={t('replay.concerns')} sub={t('replay.concernsSub')} padding="flush">
			<DataTable
				caption={t('replay.concerns')}
				rows={concerns.rows}
				pager={<ListPager name="concerns" page={concerns} />}
				rowKey={(row) => `${row.before}>${row.after}>${row.party?.id ?? ''}`}
				columns={[
					{
						key: 'party',
						header: t('replay.supplier'),
						role: 'key',
						cell: (row) =>
							row.party ? <AppLink to={`/parties/${row.party.id}`}>{say(row.party.name)}</AppLink> : t('replay.own'),
					},
					{
						key: 'change',
						header: t('replay.change'),
						cell: (row) => <OutcomeChange before={row.before} after={row.after} />,
					},
					{ key: 'lots', header: t('replay.lots'), align: 'end', cell: (row) => number(row.lots) },
					{
						key: 'quantity',
						header: t('replay.onHand'),
						align: 'end',
						cell: (row) => row.quantities.map((one) => quantity(one)).join(', '),
					},
				]}
			/>
		</Card>
	)
}
