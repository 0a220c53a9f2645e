import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { RangeBar } from '#app/ui/charts/range-bar.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Outcome } from '#app/ui/status/tone.ts'
import type { LotInside } from './lot-page-data.ts'

const plain = (text: string | undefined): number | undefined =>
	text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined

type Row = {
	key: string
	name: string
	title: LocalizedText | undefined
	value: string
	unit: string
	low: string | undefined
	high: string | undefined
	outcome: Outcome | null
	step: string
	equipment: string
	at: string
}

/** Whether a value lies within the limits that it was noted with; null without limits or when it is no number. */
function outcomeOf(value: string, low: string | undefined, high: string | undefined): Outcome | null {
	if (low === undefined && high === undefined) return null
	const measured = plain(value)
	if (measured === undefined) return 'unknown'
	const inside = (low === undefined || measured >= Number(low)) && (high === undefined || measured <= Number(high))
	return inside ? 'pass' : 'block'
}

function rowsOf(events: LotInside['making']): Row[] {
	return events.flatMap((event) =>
		Object.entries(event.parameters ?? {}).map(([name, one]) => ({
			key: `${event.id} ${name}`,
			name,
			title: event.parameterNames?.[name],
			value: one.value,
			unit: one.unit ?? '',
			low: one.min,
			high: one.max,
			outcome: outcomeOf(one.value, one.min, one.max),
			step: event.step ?? '',
			equipment: event.equipment ?? '',
			at: event.finishedAt ?? event.eventTime,
		})),
	)
}

/** Parameters of the steps in which the lot was made, against the limits that they were noted with. */
export function LotProcess({
	events,
	shown,
	className,
}: {
	events: LotInside['making']
	shown?: number
	className?: string
}) {
	const { t } = useTranslation('lots')
	const { dateTime, say, unit } = useReader()
	const rows = rowsOf(events)
	return (
		<Card
			title={t('process.title')}
			sub={t('process.sub')}
			padding="flush"
			{...(className ? { className } : {})}
			{...(shown && rows.length > shown ? { footer: t('process.more', { count: rows.length - shown }) } : {})}
		>
			<DataTable
				caption={t('process.title')}
				rows={rows.slice(0, shown)}
				rowKey={(row) => row.key}
				empty={<p className="p-4 text-text-3">{t('process.none')}</p>}
				columns={[
					{
						key: 'name',
						header: t('process.parameter'),
						role: 'key',
						cell: (row) => (
							<span className="font-medium">
								{row.title ? say(row.title) : t(`process.name.${row.name}`, { defaultValue: row.name })}
								<CellSub>{[row.step, row.equipment].filter(Boolean).join(' · ')}</CellSub>
							</span>
						),
					},
					{
						key: 'value',
						header: t('process.value'),
						align: 'end',
						cell: (row) => `${row.value} ${row.unit ? unit(row.unit) : ''}`.trim(),
					},
					{
						key: 'bar',
						header: t('results.against'),
						cell: (row) =>
							row.outcome ? (
								<RangeBar
									value={plain(row.value)}
									low={plain(row.low)}
									high={plain(row.high)}
									outcome={row.outcome}
									unit={row.unit ? unit(row.unit) : undefined}
								/>
							) : null,
					},
					{
						key: 'outcome',
						header: t('results.verdict'),
						role: 'aside',
						cell: (row) =>
							row.outcome ? <StatusText tone={row.outcome} label={t(`results.outcome.${row.outcome}`)} /> : null,
					},
					{
						key: 'time',
						header: t('genealogy.time'),
						cell: (row) => <span className="text-text-3">{dateTime(row.at)}</span>,
					},
				]}
			/>
		</Card>
	)
}
