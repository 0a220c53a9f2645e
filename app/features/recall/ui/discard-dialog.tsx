import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'

const schema = z.object({
	intent: z.string(),
	reason: z.string().trim().min(3, 'form.reasonMissing').max(2000, 'form.tooLong'),
})

/** Gives up a draft, with the reason. */
export function DiscardDialog({ recall, onClose }: { recall: { id: string; number: string }; onClose: () => void }) {
	const { t } = useTranslation(['recall', 'common'])
	const form = useServerForm({
		schema,
		action: `/recalls/${recall.id}`,
		defaultValues: { intent: 'discard', reason: '' },
		translate: (message) => t(message as 'form.reasonMissing'),
		onSaved: (answer) => {
			onClose()
			showToast({ tone: 'pass', title: (answer as { said: string }).said })
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('discard.title', { number: recall.number })}
			description={t('discard.text')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<Field {...form.field('reason')} label={t('discard.reason')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="danger" icon={RotateCcw} busy={form.busy}>
						{t('discard.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
