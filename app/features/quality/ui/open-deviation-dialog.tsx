import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { SEVERITIES } from '../quality.model.ts'
import { openDeviationSchema } from '../quality.schema.ts'

/** Asks what went wrong with which lot, and opens a deviation. */
export function OpenDeviationDialog({ lotCode, onClose }: { lotCode?: string; onClose: () => void }) {
	const { t } = useTranslation('quality')
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('openDialog.title')}
			description={t('openDialog.text')}
			keepOpenOnOutside
		>
			<OpenForm lotCode={lotCode ?? ''} onClose={onClose} />
		</Dialog>
	)
}

function OpenForm({ lotCode, onClose }: { lotCode: string; onClose: () => void }) {
	const { t } = useTranslation(['quality', 'common'])
	const form = useServerForm({
		schema: openDeviationSchema,
		action: '/deviations',
		defaultValues: { lot: lotCode, title: '', severity: 'minor', reason: '' },
		translate: (key) => t(key as 'problem.reasonNeeded'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t('openDialog.done') })
		},
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<input type="hidden" name="intent" value="open" />
			<Field {...form.field('lot')} label={t('openDialog.lot')} required>
				<TextInput mono readOnly={lotCode !== ''} {...form.register('lot')} />
			</Field>
			<Field {...form.field('title')} label={t('openDialog.what')} hint={t('openDialog.whatHint')} required>
				<TextInput {...form.register('title')} />
			</Field>
			<Field {...form.field('severity')} label={t('openDialog.severity')} required>
				<Select
					options={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
					{...form.register('severity')}
				/>
			</Field>
			<Field {...form.field('reason')} label={t('openDialog.reason')} hint={t('openDialog.reasonHint')} required>
				<Textarea rows={3} {...form.register('reason')} />
			</Field>
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant="primary" busy={form.busy}>
					{t('openDialog.submit')}
				</Button>
			</DialogFooter>
		</form>
	)
}
