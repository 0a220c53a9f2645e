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
import { moveLotsForm } from '../lots.schema.ts'

type Props = {
	lotIds: readonly string[]
	steps: readonly { key: string; title: LocalizedText }[]
	/** The list's filter, where there is one to move by. */
	search: string
	onClose: () => void
}

/** Asks which step the chosen lots take, or all that the filter finds, and why; the job's page shows how it goes. */
export function MoveDialog({ lotIds, steps, search, onClose }: Props) {
	const { t } = useTranslation(['workflow', 'lots', 'common'])
	const { say } = useReader()
	const form = useServerForm({
		schema: moveLotsForm,
		action: `/lots?${search}`,
		defaultValues: { intent: 'move', lots: lotIds.join(','), which: 'chosen', transition: '', reason: '' },
		translate: (message) =>
			t(message === 'problem.step' ? 'bulk.problem.step' : (`lots:${message}` as 'bulk.problem.step')),
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('bulk.dialogTitle', { count: lotIds.length })}
			description={t('bulk.dialogText')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('lots')} />
				<Field {...form.field('which')} label={t('bulk.which')} required>
					<Select
						{...form.register('which')}
						options={[
							{ value: 'chosen', label: t('bulk.chosen', { count: lotIds.length }) },
							{ value: 'filter', label: t('bulk.allFound') },
						]}
					/>
				</Field>
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
