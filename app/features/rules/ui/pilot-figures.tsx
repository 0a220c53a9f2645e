import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import type { PilotFigures, Watch } from '../pilot-figures.queries.server.ts'

/** How a pilot decides beside the active version. */
export function PilotFiguresTable({ figures, version }: { figures: PilotFigures; version: number | null }) {
	const { t } = useTranslation('rules')
	const { number, percent } = useReader()
	const rows: { key: string; label: string; watch: Watch | null }[] = [
		{ key: 'pilot', label: t('life.figures.pilot', { number: version ?? 0 }), watch: figures.pilot },
		{ key: 'before', label: t('life.figures.before', { days: figures.beforeDays }), watch: figures.before },
		{ key: 'elsewhere', label: t('life.figures.elsewhere'), watch: figures.elsewhere },
	]
	const share = (watch: Watch | null, count: (found: Watch) => number) =>
		watch && watch.decisions > 0 ? `${percent(count(watch) / watch.decisions, 1)} (${number(count(watch))})` : '–'
	return (
		<DataTable
			caption={t('life.figures.title')}
			rows={rows}
			rowKey={(row) => row.key}
			columns={[
				{ key: 'label', header: t('life.figures.on'), role: 'key', cell: (row) => row.label },
				{ key: 'count', header: t('life.figures.decisions'), cell: (row) => number(row.watch?.decisions ?? 0) },
				{ key: 'block', header: t('life.figures.block'), cell: (row) => share(row.watch, (w) => w.blocked) },
				{ key: 'unknown', header: t('life.figures.unknown'), cell: (row) => share(row.watch, (w) => w.unknown) },
				{ key: 'warn', header: t('life.figures.warn'), cell: (row) => share(row.watch, (w) => w.warned) },
			]}
		/>
	)
}
