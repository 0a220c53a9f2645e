import { Printer, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTenantReader } from '#app/platform/i18n/use-tenant-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Provenance } from '../read-provenance.server.ts'

/** Whether the records of the lot are as they were written. */
export function IntegrityCard({ provenance, timeZone }: { provenance: Provenance; timeZone: string }) {
	const { t } = useTranslation('provenance')
	const { dateTime, number } = useTenantReader(timeZone)
	const { integrity, checkedAt } = provenance
	return (
		<Card title={t('integrity.title')}>
			<div className="flex gap-3">
				<ShieldCheck aria-hidden="true" className={integrity.verified ? 'text-released-fg' : 'text-text-3'} />
				<p>
					{integrity.verified
						? integrity.all > integrity.entries
							? t('integrity.verifiedNewest', {
									shown: number(integrity.entries),
									all: number(integrity.all),
									at: dateTime(checkedAt),
								})
							: t('integrity.verified', { count: integrity.entries, at: dateTime(checkedAt) })
						: t('integrity.unverified')}
				</p>
			</div>
			<div className="no-print mt-3 flex flex-wrap gap-2">
				<Button icon={Printer} onClick={() => window.print()}>
					{t('print')}
				</Button>
			</div>
		</Card>
	)
}
