import { useTranslation } from 'react-i18next'
import { useTenantReader } from '#app/platform/i18n/use-tenant-reader.ts'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { NoticePage } from '../notice-page.queries.server.ts'
import { FATES, reconcile } from '../recall.model.ts'
import { ReconciliationBars } from './reconciliation-bars.tsx'

/** What a consignee answered, lot by lot, for reading and printing. */
export function AnswerSummary({
	notice,
	timeZone,
	bars = true,
}: {
	notice: NoticePage
	timeZone?: string | undefined
	bars?: boolean
}) {
	const { t } = useTranslation('recall')
	const { say, quantity, dateTime } = useTenantReader(timeZone)
	const plain = (value: string) => quantity({ value, unit: '' }).trim()
	return (
		<Card
			title={t('answer.summary')}
			padding="flush"
			footer={
				notice.answeredAt
					? t('answer.given', { name: notice.answeredBy ?? '', at: dateTime(notice.answeredAt) })
					: t('answer.notGiven')
			}
		>
			<DataTable
				caption={t('answer.summary')}
				rows={notice.lots}
				rowKey={(lot) => lot.lotId}
				columns={[
					{
						key: 'lot',
						header: t('answer.lot'),
						role: 'key',
						cell: (lot) => (
							<>
								<span className="mono">{lot.code}</span>
								<CellSub>{say(lot.item)}</CellSub>
							</>
						),
					},
					{
						key: 'shipped',
						header: t('answer.shipped'),
						align: 'end',
						cell: (lot) => quantity({ value: lot.shipped, unit: lot.unit }),
					},
					...FATES.map((fate) => ({
						key: fate,
						header: t(`fate.${fate}`),
						align: 'end' as const,
						cell: (lot: NoticePage['lots'][number]) =>
							lot.answer ? plain(lot.answer[fate]) : fate === 'unknown' ? plain(lot.shipped) : '–',
					})),
				]}
			/>
			{bars && (
				<div className="border-t border-line p-4">
					<ReconciliationBars rows={reconcile(notice.lots)} form="thin" />
				</div>
			)}
			{notice.comment && <p className="border-t border-line p-4">{notice.comment}</p>}
		</Card>
	)
}
