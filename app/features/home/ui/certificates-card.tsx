import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { EndingCertificate } from '../certificates.queries.server.ts'
import { SOON_DAYS } from '../home.model.ts'

/** Certificates that have ended or will soon, and what rests on them. */
export function CertificatesCard({ certificates }: { certificates: readonly EndingCertificate[] }) {
	const { t } = useTranslation('home')
	const { say, date } = useReader()
	const detail = (one: EndingCertificate) =>
		[
			t(one.ended ? 'certificates.ended' : 'certificates.ends', { date: date(one.validUntil) }),
			one.lots > 0 && t('certificates.lots', { count: one.lots }),
		]
			.filter(Boolean)
			.join(' · ')
	return (
		<Card
			title={t('certificates.title')}
			padding="flush"
			footer={<AppLink to="/documents">{t('certificates.all')}</AppLink>}
		>
			{certificates.length === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('certificates.none', { days: SOON_DAYS })}</p>
			) : (
				<ListRows
					label={t('certificates.title')}
					rows={certificates.map((one) => ({
						key: one.id,
						icon: FileText,
						tone: one.ended ? ('rejected' as const) : ('warn' as const),
						title: one.partyName ? `${one.title} · ${say(one.partyName)}` : one.title,
						detail: detail(one),
						to: `/documents/${one.id}`,
					}))}
				/>
			)}
		</Card>
	)
}
