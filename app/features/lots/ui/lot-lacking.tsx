import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { identifyLotForm } from '../lots.schema.ts'
import { IdentifierFields } from './identifier-fields.tsx'
import type { LotPageData } from './lot-page-data.ts'

/** Which production identifiers of its label a lot lacks; who may give them does so here. */
export function LotLacking({ page }: { page: LotPageData }) {
	const { t } = useTranslation('lots')
	const [open, setOpen] = useState(false)
	const { lot, lacks, mayAmend } = page
	if (lacks.length === 0) return null
	const what = lacks.map((one) => t(`identify.what.${one}`)).join(t('identify.join'))
	return (
		<Note
			tone="warn"
			title={t('identify.lacking', { what })}
			actions={
				mayAmend && (
					<Button icon={Fingerprint} onClick={() => setOpen(true)}>
						{t('identify.add')}
					</Button>
				)
			}
		>
			{t(mayAmend ? 'identify.lackingText' : 'identify.lackingOthers')}
			{open && <LackingDialog lot={lot} lacks={lacks} onClose={() => setOpen(false)} />}
		</Note>
	)
}

type DialogProps = Pick<LotPageData, 'lot' | 'lacks'> & { onClose: () => void }

function LackingDialog({ lot, lacks, onClose }: DialogProps) {
	const { t } = useTranslation(['lots', 'common'])
	const form = useServerForm({
		schema: identifyLotForm,
		action: `/lots/${lot.id}`,
		defaultValues: {
			intent: 'identify',
			manufacturedOn: '',
			expiresOn: '',
			serials: '',
			reason: t('identify.reasonDefault'),
		},
		translate: (message) => t(message as 'problem.reason-missing'),
		onSaved: () => {
			showToast({ tone: 'pass', title: t('identify.done', { lot: lot.code }) })
			onClose()
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('identify.title', { lot: lot.code })}
			description={t('identify.text')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<IdentifierFields lacks={lacks} field={form.field} register={(name) => form.register(name)} />
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
