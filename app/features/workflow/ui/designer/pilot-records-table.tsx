import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import type { PilotRecords, RecordWatch } from '../../life/pilot-records.queries.server.ts'

/** How the records of a pilot fare beside those of the active version. */
export function PilotRecordsTable({ figures, version }: { figures: PilotRecords; version: number | null }) {
	const { t } = useTranslation(['workflow', 'rules'])
	const { number, percent } = useReader()
	const rows: { key: string; label: string; watch: RecordWatch | null }[] = [
		{ key: 'pilot', label: t('rules:life.figures.pilot', { number: version ?? 0 }), watch: figures.pilot },
		{ key: 'before', label: t('rules:life.figures.before', { days: figures.beforeDays }), watch: figures.before },
		{ key: 'elsewhere', label: t('rules:life.figures.elsewhere'), watch: figures.elsewhere },
	]
	const share = (watch: RecordWatch | null, count: (found: RecordWatch) => number) =>
		watch ? `${percent(count(watch) / watch.begun, 1)} (${number(count(watch))})` : '–'
	return (
		<DataTable
			caption={t('pilotRecords.title')}
			rows={rows}
			rowKey={(row) => row.key}
			columns={[
				{ key: 'label', header: t('pilotRecords.on'), role: 'key', cell: (row) => row.label },
				{ key: 'begun', header: t('pilotRecords.begun'), cell: (row) => number(row.watch?.begun ?? 0) },
				{ key: 'blocked', header: t('pilotRecords.blocked'), cell: (row) => share(row.watch, (w) => w.blocked) },
				{ key: 'overdue', header: t('pilotRecords.overdue'), cell: (row) => share(row.watch, (w) => w.overdue) },
				{ key: 'done', header: t('pilotRecords.done'), cell: (row) => share(row.watch, (w) => w.done) },
			]}
		/>
	)
}
