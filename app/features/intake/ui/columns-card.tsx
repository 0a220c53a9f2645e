import { ArrowRight, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { StoredInspection } from '../import-record.model.ts'
import type { InspectedColumn } from '../read-file/file-inspection.schema.ts'
import { asInDictionary, type ColumnTarget, targetsWith } from '../target-fields.model.ts'
import type { ColumnChoices } from './column-choices.ts'
import { ColumnReading } from './column-reading.tsx'
import { ConfidenceBar } from './confidence-bar.tsx'
import { useTargetNames } from './target-names.ts'

const NEEDED: ReadonlySet<ColumnTarget> = new Set(['itemSku', 'supplierLot', 'quantity'])

interface ColumnsCardProps {
	readonly inspection: StoredInspection
	/** Columns of which nothing is told to the reader. */
	readonly hidden: readonly number[]
	readonly choices: ColumnChoices
	readonly editable: boolean
	readonly busy: boolean
	/** Why the columns were refused. */
	readonly error?: string | undefined
	/** Runs the dry run; absent where the button stands elsewhere. */
	readonly onRun?: (() => void) | undefined
	readonly className?: string | undefined
}

/** Each column with its samples, the field it becomes, how it is read, how sure that is and why. */
export function ColumnsCard({
	inspection,
	hidden,
	choices,
	editable,
	busy,
	error,
	onRun,
	className,
}: ColumnsCardProps) {
	const { t } = useTranslation('intake')
	const columns = useColumns({ inspection, hidden, choices, editable })
	return (
		<Card
			padding="flush"
			className={className}
			title={t('columns.title')}
			sub={`* ${t('columns.required')}`}
			actions={
				editable &&
				onRun && (
					<Button size="sm" icon={Play} busy={busy} onClick={onRun}>
						{t('columns.run')}
					</Button>
				)
			}
		>
			{error && (
				<Note tone="block" role="alert" className="m-3">
					{error}
				</Note>
			)}
			<DataTable
				caption={t('columns.caption')}
				columns={columns}
				rows={inspection.columns}
				rowKey={(column) => String(column.index)}
			/>
		</Card>
	)
}

function useColumns({
	inspection,
	hidden,
	choices,
	editable,
}: Pick<ColumnsCardProps, 'inspection' | 'hidden' | 'choices' | 'editable'>): Column<InspectedColumn>[] {
	const { t } = useTranslation('intake')
	const { say } = useReader()
	const proposalOf = (column: number) => inspection.proposal.find((one) => one.column === column)
	const isChosen = (column: number) => choices.of(column).field !== (proposalOf(column)?.field ?? null)
	return [
		{
			key: 'column',
			header: t('columns.inFile'),
			role: 'key',
			cell: (column) => (
				<>
					<span className="font-medium">{column.header || column.letter}</span>
					{hidden.includes(column.index) ? (
						<CellSub>{t('columns.hidden')}</CellSub>
					) : (
						<CellSub mono>{samplesOf(column, t('columns.empty'))}</CellSub>
					)}
				</>
			),
		},
		{
			key: 'arrow',
			header: '',
			headerHidden: true,
			role: 'plain',
			className: 'w-6',
			cell: () => <ArrowRight aria-hidden="true" className="size-3.5! text-text-3" />,
		},
		{
			key: 'field',
			header: t('columns.field'),
			className: 'w-44',
			cell: (column) =>
				hidden.includes(column.index) ? (
					<span className="text-text-3">{t('columns.hiddenField')}</span>
				) : (
					<FieldChoice column={column} choices={choices} editable={editable} />
				),
		},
		{
			key: 'reading',
			header: t('columns.reading'),
			cell: (column) =>
				hidden.includes(column.index) ? (
					<span className="text-text-3">–</span>
				) : (
					<ColumnReading column={column} choices={choices} editable={editable} />
				),
		},
		{
			key: 'confidence',
			header: t('columns.confidence'),
			cell: (column) => {
				const proposal = proposalOf(column.index)
				const value =
					isChosen(column.index) || !proposal?.field || proposal.field === 'ignore' ? null : proposal.confidence
				return <ConfidenceBar value={value} />
			},
		},
		{
			key: 'reason',
			header: t('columns.reason'),
			cell: (column) => {
				const proposal = proposalOf(column.index)
				const reason = isChosen(column.index) || !proposal ? t('columns.chosen') : say(proposal.reason)
				return <span className="text-12 text-text-3">{reason}</span>
			},
		},
	]
}

/** The first samples, as short as a line. */
function samplesOf(column: InspectedColumn, empty: string): string {
	const shown = column.samples
		.slice(0, 3)
		.map((sample) => (sample.trim() === '' ? empty : sample.replaceAll(/\s+/g, ' ')))
	const text = shown.join(', ')
	return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function FieldChoice({
	column,
	choices,
	editable,
}: {
	column: InspectedColumn
	choices: ColumnChoices
	editable: boolean
}) {
	const { t } = useTranslation('intake')
	const { attributes, nameOf } = useTargetNames()
	const label = (field: ColumnTarget) => `${nameOf(field)}${NEEDED.has(field) ? ' *' : ''}`
	return (
		<Select
			compact
			className="desk:w-40"
			disabled={!editable}
			aria-label={t('columns.fieldOf', { column: column.header || column.letter })}
			value={asInDictionary(choices.of(column.index).field, attributes) ?? ''}
			placeholder={t('columns.choose')}
			onChange={(event) =>
				choices.choose(column.index, { field: event.target.value === '' ? null : (event.target.value as ColumnTarget) })
			}
			options={targetsWith(attributes).map((field) => ({ value: field, label: label(field) }))}
		/>
	)
}
