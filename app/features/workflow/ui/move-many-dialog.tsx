import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { moveManyForm } from '../move-many.schema.ts'

type Props = {
	ids: readonly string[]
	steps: readonly { key: string; title: LocalizedText }[]
	/** The address that begins it, with the list's filter where there is one to move by. */
	action: string
	/** Whether all that the list's filter finds can be moved, too. */
	byFilter: boolean
	onClose: () => void
}

/** Asks which step the chosen records take, or all that the filter finds, and why; the job's page shows how it goes. */
export function MoveManyDialog({ ids, steps, action, byFilter, onClose }: Props) {
	const { t } = useTranslation(['workflow', 'common'])
	const { say } = useReader()
	const form = useServerForm({
		schema: moveManyForm,
		action,
		defaultValues: { intent: 'move', records: ids.join(','), which: 'chosen', transition: '', reason: '' },
		translate: (message) => t(message as 'bulk.problem.step'),
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('bulk.dialogTitle', { count: ids.length })}
			description={t('bulk.dialogText')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('records')} />
				{byFilter ? (
					<Field {...form.field('which')} label={t('bulk.which')} required>
						<Select
							{...form.register('which')}
							options={[
								{ value: 'chosen', label: t('bulk.chosen', { count: ids.length }) },
								{ value: 'filter', label: t('bulk.allFound') },
							]}
						/>
					</Field>
				) : (
					<input type="hidden" {...form.register('which')} />
				)}
				<Field {...form.field('transition')} label={t('bulk.step')} required>
					<Select
						{...form.register('transition')}
						placeholder={t('dialog.choose')}
						options={steps.map((step) => ({ value: step.key, label: say(step.title) }))}
					/>
				</Field>
				<Field {...form.field('reason')} label={t('dialog.reason')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('bulk.begin')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
