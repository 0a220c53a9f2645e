import { Fingerprint } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { IdentifierFields } from '#app/features/lots/ui/identifier-fields.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import { identifiersSchema } from '../delivery.schema.ts'
import { useDeliveryToast } from './use-delivery-toast.ts'

const schema = identifiersSchema.extend({ intent: z.string() })

/** Asks for what the label of a device carries and the lot lacks. */
export function IdentifiersDialog({ line, onClose }: { line: DeliveryLine; onClose: () => void }) {
	const { t } = useTranslation(['receiving', 'common'])
	const say = useDeliveryToast()
	const form = useServerForm({
		schema,
		defaultValues: {
			intent: 'identify',
			lineId: line.id,
			manufacturedOn: '',
			expiresOn: '',
			serials: '',
			reason: t('identify.reasonDefault'),
		},
		translate: (message) => t(message as 'errors.reason'),
		onSaved: (answer) => {
			say(answer, line.lotCode)
			onClose()
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('identify.title', { lot: line.lotCode })}
			description={t('identify.text')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('lineId')} />
				<IdentifierFields lacks={line.lacks} field={form.field} register={(name) => form.register(name)} />
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" icon={Fingerprint} busy={form.busy}>
						{t('identify.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
