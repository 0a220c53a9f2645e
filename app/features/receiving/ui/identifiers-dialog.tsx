import { Fingerprint } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
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
				{line.lacks.includes('manufacturedOn') && (
					<Field {...form.field('manufacturedOn')} label={t('identify.manufacturedOn')}>
						<DateInput {...form.register('manufacturedOn')} />
					</Field>
				)}
				{line.lacks.includes('expiresOn') && (
					<Field {...form.field('expiresOn')} label={t('identify.expiresOn')}>
						<DateInput {...form.register('expiresOn')} />
					</Field>
				)}
				{line.lacks.includes('serial') && (
					<Field {...form.field('serials')} label={t('identify.serials')} hint={t('identify.serialsHint')}>
						<Textarea rows={4} {...form.register('serials')} />
					</Field>
				)}
				<Field {...form.field('reason')} label={t('identify.reason')} required>
					<TextInput {...form.register('reason')} />
				</Field>
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
