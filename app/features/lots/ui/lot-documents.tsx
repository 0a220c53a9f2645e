import { FileText, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { CardMore } from '#app/ui/layout/card-more.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { LotPageData } from './lot-page-data.ts'

/** Within so many days of its end a certificate is worth a look. */
const SOON_DAYS = 30

type Validity = { key: 'expired' | 'soon' | 'valid' | 'open'; tone: Tone }

function validityOf(daysLeft: number | null): Validity {
	if (daysLeft === null) return { key: 'open', tone: 'draft' }
	if (daysLeft < 0) return { key: 'expired', tone: 'rejected' }
	return daysLeft <= SOON_DAYS ? { key: 'soon', tone: 'quarantine' } : { key: 'valid', tone: 'released' }
}

/** Certificates and other files of the lot, and whether they are still valid. */
export function LotDocuments({ page, className }: { page: LotPageData; className?: string }) {
	const { t } = useTranslation('lots')
	const { date, number } = useReader()
	const { rows, all } = page.documents
	const ability = useAbility()
	return (
		<Card
			title={t('documents.title')}
			padding="flush"
			{...(className ? { className } : {})}
			{...(ability.can('create', 'Document')
				? {
						actions: (
							<ButtonLink to={`/documents/new?lot=${page.lot.id}`} size="sm" variant="ghost" icon={Plus}>
								{t('documents.add')}
							</ButtonLink>
						),
					}
				: {})}
		>
			{rows.length === 0 ? (
				<p className="p-4 text-text-3">{t('documents.none')}</p>
			) : (
				<ListRows
					rows={rows.map((document) => {
						const { key, tone } = validityOf(document.daysLeft)
						const when = document.validUntil
							? t('documents.until', { date: date(document.validUntil) })
							: t(`certificateKind.${document.kind}`, { defaultValue: '' })
						return {
							key: document.id,
							title: document.title,
							detail: [document.number, when].filter(Boolean).join(' · '),
							icon: FileText,
							...(tone === 'draft' ? {} : { tone }),
							to: `/documents/${document.id}`,
							aside: key === 'open' ? undefined : <StatusChip tone={tone} label={t(`documents.${key}`)} />,
						}
					})}
				/>
			)}
			{all > rows.length && (
				<CardMore to={`/documents?lot=${page.lot.id}`}>
					{t('documents.all', { shown: number(rows.length), all: number(all) })}
				</CardMore>
			)}
		</Card>
	)
}
