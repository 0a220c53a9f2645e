import { Plus, Save } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { type RecordResultsForm, recordResultsSchema } from '../quality.schema.ts'
import type { ResultRow } from '../results.queries.server.ts'
import { ResultEntryRow } from './result-entry-row.tsx'

const EXTRA = { specificationId: '', test: '', method: '', unit: '', reported: '', verdict: '' as const }

/** One line for each test of the item, with its limits; more lines for tests that no specification asks for. */
export function ResultsForm({ rows, lotId }: { rows: readonly ResultRow[]; lotId: string }) {
	const { t } = useTranslation(['quality', 'common'])
	const form = useServerForm({
		schema: recordResultsSchema,
		encoding: 'json',
		draftKey: `results-${lotId}`,
		defaultValues: {
			testedOn: '',
			reason: '',
			entries: rows.map((row) => ({
				...EXTRA,
				specificationId: row.specificationId ?? '',
				test: row.test,
				method: row.method,
				unit: row.unit,
			})),
		},
		translate: (key) => t(key as 'problem.tooLong'),
	})
	const { fields, append } = useFieldArray({ control: form.control, name: 'entries' })
	const values: RecordResultsForm['entries'] = form.watch('entries')
	const corrects = values.some((entry, index) => entry.reported !== '' && rows[index]?.result)
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
			<ErrorSummary {...form.summary} />
			<Card title={t('results.title')} sub={t('results.hint')} padding="flush">
				<ul>
					{fields.map((field, index) => (
						<ResultEntryRow key={field.id} index={index} row={rows[index]} form={form} />
					))}
				</ul>
				<div className="border-t border-line p-3">
					<Button size="sm" variant="ghost" icon={Plus} onClick={() => append(EXTRA)}>
						{t('results.addTest')}
					</Button>
				</div>
			</Card>
			<Card>
				<FieldGrid>
					<Field {...form.field('testedOn')} label={t('results.testedOn')} hint={t('results.testedOnHint')}>
						<DateInput {...form.register('testedOn')} />
					</Field>
					<Field
						{...form.field('reason')}
						label={t('results.reason')}
						hint={t('results.reasonHint')}
						required={corrects}
					>
						<TextInput {...form.register('reason')} />
					</Field>
				</FieldGrid>
				<FormActions>
					<Button type="submit" variant="primary" icon={Save} busy={form.busy}>
						{t('results.save')}
					</Button>
					<ButtonLink to={`/release/${lotId}`}>{t('common:cancel')}</ButtonLink>
				</FormActions>
			</Card>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}
