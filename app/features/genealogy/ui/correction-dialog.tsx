import { Eraser } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { correctionFormSchema } from '../event-form.schema.ts'
import type { EventPage } from '../event-page.queries.server.ts'

/** Asks why an event is taken back. */
export function CorrectionDialog({ event, onClose }: { event: EventPage; onClose: () => void }) {
	const { t } = useTranslation(['genealogy', 'common'])
	const form = useServerForm({
		schema: correctionFormSchema,
		action: `/events/${event.id}`,
		defaultValues: { reason: '' },
		translate: (message) => t(message as 'form.reason'),
		onSaved: onClose,
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('correct.title')}
			description={t('correct.text')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="space-y-4">
				<ErrorSummary {...form.summary} />
				<Field {...form.field('reason')} label={t('correct.reason')} hint={t('correct.reasonHint')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
				<DialogFooter>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="danger" icon={Eraser} busy={form.busy}>
						{t('correct.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
