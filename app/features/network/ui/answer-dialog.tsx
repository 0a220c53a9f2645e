import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { RequestRow } from '../connections.queries.server.ts'
import { answerSchema } from '../network.schema.ts'

type Fields = { requestId: string; answer: 'grant' | 'decline' | ''; days: string; note: string }

/** Grants or declines a connected company's request. Posts `intent=answer` to the list. */
export function AnswerDialog({ request, onClose }: { request: RequestRow; onClose: () => void }) {
	const { t } = useTranslation(['network', 'common'])
	const { say } = useReader()
	const form = useServerForm<Fields, unknown>({
		schema: answerSchema as never,
		action: '/network',
		defaultValues: { requestId: request.id, answer: '', days: '', note: '' },
		translate: (key) => t(key as 'problem.other'),
		onSaved: (answer) => {
			onClose()
			showToast({ tone: 'pass', title: (answer as { done?: string } | undefined)?.done ?? t('requests.done') })
		},
	})
	const granting = form.watch('answer') === 'grant'
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('requests.answerTitle', { company: say(request.party), lot: request.code })}
			description={`${t(`level.${request.level}`)} · ${request.reason}`}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" name="intent" value="answer" />
				<input type="hidden" {...form.register('requestId')} />
				<RadioGroup
					legend={t('requests.decide')}
					required
					error={form.field('answer').error}
					options={[
						{ value: 'grant', label: t('requests.grant'), hint: t('requests.grantText') },
						{ value: 'decline', label: t('requests.decline'), hint: t('requests.declineText') },
					]}
					{...form.register('answer')}
				/>
				{granting && (
					<Field {...form.field('days')} label={t('requests.days')} hint={t('requests.daysHint')}>
						<TextInput type="number" min={1} max={3650} inputMode="numeric" {...form.register('days')} />
					</Field>
				)}
				<Field {...form.field('note')} label={t('requests.note')}>
					<Textarea rows={3} {...form.register('note')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('requests.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
