import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { PartsBar } from '#app/ui/charts/parts-bar.tsx'
import { FATES, type Reconciliation } from '../recall.model.ts'
import { FATE_TONES } from './state-tone.ts'

/** What was shipped and what became of it, a bar for each unit, with the sum written out. */
export function ReconciliationBars({
	rows,
	form = 'boxes',
}: {
	rows: readonly Reconciliation[]
	form?: 'boxes' | 'thin'
}) {
	const { t } = useTranslation('recall')
	const { quantity, unit } = useReader()
	const plain = (value: string) => quantity({ value, unit: '' }).trim()
	return (
		<div className="flex flex-col gap-4">
			{rows.map((row) => (
				<PartsBar
					key={row.unit}
					form={form}
					label={t('reconciliation.of', { unit: unit(row.unit) })}
					parts={FATES.map((fate) => ({
						key: fate,
						label: t(`fate.${fate}`),
						value: Number(row[fate]),
						text: plain(row[fate]),
						tone: FATE_TONES[fate],
						unknown: fate === 'unknown',
					}))}
					sum={`${FATES.map((fate) => plain(row[fate])).join(' + ')} = ${quantity({ value: row.shipped, unit: row.unit })}`}
				/>
			))}
		</div>
	)
}
