import { useTranslation } from 'react-i18next'
import { OwnSignature } from '#app/features/identity/ui/own-signature.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { signReleaseSchema } from '../release.schema.ts'

type SignedLot = { id: string; code: string; version: number }
type Intent = 'release' | 'reject'

/** Asks for the signature of a release or a rejection. */
export function SignDialog({ lot, intent, onClose }: { lot: SignedLot; intent: Intent; onClose: () => void }) {
	const { t } = useTranslation('release')
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t(`dialog.${intent}.title`, { code: lot.code })}
			description={t(`dialog.${intent}.text`)}
			keepOpenOnOutside
		>
			<SignForm lot={lot} intent={intent} onClose={onClose} />
		</Dialog>
	)
}

function SignForm({ lot, intent, onClose }: { lot: SignedLot; intent: Intent; onClose: () => void }) {
	const { t } = useTranslation(['release', 'rules', 'common'])
	const form = useServerForm({
		schema: signReleaseSchema,
		action: `/release/${lot.id}`,
		defaultValues: { intent, version: lot.version, reason: '', password: '', code: '' },
		translate: (key) => t(key as 'problem.reason'),
		onSaved: (answer) => {
			onClose()
			const { approvals } = answer as { approvals?: { have: number; need: number } | null }
			if (approvals)
				return showToast({ tone: 'waiting', title: t('dialog.approved', { code: lot.code, ...approvals }) })
			showToast({
				tone: intent === 'release' ? 'released' : 'rejected',
				title: t(`dialog.${intent}.done`, { code: lot.code }),
			})
		},
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} title={t('problem.title')} />
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('version')} />
			<OwnSignature
				form={form}
				meaning={t(`dialog.${intent}.meaning`)}
				statement={t(`dialog.${intent}.statement`, { code: lot.code, version: lot.version })}
			/>
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant={intent === 'release' ? 'primary' : 'danger-fill'} busy={form.busy}>
					{t(`dialog.${intent}.submit`)}
				</Button>
			</DialogFooter>
		</form>
	)
}
