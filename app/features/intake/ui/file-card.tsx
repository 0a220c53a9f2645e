import { FileText, History, Sheet, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { KeyValue, type KeyValueEntry } from '#app/ui/data/key-value.tsx'
import { formatBytes } from '#app/ui/forms/format-bytes.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { toneClass } from '#app/ui/status/tone.ts'
import type { StoredInspection } from '../import-record.model.ts'
import type { ImportView } from '../intake.queries.server.ts'

interface FileCardProps {
	readonly view: ImportView
	readonly inspection: StoredInspection
	/** Opens the dialog to read it differently; absent where that is no longer possible. */
	readonly onReread?: (() => void) | undefined
	readonly className?: string | undefined
}

/** What was found out about the file, and what a person should know of it. */
export function FileCard({ view, inspection, onReread, className }: FileCardProps) {
	const { t } = useTranslation('intake')
	const { say, date, dateTime } = useReader()
	const facts = useFileFacts(view, inspection)
	const Icon = inspection.kind === 'json' ? FileText : Sheet
	const { layout, notes } = inspection
	return (
		<Card
			className={className}
			title={t('file.title')}
			actions={
				<>
					{onReread && (
						<Button variant="ghost" size="sm" onClick={onReread}>
							{t('file.reread')}
						</Button>
					)}
					<ButtonLink to="/imports/new" variant="ghost" size="sm">
						{t('file.another')}
					</ButtonLink>
				</>
			}
			footer={
				<>
					<History aria-hidden="true" className="size-3.5!" />
					{layout ? t('file.layoutSame', { count: layout.columns, date: date(layout.on) }) : t('file.layoutNew')}
				</>
			}
		>
			<div className="mb-3.5 flex items-center gap-3">
				<span
					className={`${toneClass('released')} grid size-10 flex-none place-items-center rounded-2 bg-c-bg text-c-fg`}
				>
					<Icon aria-hidden="true" className="size-5!" />
				</span>
				<div className="min-w-0">
					<p className="font-medium wrap-anywhere">{view.fileName}</p>
					<p className="text-12 text-text-3">
						{t('file.uploaded', { size: formatBytes(view.fileSize), time: dateTime(view.createdAt) })}
					</p>
				</div>
			</div>
			<KeyValue entries={facts} />
			{notes.length > 0 && (
				<ul className="mt-3 flex flex-col gap-1.5">
					{notes.map((note) => (
						<li key={note.code} className={`${toneClass('warn')} flex gap-1.5 text-12`}>
							<TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5! flex-none text-c-fg" />
							<span className="text-text-2">{say(note.message)}</span>
						</li>
					))}
				</ul>
			)}
		</Card>
	)
}

function useFileFacts(view: ImportView, inspection: StoredInspection): KeyValueEntry[] {
	const { t } = useTranslation('intake')
	const { number, date, language } = useReader()
	const { sheet, sheets, headerRow, mergedRanges, totalsRows, blankRowCount, delimiter, encoding } = inspection
	const header =
		headerRow === null
			? t('file.headerNone')
			: headerRow > 1 && inspection.kind !== 'json'
				? t('file.headerBelow', { row: headerRow, count: headerRow - 1 })
				: t('file.headerRow', { row: headerRow })
	const encodingName = encoding.toUpperCase()
	const styles = [...new Set(inspection.columns.flatMap((column) => column.dates?.styles ?? []))]
	const separator = language === 'en' ? ', ' : '、'
	const entries: (KeyValueEntry | false)[] = [
		sheet !== null && {
			label: t('file.sheet'),
			value: (
				<>
					{sheet}{' '}
					{sheets.length > 1 && <span className="text-text-3">{t('file.sheetsInAll', { count: sheets.length })}</span>}
				</>
			),
		},
		inspection.kind !== 'json' && { label: t('file.header'), value: header },
		{
			label: t('file.data'),
			value: t('file.dataText', { rows: number(inspection.dataRowCount), columns: inspection.columns.length }),
		},
		mergedRanges.length > 0 && { label: t('file.merged'), value: t('file.mergedText', { count: mergedRanges.length }) },
		totalsRows.length > 0 && {
			label: t('file.totals'),
			value: t('file.totalsText', { rows: totalsRows.slice(0, 5).join(separator) }),
		},
		styles.length > 0 && { label: t('file.dates'), value: styles.map((style) => t(`styles.${style}`)).join(separator) },
		blankRowCount > 0 && { label: t('file.blank'), value: t('file.blankText', { count: blankRowCount }) },
		{
			label: t('file.encoding'),
			value: inspection.encodingCertain ? encodingName : t('file.encodingUnsure', { name: encodingName }),
		},
		delimiter !== null && { label: t('file.separator'), value: t(`separators.${delimiter}`) },
		{
			label: t('file.sameFile'),
			value: view.sameFileAt ? t('file.sameFileText', { date: date(view.sameFileAt) }) : t('file.sameFileNone'),
		},
	]
	return entries.filter((entry) => entry !== false)
}
