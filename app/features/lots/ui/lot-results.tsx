import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { RangeBar } from '#app/ui/charts/range-bar.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Outcome } from '#app/ui/status/tone.ts'
import type { LotInside } from './lot-page-data.ts'

type Result = LotInside['results'][number]

const numberOf = (text: string | null | undefined): number | undefined =>
	text === null || text === undefined ? undefined : Number(text)

function outcomeOf(row: Result): Outcome {
	if (row.verdict === 'fail') return 'block'
	if (row.verdict === 'unknown') return 'unknown'
	return row.nearLimit ? 'warn' : 'pass'
}

type Props = { lotId: string; results: LotInside['results']; className?: string }

/** Every test that the item asks for beside what was found; a test without a result stays visible. */
export function LotResults({ lotId, results, className }: Props) {
	const { t } = useTranslation('lots')
	const ability = useAbility()
	const { say, number } = useReader()
	const limits = (row: Result) => {
		const [low, high] = [row.minimum, row.maximum]
		if (low && high) return `${number(low)} – ${number(high)} ${row.unit}`
		if (low) return `≥ ${number(low)} ${row.unit}`
		return high ? `≤ ${number(high)} ${row.unit}` : row.unit
	}
	return (
		<Card
			title={t('results.title')}
			sub={t('results.sub')}
			padding="flush"
			{...(className ? { className } : {})}
			{...(ability.can('create', 'TestResult')
				? {
						actions: (
							<ButtonLink to={`/lots/${lotId}/results`} size="sm" variant="ghost" icon={Plus}>
								{t('results.add')}
							</ButtonLink>
						),
					}
				: {})}
		>
			<DataTable
				caption={t('results.title')}
				rows={results}
				rowKey={(row) => row.key}
				empty={<p className="p-4 text-text-3">{t('results.none')}</p>}
				columns={[
					{
						key: 'name',
						header: t('results.test'),
						role: 'key',
						cell: (row) => (
							<span className="font-medium">
								{say(row.name)}
								<CellSub>{row.method}</CellSub>
							</span>
						),
					},
					{
						key: 'limits',
						header: t('results.limits'),
						cell: (row) => <span className="whitespace-nowrap text-text-2">{limits(row)}</span>,
					},
					{
						key: 'value',
						header: t('results.value'),
						align: 'end',
						cell: (row) =>
							row.result ? (
								<span className={row.verdict === 'fail' ? 'font-semibold text-rejected-fg' : 'font-medium'}>
									{row.result.reported}
								</span>
							) : (
								<span className="text-text-3">{t('results.noResult')}</span>
							),
					},
					{
						key: 'bar',
						header: t('results.against'),
						cell: (row) =>
							row.minimum || row.maximum ? (
								<RangeBar
									value={numberOf(row.result?.value)}
									low={numberOf(row.minimum)}
									high={numberOf(row.maximum)}
									outcome={outcomeOf(row)}
									unit={row.unit}
								/>
							) : null,
					},
					{
						key: 'verdict',
						header: t('results.verdict'),
						role: 'aside',
						cell: (row) => <StatusText tone={outcomeOf(row)} label={t(`results.outcome.${outcomeOf(row)}`)} />,
					},
				]}
			/>
		</Card>
	)
}
