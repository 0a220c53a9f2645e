import { OctagonPause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { holdLotsForm } from '../lots.schema.ts'

export type HoldDialogProps = {
	open: boolean
	onOpenChange: (open: boolean) => void
	lotIds: readonly string[]
	onHeld: () => void
}

/** Asks for the reason and places a hold on the chosen lots, all or none. */
export function HoldDialog({ open, onOpenChange, lotIds, onHeld }: HoldDialogProps) {
	const { t } = useTranslation('lots')
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t('hold.title', { count: lotIds.length })}
			description={t('hold.text')}
			keepOpenOnOutside
		>
			<HoldForm
				lotIds={lotIds}
				onCancel={() => onOpenChange(false)}
				onHeld={() => {
					onOpenChange(false)
					showToast({ tone: 'pass', title: t('hold.done', { count: lotIds.length }) })
					onHeld()
				}}
			/>
		</Dialog>
	)
}

function HoldForm({
	lotIds,
	onCancel,
	onHeld,
}: {
	lotIds: readonly string[]
	onCancel: () => void
	onHeld: () => void
}) {
	const { t } = useTranslation(['lots', 'common'])
	const form = useServerForm({
		schema: holdLotsForm,
		action: '/lots',
		defaultValues: { intent: 'hold', lots: lotIds.join(','), reason: '' },
		translate: (message) => t(message as 'problem.reason-missing'),
		onSaved: onHeld,
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('lots')} />
			<Field {...form.field('reason')} label={t('hold.reason')} hint={t('hold.reasonHint')} required>
				<Textarea rows={3} {...form.register('reason')} />
			</Field>
			<DialogFooter flush>
				<Button onClick={onCancel}>{t('common:cancel')}</Button>
				<Button type="submit" variant="hold" icon={OctagonPause} busy={form.busy}>
					{t('hold.submit', { count: lotIds.length })}
				</Button>
			</DialogFooter>
		</form>
	)
}
