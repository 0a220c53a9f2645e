import { OctagonPause, Undo2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { reasonSchema } from '../delivery.schema.ts'
import { useDeliveryToast } from './use-delivery-toast.ts'

const schema = z.object({ intent: z.string(), lineId: z.string(), reason: reasonSchema })

const ICONS = { hold: OctagonPause, return: Undo2, cancel: X } as const
const VARIANTS = { hold: 'hold', return: 'danger-fill', cancel: 'danger-fill' } as const

export type ReasonDialogProps = {
	intent: 'hold' | 'return' | 'cancel'
	/** The line concerned; none where the whole delivery is. */
	lineId?: string
	/** The lot's code, or the delivery's number. */
	name: string
	onClose: () => void
}

/** Asks for the reason of a hold, a return or a cancelled notice. */
export function ReasonDialog({ intent, lineId, name, onClose }: ReasonDialogProps) {
	const { t } = useTranslation(['receiving', 'common'])
	const say = useDeliveryToast()
	const form = useServerForm({
		schema,
		defaultValues: { intent, lineId: lineId ?? '', reason: '' },
		translate: (message) => t(message as 'errors.reason'),
		onSaved: (answer) => {
			say(answer, name)
			onClose()
		},
	})
	const title = t(`${intent}.title`, { lot: name, number: name })
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={title}
			description={t(`${intent}.text`)}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('lineId')} />
				<Field {...form.field('reason')} label={t(`${intent}.reason`)} hint={t(`${intent}.reasonHint`)} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{intent === 'cancel' ? t('cancel.keep') : t('common:cancel')}</Button>
					<Button type="submit" variant={VARIANTS[intent]} icon={ICONS[intent]} busy={form.busy}>
						{t(`${intent}.submit`)}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
