import { Download, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTenantReader } from '#app/platform/i18n/use-tenant-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Provenance } from '../read-provenance.server.ts'

/** Public certificates, each to download. */
export function CertificatesCard({ provenance }: { provenance: Provenance }) {
	const { t } = useTranslation('provenance')
	const { date } = useTenantReader(undefined)
	const { certificates, gtin } = provenance
	if (certificates.length === 0) return null
	return (
		<Card title={t('certificates.title')} padding="flush">
			<ListRows
				label={t('certificates.title')}
				rows={certificates.map((document) => ({
					key: document.id,
					icon: FileText,
					title: document.title,
					detail: [
						t(`certificates.kind.${document.kind}`),
						document.number,
						document.validUntil ? t('certificates.until', { on: date(document.validUntil) }) : null,
					]
						.filter(Boolean)
						.join(' · '),
					aside: gtin ? (
						<a
							href={`/public/${gtin}/documents/${document.id}`}
							download
							aria-label={t('certificates.download', { title: document.title })}
							className="no-print grid size-9 place-items-center pointer-coarse:size-11"
						>
							<Download aria-hidden="true" />
						</a>
					) : undefined,
				}))}
			/>
		</Card>
	)
}
