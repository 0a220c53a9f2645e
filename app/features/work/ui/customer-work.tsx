import { CircleCheckBig, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CustomerNotice } from '#app/features/home/customer-home.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'

/** What is asked of a customer: recall notices that are not answered for every lot. */
export function CustomerWork({ notices }: { notices: readonly CustomerNotice[] }) {
	const { t } = useTranslation('work')
	const { relative, now } = useReader()
	const open = notices.filter((notice) => notice.status !== 'answered')
	return (
		<Card title={t('notices')} padding="flush">
			{open.length === 0 ? (
				<EmptyState icon={CircleCheckBig} title={t('partnerEmpty')}>
					{t('partnerEmptyText')}
				</EmptyState>
			) : (
				<ListRows
					label={t('notices')}
					rows={open.map((notice) => ({
						key: notice.id,
						icon: RotateCcw,
						tone: 'recalled' as const,
						title: `${notice.number} ${notice.title}`,
						detail: `${t('answered', { answered: notice.answered, lots: notice.lots })}${notice.sentAt ? ` · ${relative(notice.sentAt, now)}` : ''}`,
						to: `/notices/${notice.id}`,
					}))}
				/>
			)}
		</Card>
	)
}
