import { Signature } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { OwnSignature } from '#app/features/identity/ui/own-signature.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { TONE_ICONS, toneClass } from '#app/ui/status/tone.ts'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import { overrideFormSchema } from '../delivery.schema.ts'
import type { ShownDecision } from '../read-delivery-page.server.ts'
import { useDeliveryToast } from './use-delivery-toast.ts'

const schema = overrideFormSchema.extend({ intent: z.string(), lineId: z.string() })

/** Signs past the checks that stop a lot: what is passed, why, and who answers for it. */
export function OverrideDialog({
	line,
	decision,
	onClose,
}: {
	line: DeliveryLine
	decision: ShownDecision
	onClose: () => void
}) {
	const { t } = useTranslation(['receiving', 'common'])
	const reader = useReader()
	const say = useDeliveryToast()
	const form = useServerForm({
		schema,
		defaultValues: { intent: 'override', lineId: line.id, reason: '', password: '', code: '' },
		translate: (message) => t(message as 'errors.reason'),
		onSaved: (answer) => {
			say(answer, line.lotCode)
			onClose()
		},
	})
	const answer = form.answer as { codeNeeded?: boolean } | undefined
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('override.title', { lot: line.lotCode })}
			description={t('override.text')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('lineId')} />
				<div>
					<p className="mb-1.5 text-12 font-medium text-text-2">{t('override.passed')}</p>
					<ul className="space-y-1.5 rounded-2 border border-line-2 bg-surface-2 px-3 py-2.5">
						{decision.stopping.map((check) => {
							const Icon = TONE_ICONS[check.status]
							return (
								<li key={check.ruleKey} className={`flex items-start gap-2 ${toneClass(check.status)}`}>
									<Icon aria-hidden="true" className="mt-0.5 flex-none text-c-fg" />
									<span>
										{t('override.expectedActual', {
											check: reader.say(check.label),
											expected: reader.say(check.expected),
											actual: reader.say(check.actual),
										})}
									</span>
								</li>
							)
						})}
					</ul>
				</div>
				<OwnSignature
					form={form}
					meaning={t('override.meaning')}
					statement={t('override.statement')}
					codeNeeded={answer?.codeNeeded === true}
				/>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" icon={Signature} busy={form.busy}>
						{t('override.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
