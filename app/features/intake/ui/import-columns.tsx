import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { CellSub, type Column } from '#app/ui/data/data-table.tsx'
import { formatBytes } from '#app/ui/forms/format-bytes.ts'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ImportRow } from '../intake.queries.server.ts'
import { IMPORT_LOOKS } from './import-status.ts'

/** The columns of the list of imports; a partner needs no column for itself. */
export function useImportColumns(partner: boolean): Column<ImportRow>[] {
	const { t } = useTranslation('intake')
	const { say, number, dateTime } = useReader()
	const supplier: Column<ImportRow> = {
		key: 'supplier',
		header: t('list.supplier'),
		cell: (item) => (item.party ? say(item.party.name) : <span className="text-text-3">{t('list.ownStock')}</span>),
	}
	return [
		{
			key: 'file',
			header: t('list.file'),
			role: 'key',
			cell: (item) => (
				<AppLink to={`/imports/${item.id}`} className="font-medium wrap-anywhere">
					{item.fileName}
					<CellSub>{formatBytes(item.fileSize)}</CellSub>
				</AppLink>
			),
		},
		...(partner ? [] : [supplier]),
		{
			key: 'status',
			header: t('list.status'),
			role: 'aside',
			className: 'w-48',
			cell: (item) => <ImportState item={item} />,
		},
		{ key: 'rows', header: t('list.rows'), align: 'end', cell: (item) => number(item.rows) },
		{
			key: 'bad',
			header: t('list.bad'),
			align: 'end',
			cell: (item) => (item.bad > 0 ? number(item.bad) : <span className="text-text-3">0</span>),
		},
		{ key: 'created', header: t('list.created'), align: 'end', cell: (item) => number(item.created) },
		{
			key: 'started',
			header: t('list.started'),
			cell: (item) => (
				<>
					<span className="whitespace-nowrap">{dateTime(item.createdAt)}</span>
					<CellSub>{item.createdBy ? t('list.by', { name: item.createdBy }) : t('list.viaInterface')}</CellSub>
				</>
			),
		},
	]
}

function ImportState({ item }: { item: ImportRow }) {
	const { t } = useTranslation('intake')
	const { number } = useReader()
	const text = t('running.text', { done: number(item.processed), total: number(item.good) })
	return (
		<>
			<StatusText {...IMPORT_LOOKS[item.status]} label={t(`status.${item.status}`)} />
			{item.status === 'running' && (
				<span className="mt-1 flex items-center gap-2">
					<ProgressBar
						bare
						label={item.fileName}
						done={item.processed}
						total={item.good}
						text={text}
						className="w-20"
					/>
					<span className="text-12 whitespace-nowrap text-text-3">{text}</span>
				</span>
			)}
		</>
	)
}
