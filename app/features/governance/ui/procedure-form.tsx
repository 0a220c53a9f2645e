import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { procedureForm } from '../procedure.schema.ts'

export type ProcedureValues = {
	code: string
	titleEn: string
	titleZh: string
	textEn: string
	textZh: string
	documentId: string
	acknowledgeBy: string
}

type Props = { values: ProcedureValues; isNew: boolean; documents: ChoiceList }

/** A new procedure, or the next version of one. */
export function ProcedureForm({ values, isNew, documents }: Props) {
	const { t } = useTranslation(['governance', 'common'])
	const form = useServerForm({
		schema: procedureForm,
		defaultValues: { ...values, changes: '' },
		translate: (key) => t(key as 'problem.code'),
		draftKey: `procedure:${values.code}`,
	})
	return (
		<form {...form.formProps}>
			<Card>
				<div className="flex flex-col gap-4">
					<ErrorSummary {...form.summary} />
					<Field {...form.field('code')} label={t('form.code')} hint={t('form.codeHint')} required>
						<TextInput {...form.register('code')} readOnly={!isNew} className="mono" />
					</Field>
					<div className="grid gap-4 md:grid-cols-2">
						<Field {...form.field('titleEn')} label={t('form.titleEn')} required>
							<TextInput {...form.register('titleEn')} lang="en" />
						</Field>
						<Field {...form.field('titleZh')} label={t('form.titleZh')} required>
							<TextInput {...form.register('titleZh')} lang="zh-CN" />
						</Field>
						<Field {...form.field('textEn')} label={t('form.textEn')} hint={t('form.textHint')} required>
							<Textarea rows={10} {...form.register('textEn')} lang="en" />
						</Field>
						<Field {...form.field('textZh')} label={t('form.textZh')} hint={t('form.textHint')} required>
							<Textarea rows={10} {...form.register('textZh')} lang="zh-CN" />
						</Field>
					</div>
					<Field {...form.field('documentId')} label={t('form.document')} hint={t('form.documentHint')}>
						<FormChooser control={form.control} name="documentId" list={documents} placeholder={t('form.noDocument')} />
					</Field>
					<Field {...form.field('changes')} label={t('form.changes')} hint={t('form.changesHint')} required>
						<Textarea rows={2} {...form.register('changes')} />
					</Field>
					<Field {...form.field('acknowledgeBy')} label={t('form.acknowledgeBy')} hint={t('form.acknowledgeByHint')}>
						<DateInput {...form.register('acknowledgeBy')} />
					</Field>
				</div>
			</Card>
			<FormActions>
				<ButtonLink to={isNew ? '/procedures' : `/procedures/${encodeURIComponent(values.code)}`}>
					{t('common:cancel')}
				</ButtonLink>
				<Button type="submit" variant="primary" busy={form.busy}>
					{t('form.publish')}
				</Button>
			</FormActions>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}
