import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { EarlierResult } from '../results.queries.server.ts'

/** Results that were corrected since: they stay on record. */
export function EarlierResults({ page }: { page: ListPage<EarlierResult> }) {
	const { t } = useTranslation('quality')
	const { dateTime } = useReader()
	return (
		<Card title={t('earlier.title')} sub={t('earlier.sub')} padding="flush" className="mt-4">
			<DataTable
				caption={t('earlier.title')}
				rows={page.rows}
				pager={<ListPager name="earlier" page={page} />}
				rowKey={(result) => result.id}
				columns={[
					{ key: 'test', header: t('results.test'), role: 'key', cell: (result) => result.test },
					{ key: 'value', header: t('results.value'), align: 'end', cell: (result) => <s>{result.reported}</s> },
					{ key: 'by', header: t('earlier.by'), cell: (result) => result.recordedBy },
					{ key: 'recorded', header: t('earlier.recorded'), cell: (result) => dateTime(result.recordedAt) },
					{ key: 'replaced', header: t('earlier.replaced'), cell: (result) => dateTime(result.supersededAt) },
				]}
			/>
		</Card>
	)
}
