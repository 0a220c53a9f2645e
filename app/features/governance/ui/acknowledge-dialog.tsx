import { useTranslation } from 'react-i18next'
import { OwnSignature } from '#app/features/identity/ui/own-signature.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { acknowledgeForm } from '../procedure.schema.ts'

type Props = { code: string; version: { id: string; number: number }; onClose: () => void }

/** Signs that one has read and understood the version in force. */
export function AcknowledgeDialog({ code, version, onClose }: Props) {
	const { t } = useTranslation(['governance', 'workflow', 'common'])
	const form = useServerForm({
		schema: acknowledgeForm,
		defaultValues: {
			intent: 'acknowledge',
			versionId: version.id,
			reason: t('acknowledge.usual'),
			password: '',
			code: '',
		},
		translate: (key) => t(key as 'problem.reason'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t('acknowledge.done', { code }) })
		},
	})
	return (
		<Dialog open onOpenChange={(open) => !open && onClose()} title={t('acknowledge.title', { code })} keepOpenOnOutside>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('versionId')} />
				<OwnSignature
					form={form}
					meaning={t('acknowledge.meaning')}
					statement={t('acknowledge.statement', { code, number: version.number })}
				/>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('acknowledge.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
