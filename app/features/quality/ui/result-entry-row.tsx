import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { ServerForm } from '#app/ui/forms/use-server-form.ts'
import type { RecordResultsForm } from '../quality.schema.ts'
import type { ResultRow } from '../results.queries.server.ts'

type Props = { index: number; row: ResultRow | undefined; form: ServerForm<RecordResultsForm, RecordResultsForm> }

/** A test with its limits and what is there already, and the fields for what was found. */
export function ResultEntryRow({ index, row, form }: Props) {
	const { t } = useTranslation('quality')
	return (
		<li className="grid items-start gap-x-4 gap-y-2 px-4 py-3 not-first:border-t not-first:border-line desk:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1fr)]">
			{row ? <Asked row={row} /> : <OwnTest index={index} form={form} />}
			<Field {...form.field(`entries.${index}.reported`)} label={t('results.value')}>
				<NumberWithUnit
					unit={row?.unit ?? ''}
					inputMode="text"
					placeholder={t('results.example')}
					{...form.register(`entries.${index}.reported`)}
				/>
			</Field>
			<Field {...form.field(`entries.${index}.verdict`)} label={t('results.verdict')} hint={t('results.verdictHint')}>
				<Select
					options={[
						{ value: '', label: t('results.byLimits') },
						{ value: 'pass', label: t('verdict.pass') },
						{ value: 'fail', label: t('verdict.fail') },
					]}
					{...form.register(`entries.${index}.verdict`)}
				/>
			</Field>
		</li>
	)
}

function Asked({ row }: { row: ResultRow }) {
	const { t } = useTranslation('quality')
	const { say, number } = useReader()
	const limits =
		row.minimum && row.maximum
			? `${number(row.minimum)} – ${number(row.maximum)} ${row.unit}`
			: row.minimum
				? `≥ ${number(row.minimum)} ${row.unit}`
				: row.maximum
					? `≤ ${number(row.maximum)} ${row.unit}`
					: t('results.noLimits')
	return (
		<div className="min-w-0">
			<p className="font-medium">
				{say(row.name)}
				{row.required && <span className="ml-2 text-12 font-normal text-text-3">{t('results.required')}</span>}
			</p>
			<p className="text-12 text-text-2">{[row.method, limits].filter(Boolean).join(' · ')}</p>
			{row.result && (
				<p className="text-12 text-text-3">
					{t('results.there', { value: row.result.reported, who: row.result.recordedBy ?? '–' })}
				</p>
			)}
		</div>
	)
}

function OwnTest({ index, form }: Omit<Props, 'row'>) {
	const { t } = useTranslation('quality')
	return (
		<div className="grid min-w-0 grid-cols-2 gap-2">
			<Field {...form.field(`entries.${index}.test`)} label={t('results.test')} className="col-span-2">
				<TextInput {...form.register(`entries.${index}.test`)} />
			</Field>
			<Field {...form.field(`entries.${index}.method`)} label={t('results.method')}>
				<TextInput {...form.register(`entries.${index}.method`)} />
			</Field>
			<Field {...form.field(`entries.${index}.unit`)} label={t('results.unit')}>
				<TextInput {...form.register(`entries.${index}.unit`)} />
			</Field>
		</div>
	)
}
