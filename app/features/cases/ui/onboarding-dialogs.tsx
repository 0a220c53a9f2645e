import { useTranslation } from 'react-i18next'
import { DOCUMENT_KINDS, type DocumentKind } from '#app/features/documents/document.model.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FileDrop } from '#app/ui/forms/file-drop.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { answerDocumentSchema, askDocumentsSchema } from '../case.schema.ts'
import { CaseDialog, type CaseDialogProps, useCaseForm } from './case-dialog.tsx'

/** Which kinds of documents a supplier has to upload, with a reason. */
export function AskDocumentsDialog({ page, onClose }: CaseDialogProps) {
	const { t } = useTranslation(['cases', 'documents'])
	const asked = page.onboarding?.documents.map(({ kind }) => kind) ?? []
	const form = useCaseForm({ page, onClose }, askDocumentsSchema, {
		intent: 'ask-documents',
		ask: Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, asked.includes(kind)])),
		reason: '',
	})
	return (
		<CaseDialog
			form={form}
			onClose={onClose}
			title={t('onboarding.ask')}
			description={t('onboarding.askText')}
			submit={t('edit.submit')}
			hidden={{ intent: 'ask-documents' }}
		>
			<fieldset className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
				<legend className="mb-1.5 font-semibold">{t('onboarding.documents')}</legend>
				{DOCUMENT_KINDS.map((kind) => (
					<Checkbox key={kind} {...form.register(`ask.${kind}`)} label={t(`documents:kinds.${kind}`)} />
				))}
			</fieldset>
			<Field {...form.field('reason')} label={t('edit.reason')} hint={t('edit.reasonHint')} required>
				<TextInput {...form.register('reason')} />
			</Field>
		</CaseDialog>
	)
}

/** Uploads a document that was asked for; from then on it counts as the supplier's. */
export function AnswerDocumentDialog({ page, kind, onClose }: CaseDialogProps & { kind: DocumentKind }) {
	const { t } = useTranslation(['cases', 'documents'])
	const name = t(`documents:kinds.${kind}`)
	const form = useCaseForm({ page, onClose }, answerDocumentSchema, {
		intent: 'answer-document',
		kind,
		title: name,
		number: '',
		validUntil: '',
		file: undefined,
	})
	return (
		<CaseDialog
			form={form}
			onClose={onClose}
			title={name}
			description={t('onboarding.uploadText')}
			submit={t('onboarding.upload')}
			hidden={{ intent: 'answer-document', kind }}
		>
			<Field {...form.field('title')} label={t('documents:form.title')} hint={t('documents:form.titleHint')} required>
				<TextInput {...form.register('title')} />
			</Field>
			<FieldGrid>
				<Field {...form.field('number')} label={t('documents:form.number')}>
					<TextInput mono {...form.register('number')} />
				</Field>
				<Field
					{...form.field('validUntil')}
					label={t('documents:form.validUntil')}
					hint={t('documents:form.validHint')}
				>
					<DateInput {...form.register('validUntil')} />
				</Field>
			</FieldGrid>
			<Field {...form.field('file')} label={t('files.file')} required>
				<FileDrop note={t('files.note')} {...form.register('file')} />
			</Field>
		</CaseDialog>
	)
}
