import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { ImportedRow, ImportSummary } from '../import-results.server.ts'

const TONES: Record<ImportedRow['state'], Tone> = { new: 'pass', correction: 'warn', same: 'draft', bad: 'block' }
const SHOWN = 500

/** Each row of the file and what becomes of it, the bad ones first. */
export function ImportedRows({ summary }: { summary: ImportSummary }) {
	const { t } = useTranslation('quality')
	const { say } = useReader()
	const rows = summary.rows.toSorted((a, b) => Number(b.state === 'bad') - Number(a.state === 'bad') || a.row - b.row)
	return (
		<Card
			title={t('import.rows')}
			sub={t('import.counts', { good: summary.good, bad: summary.bad })}
			padding="flush"
			footer={rows.length > SHOWN ? t('import.shown', { count: SHOWN }) : undefined}
		>
			<DataTable
				caption={t('import.rows')}
				rows={rows.slice(0, SHOWN)}
				rowKey={(row) => String(row.row)}
				columns={[
					{ key: 'row', header: t('import.row'), role: 'key', cell: (row) => row.row },
					{ key: 'lot', header: t('import.field.lot'), cell: (row) => <span className="mono">{row.lot}</span> },
					{ key: 'test', header: t('results.test'), cell: (row) => row.test },
					{ key: 'value', header: t('results.value'), align: 'end', cell: (row) => row.reported },
					{
						key: 'problems',
						header: t('import.problems'),
						cell: (row) =>
							row.problems.map((problem) => (
								<span key={problem.code} className="block">
									{problem.message
										? say(problem.message)
										: t(`importProblem.${problem.code}`, { defaultValue: problem.code })}
								</span>
							)),
					},
					{
						key: 'state',
						header: t('import.state'),
						role: 'aside',
						cell: (row) => <StatusText tone={TONES[row.state]} label={t(`import.stateOf.${row.state}`)} />,
					},
				]}
			/>
		</Card>
	)
}
