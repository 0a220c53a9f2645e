import { useLocation } from '@remix-run/react'
import { OctagonPause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { holdScopeForm } from '../trace.schema.ts'

export type HoldWhat = { scope: 'shown' | 'narrow' | 'broad'; count: number }

type Props = { what: HoldWhat | null; atOnce: number; rootId: string; onClose: () => void }

/** Asks for the reason and holds every lot of a scope that can be held. */
export function HoldScopeDialog({ what, atOnce, rootId, onClose }: Props) {
	const { t } = useTranslation('genealogy')
	const count = what?.count ?? 0
	return (
		<Dialog
			open={what !== null}
			onOpenChange={(open) => !open && onClose()}
			title={t('holdScope.title', { count })}
			description={count > atOnce ? t('holdScope.job') : t('holdScope.atOnce')}
			keepOpenOnOutside
		>
			{what && <HoldScopeForm what={what} rootId={rootId} onClose={onClose} />}
		</Dialog>
	)
}

function HoldScopeForm({ what, rootId, onClose }: { what: HoldWhat; rootId: string; onClose: () => void }) {
	const { t } = useTranslation(['genealogy', 'lots', 'common'])
	const { search } = useLocation()
	const address = new URLSearchParams(search)
	address.set('lot', rootId)
	address.delete('q')
	const form = useServerForm({
		schema: holdScopeForm,
		action: `/trace?${address}`,
		defaultValues: { intent: 'hold-scope', scope: what.scope, reason: '' },
		translate: (message) => t(`lots:${message}` as 'lots:problem.reason-missing'),
		onSaved: (answer) => {
			const queued = typeof answer === 'object' && answer !== null && 'queued' in answer ? Number(answer.queued) : 0
			showToast({
				tone: 'pass',
				title: queued > 0 ? t('holdScope.queued', { count: queued }) : t('holdScope.done', { count: what.count }),
			})
			onClose()
		},
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('scope')} />
			<Field {...form.field('reason')} label={t('holdScope.reason')} required>
				<Textarea rows={3} {...form.register('reason')} />
			</Field>
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant="hold" icon={OctagonPause} busy={form.busy}>
					{t('holdScope.submit', { count: what.count })}
				</Button>
			</DialogFooter>
		</form>
	)
}
