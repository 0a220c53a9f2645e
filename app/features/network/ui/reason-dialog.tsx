import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'

type Props = {
	intent: 'end' | 'dismiss' | 'withdraw'
	/** Where it posts; this page where not given. */
	action?: string | undefined
	/** The request that is meant, where one is. */
	requestId?: string | undefined
	schema: z.ZodType
	words: { title: string; text: string; reason: string; submit: string; done: string }
	onClose: () => void
}

/** Asks once, and why, before what cannot be undone. Posts `intent` and `reason` to this page. */
export function ReasonDialog({ intent, action, requestId, schema, words, onClose }: Props) {
	const { t } = useTranslation(['network', 'common'])
	const form = useServerForm<{ intent: string; requestId?: string; reason: string }, unknown>({
		schema: schema as never,
		action,
		defaultValues: { intent, ...(requestId ? { requestId } : {}), reason: '' },
		translate: (key) => t(key as 'problem.other'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: words.done })
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={words.title}
			description={words.text}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				{requestId && <input type="hidden" {...form.register('requestId')} />}
				<Field {...form.field('reason')} label={words.reason} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="danger-fill" busy={form.busy}>
						{words.submit}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
