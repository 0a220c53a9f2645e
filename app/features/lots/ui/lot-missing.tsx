import { CircleCheck, CircleDashed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Count } from '#app/ui/status/count.tsx'
import type { LotInside, LotPageData } from './lot-page-data.ts'

/** What is not known about the lot yet, and until when it is needed. */
export function LotMissing({ page, inside, className }: { page: LotPageData; inside: LotInside; className?: string }) {
	const { lot } = page
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const fields = [
		...(lot.supplier && !lot.supplierLot ? (['supplierLot'] as const) : []),
		...(lot.manufacturedOn ? [] : (['madeOn'] as const)),
		...(lot.expiresOn ? [] : (['expiresOn'] as const)),
		...(lot.site ? [] : (['site'] as const)),
		...(page.documents.length > 0 ? [] : (['certificate'] as const)),
	]
	const results = inside.results.filter((row) => row.required && !row.result)
	const rows = [
		...results.map((row) => ({
			key: row.key,
			title: t('missing.result', { test: say(row.name) }),
			detail: t('missing.beforeRelease'),
		})),
		...fields.map((key) => ({ key, title: t(`missing.${key}`), detail: t('missing.beforeShipment') })),
	].map((row) => ({ ...row, icon: CircleDashed }))
	return (
		<Card
			title={
				<>
					{t('missing.title')} <Count value={rows.length} />
				</>
			}
			padding="flush"
			{...(className ? { className } : {})}
		>
			<ListRows
				rows={
					rows.length > 0
						? rows.slice(0, 8)
						: [{ key: 'none', title: t('missing.nothing'), icon: CircleCheck, tone: 'pass' }]
				}
			/>
		</Card>
	)
}
