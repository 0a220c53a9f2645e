import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { DeviationRow } from '../deviations.queries.server.ts'
import { closeDeviationSchema } from '../quality.schema.ts'

/** Asks what was found and done, and closes a deviation. */
export function CloseDeviationDialog({ deviation, onClose }: { deviation: DeviationRow; onClose: () => void }) {
	const { t } = useTranslation('quality')
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('closeDialog.title', { number: deviation.number })}
			description={`${deviation.title} (${deviation.lotCode})`}
			keepOpenOnOutside
		>
			<CloseForm deviation={deviation} onClose={onClose} />
		</Dialog>
	)
}

function CloseForm({ deviation, onClose }: { deviation: DeviationRow; onClose: () => void }) {
	const { t } = useTranslation(['quality', 'common'])
	const form = useServerForm({
		schema: closeDeviationSchema,
		action: '/deviations',
		defaultValues: { deviationId: deviation.id, expectedVersion: deviation.version, conclusion: '' },
		translate: (key) => t(key as 'problem.reasonNeeded'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t('closeDialog.done', { number: deviation.number }) })
		},
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<input type="hidden" name="intent" value="close" />
			<input type="hidden" {...form.register('deviationId')} />
			<input type="hidden" {...form.register('expectedVersion')} />
			<Field {...form.field('conclusion')} label={t('closeDialog.conclusion')} hint={t('closeDialog.hint')} required>
				<Textarea rows={4} {...form.register('conclusion')} />
			</Field>
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant="primary" busy={form.busy}>
					{t('closeDialog.submit')}
				</Button>
			</DialogFooter>
		</form>
	)
}
