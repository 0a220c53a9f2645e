import { useRouteLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { type ChoiceList, NO_CHOICES } from '#app/core/choice.ts'
import { OwnSignature } from '#app/features/identity/ui/own-signature.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { RootData } from '#app/root.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { StepOffer } from '../step-offers.model.ts'
import { InNameOf, StepFields } from './step-inputs.tsx'
import { wholeStepForm } from './whole-step-form.ts'

type Props = {
	/** The record: what people call it, its version on the page, and where its page takes the step. */
	record: { label: string; version: number; action: string }
	step: StepOffer
	/** People in whose name the reader may act. */
	delegators: readonly { id: string; name: string }[]
	/** Documents to choose from, for fields that hold one. */
	documents?: ChoiceList
	/** What the record has already for fields of the step. */
	values?: Readonly<Record<string, string | null>> | undefined
	/** Fields that take several lines. */
	long?: readonly string[] | undefined
	/** What a page says in words of its own; the rest is said by the step's titles. */
	words?: StepWords | undefined
	onClose: () => void
}

type StepWords = { title: string; text: string; statement: string; submit?: string; done: string }

/** Asks for what a step of any record needs: its fields, a reason, in whose name, and a signature where one is wanted. */
export function TransitionDialog(props: Props) {
	const { record, step, words, onClose } = props
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={words?.title ?? t('dialog.title', { step: say(step.title), label: record.label })}
			description={words?.text ?? t('dialog.leadsTo', { state: say(step.to.title) })}
			keepOpenOnOutside
		>
			<TransitionForm {...props} />
		</Dialog>
	)
}

type Answer = { approvals?: { have: number; need: number } | null }

function TransitionForm(props: Props) {
	const { record, step, delegators, documents = NO_CHOICES, values = {}, long = [], words, onClose } = props
	const { t } = useTranslation(['workflow', 'common'])
	const { say } = useReader()
	const root = useRouteLoaderData('root') as RootData | undefined
	const title = say(step.title)
	const form = useServerForm({
		schema: wholeStepForm(step, Boolean(root?.person?.totp), {
			field: (label) => t('dialog.fillIn', { field: say(label) }),
			reason: t('dialog.reasonMissing'),
			password: t('dialog.passwordMissing'),
			code: t('dialog.codeNeeded'),
		}),
		action: record.action,
		defaultValues: {
			intent: 'transition',
			transition: step.key,
			version: record.version,
			reason: '',
			password: '',
			code: '',
			inNameOf: step.inNameOf ?? '',
			...valuesOf(step, values),
		},
		onSaved: (answer) => {
			onClose()
			const { approvals } = answer as Answer
			if (!approvals) return showToast({ tone: 'pass', title: words?.done ?? `${record.label}: ${title}` })
			const approved = t('dialog.approved', { ...approvals, step: title })
			showToast({ tone: 'waiting', title: `${record.label}: ${approved}` })
		},
	})
	const approves = step.approval !== null && !step.approval.completes
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} title={t('dialog.missing')} />
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('transition')} />
			<input type="hidden" {...form.register('version')} />
			{step.approval && (
				<Note tone={approves ? 'waiting' : 'pass'}>
					{approves ? t('dialog.yourApproval', step.approval) : t('dialog.lastApproval', { count: step.approval.need })}
				</Note>
			)}
			<InNameOf form={form} people={delegators} />
			<StepFields form={form} fields={step.fields} documents={documents} long={long} />
			{step.asksReason && (
				<Field {...form.field('reason')} label={t('dialog.reason')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
			)}
			{step.signature && (
				<OwnSignature
					form={form}
					meaning={say(step.signature.meaningTitle)}
					statement={
						words?.statement ?? t('dialog.statement', { step: title, label: record.label, version: record.version })
					}
				/>
			)}
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant={approves ? 'primary' : variantOf(step.to.tone)} busy={form.busy}>
					{approves ? t('dialog.approve') : (words?.submit ?? title)}
				</Button>
			</DialogFooter>
		</form>
	)
}

/** The form takes a dot for a place inside an object, so that is how the values are given. */
const valuesOf = (step: StepOffer, values: Readonly<Record<string, string | null>>) => ({
	field: Object.fromEntries(step.fields.map(({ field }) => [field, values[field] ?? ''])),
})

function variantOf(tone: string): 'primary' | 'danger-fill' | 'hold' {
	if (tone === 'rejected' || tone === 'recalled') return 'danger-fill'
	return tone === 'hold' ? 'hold' : 'primary'
}
