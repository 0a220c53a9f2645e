import { OctagonPause } from 'lucide-react'
import { useState } from 'react'
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

/** Asks for the reason and places a hold on the chosen lots, all or none; those that cannot be held can be left out. */
export function HoldDialog({ open, onOpenChange, lotIds, onHeld }: HoldDialogProps) {
	const { t } = useTranslation('lots')
	const [leftOut, setLeftOut] = useState<readonly string[]>([])
	const ids = lotIds.filter((id) => !leftOut.includes(id))
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t('hold.title', { count: ids.length })}
			description={t('hold.text')}
			keepOpenOnOutside
		>
			<HoldForm
				lotIds={ids}
				onLeaveOut={(refused) => setLeftOut([...leftOut, ...refused])}
				onCancel={() => onOpenChange(false)}
				onHeld={() => {
					onOpenChange(false)
					showToast({ tone: 'pass', title: t('hold.done', { count: ids.length }) })
					onHeld()
				}}
			/>
		</Dialog>
	)
}

type FormProps = {
	lotIds: readonly string[]
	onLeaveOut: (refused: readonly string[]) => void
	onCancel: () => void
	onHeld: () => void
}

function HoldForm({ lotIds, onLeaveOut, onCancel, onHeld }: FormProps) {
	const { t } = useTranslation(['lots', 'common'])
	const form = useServerForm({
		schema: holdLotsForm,
		action: '/lots',
		defaultValues: { intent: 'hold', lots: lotIds.join(','), reason: '' },
		translate: (message) => t(message as 'problem.reason-missing'),
		onSaved: onHeld,
	})
	const refused = (form.answer as { refused?: readonly string[] } | undefined)?.refused ?? []
	const rest = lotIds.filter((id) => !refused.includes(id))
	const mayLeaveOut = rest.length > 0 && rest.length < lotIds.length
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			{mayLeaveOut && (
				<Button
					onClick={() => {
						onLeaveOut(refused)
						form.setValue('lots', rest.join(','))
						form.clearErrors('root')
					}}
				>
					{t('hold.leaveOut', { count: rest.length })}
				</Button>
			)}
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
