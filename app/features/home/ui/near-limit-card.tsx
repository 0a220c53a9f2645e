import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { SparkLine } from '#app/ui/charts/spark.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { NearLimit } from '../near-limit.queries.server.ts'

/** Results that passed, but barely, with how the test went before. */
export function NearLimitCard({ results }: { results: readonly NearLimit[] }) {
	const { t } = useTranslation('home')
	const { say } = useReader()
	return (
		<Card title={t('near.title')} sub={t('near.sub')} padding="flush">
			{results.length === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('near.none')}</p>
			) : (
				<ListRows
					label={t('near.title')}
					rows={results.map((one) => ({
						key: `${one.lotId}${one.test.en}`,
						title: `${say(one.test)} · ${say(one.itemName)}`,
						detail: t(one.side === 'low' ? 'near.low' : 'near.high', {
							value: one.value,
							limit: `${one.limit} ${one.unit}`,
						}),
						aside: one.trend.length > 1 && <SparkLine values={one.trend} target={Number(one.limit)} />,
						to: `/lots/${one.lotId}`,
					}))}
				/>
			)}
		</Card>
	)
}
