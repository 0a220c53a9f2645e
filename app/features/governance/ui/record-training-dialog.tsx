import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { recordTrainingForm } from '../procedure.schema.ts'

type Props = {
	code: string
	version: { id: string; number: number }
	people: ChoiceList
	onClose: () => void
}

/** Records training that an admin saw, for one person, with how long it is valid. */
export function RecordTrainingDialog({ code, version, people, onClose }: Props) {
	const { t } = useTranslation(['governance', 'common'])
	const form = useServerForm({
		schema: recordTrainingForm,
		defaultValues: { intent: 'record', versionId: version.id, accountId: '', validUntil: '', note: '' },
		translate: (key) => t(key as 'problem.person'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t('recordDialog.done') })
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('recordDialog.title', { code })}
			description={t('version', { number: version.number })}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('versionId')} />
				<Field {...form.field('accountId')} label={t('csv.person')} required>
					<FormChooser control={form.control} name="accountId" list={people} placeholder={t('recordDialog.choose')} />
				</Field>
				<Field {...form.field('validUntil')} label={t('csv.validUntil')} hint={t('recordDialog.untilHint')}>
					<DateInput {...form.register('validUntil')} />
				</Field>
				<Field {...form.field('note')} label={t('recordDialog.note')} required>
					<Textarea rows={3} {...form.register('note')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('page.record')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
