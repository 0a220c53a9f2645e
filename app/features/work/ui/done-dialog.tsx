import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { completeTasksSchema } from '../complete-tasks.schema.ts'

type Props = {
	/** Tasks that are done; empty: the dialog is closed. */
	taskIds: readonly string[]
	onClose: () => void
	onDone: () => void
}

/** Asks what was done, for the record, and closes the tasks. */
export function DoneDialog({ taskIds, onClose, onDone }: Props) {
	const { t } = useTranslation('work')
	return (
		<Dialog
			open={taskIds.length > 0}
			onOpenChange={(open) => !open && onClose()}
			title={t('done.title', { count: taskIds.length })}
			description={t('done.text')}
			keepOpenOnOutside
		>
			<DoneForm
				taskIds={taskIds}
				onClose={onClose}
				onDone={() => {
					showToast({ tone: 'pass', title: t('done.toast', { count: taskIds.length }) })
					onDone()
				}}
			/>
		</Dialog>
	)
}

function DoneForm({ taskIds, onClose, onDone }: Props) {
	const { t } = useTranslation(['work', 'common'])
	const form = useServerForm({
		schema: completeTasksSchema,
		action: '/work',
		defaultValues: { ids: taskIds.join(','), note: '' },
		translate: t as (key: string) => string,
		onSaved: onDone,
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<input type="hidden" {...form.register('ids')} />
			<Field {...form.field('note')} label={t('done.note')} hint={t('done.noteHint')} required>
				<Textarea rows={3} {...form.register('note')} />
			</Field>
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant="primary" icon={Check} busy={form.busy}>
					{t('done.submit')}
				</Button>
			</DialogFooter>
		</form>
	)
}
