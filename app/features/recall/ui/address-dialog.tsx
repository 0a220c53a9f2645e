import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { CaseNotice } from '../case-notices.queries.server.ts'

const schema = z.object({ intent: z.string(), noticeId: z.string(), email: z.email({ error: 'form.emailWrong' }) })

/** Another address for a notice that could not be delivered. */
export function AddressDialog({
	recallId,
	notice,
	onClose,
}: {
	recallId: string
	notice: CaseNotice
	onClose: () => void
}) {
	const { t } = useTranslation(['recall', 'common'])
	const { say } = useReader()
	const form = useServerForm({
		schema,
		action: `/recalls/${recallId}`,
		defaultValues: { intent: 'address', noticeId: notice.id, email: notice.email ?? '' },
		translate: (message) => t(message as 'form.emailWrong'),
		onSaved: (answer) => {
			onClose()
			showToast({ tone: 'pass', title: (answer as { said: string }).said })
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('address.title', { party: say(notice.party.name) })}
			description={t('address.text')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('noticeId')} />
				<Field {...form.field('email')} label={t('address.email')} required>
					<TextInput type="email" autoComplete="off" {...form.register('email')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" icon={Send} busy={form.busy}>
						{t('address.send')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
