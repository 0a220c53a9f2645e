import { useRouteLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { RootData } from '#app/root.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { SignatureBox } from '#app/ui/forms/signature-box.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { acknowledgeForm } from '../procedure.schema.ts'

type Props = { code: string; version: { id: string; number: number }; onClose: () => void }

/** Signs that one has read and understood the version in force. */
export function AcknowledgeDialog({ code, version, onClose }: Props) {
	const { t } = useTranslation(['governance', 'workflow', 'common'])
	const { dateTime } = useReader()
	const root = useRouteLoaderData('root') as RootData
	const [now] = useState(() => new Date().toISOString())
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
				<SignatureBox
					meaning={t('acknowledge.meaning')}
					statement={t('acknowledge.statement', { code, number: version.number })}
					signer={root.person?.name ?? ''}
					time={dateTime(now)}
					reason={form.register('reason')}
					password={form.register('password')}
					reasonError={form.field('reason').error}
					passwordError={form.field('password').error}
				>
					{root.person?.totp && (
						<Field {...form.field('code')} label={t('workflow:dialog.code')} required>
							<TextInput inputMode="numeric" autoComplete="one-time-code" {...form.register('code')} />
						</Field>
					)}
				</SignatureBox>
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
