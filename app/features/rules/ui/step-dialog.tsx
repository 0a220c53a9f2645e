import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { OwnSignature } from '#app/features/identity/ui/own-signature.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { type ServerForm, useServerForm } from '#app/ui/forms/use-server-form.ts'
import { publishForm, rollBackForm, sendBackForm, submitForm, withdrawForm } from '../rule-set-form.schema.ts'
import { LIFE_KINDS, type LifeKind } from './life-page.ts'

export type Step = 'submit' | 'send-back' | 'withdraw' | 'roll-back' | 'publish'

type Props = {
	step: Step
	/** Whose texts say what the step does: they are of the same shape. */
	kind: LifeKind
	/** Of the rule set or workflow. */
	definition: string
	draft: { id: string; version: number; number: number | null }
	title: string
	/** What its publisher should know, above the signature. */
	known?: ReactNode
	onClose: () => void
}

/** Asks what a step of the draft of a rule set or workflow needs: a word, or a signature. */
export function StepDialog(props: Props) {
	const { step, kind, title, onClose } = props
	const { t } = useTranslation(kind)
	const Form = {
		submit: SubmitForm,
		'send-back': SendBackForm,
		withdraw: WithdrawForm,
		'roll-back': RollBackForm,
		publish: PublishForm,
	}[step]
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t(`dialog.${step}.title`, { title, number: props.draft.number ?? 0 })}
			description={t(`dialog.${step}.text`)}
			keepOpenOnOutside
		>
			<Form {...props} />
		</Dialog>
	)
}

function useStepOptions({ kind, definition, step, onClose }: Props) {
	const { t } = useTranslation(kind)
	const { t: rules } = useTranslation('rules')
	return {
		action: `${LIFE_KINDS[kind].pages}/${definition}`,
		translate: (key: string) => rules(key as 'problem.reason'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t(`dialog.${step}.done`) })
		},
	}
}

type FrameProps = Pick<Props, 'step' | 'kind' | 'onClose'> & {
	form: Pick<ServerForm<never, unknown>, 'formProps' | 'summary' | 'busy'>
	variant?: 'primary' | 'danger'
	children?: ReactNode
}

function Frame({ form, step, kind, variant = 'primary', onClose, children }: FrameProps) {
	const { t } = useTranslation(kind)
	const { t: shared } = useTranslation(['rules', 'common'])
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} title={shared('problem.title')} />
			{children}
			<DialogFooter flush>
				<Button onClick={onClose}>{shared('common:cancel')}</Button>
				<Button type="submit" variant={variant} busy={form.busy}>
					{t(`dialog.${step}.submit`)}
				</Button>
			</DialogFooter>
		</form>
	)
}

function SubmitForm(props: Props) {
	const { t } = useTranslation(props.kind)
	const { draft, onClose } = props
	const form = useServerForm({
		schema: submitForm,
		defaultValues: { intent: 'submit', draftId: draft.id, version: draft.version, note: '' },
		...useStepOptions(props),
	})
	return (
		<Frame form={form} step="submit" kind={props.kind} onClose={onClose}>
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('draftId')} />
			<input type="hidden" {...form.register('version')} />
			<Field {...form.field('note')} label={t('dialog.submit.note')} hint={t('dialog.submit.hint')} required>
				<Textarea rows={3} {...form.register('note')} />
			</Field>
		</Frame>
	)
}

function SendBackForm(props: Props) {
	const { t } = useTranslation(props.kind)
	const { draft, onClose } = props
	const form = useServerForm({
		schema: sendBackForm,
		defaultValues: { intent: 'send-back', draftId: draft.id, version: draft.version, comment: '' },
		...useStepOptions(props),
	})
	return (
		<Frame form={form} step="send-back" kind={props.kind} onClose={onClose}>
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('draftId')} />
			<input type="hidden" {...form.register('version')} />
			<Field {...form.field('comment')} label={t('dialog.send-back.comment')} required>
				<Textarea rows={3} {...form.register('comment')} />
			</Field>
		</Frame>
	)
}

function WithdrawForm(props: Props) {
	const { draft, onClose } = props
	const form = useServerForm({
		schema: withdrawForm,
		defaultValues: { intent: 'withdraw', draftId: draft.id, version: draft.version },
		...useStepOptions(props),
	})
	return (
		<Frame form={form} step="withdraw" kind={props.kind} variant="danger" onClose={onClose}>
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('draftId')} />
			<input type="hidden" {...form.register('version')} />
		</Frame>
	)
}

function RollBackForm(props: Props) {
	const { t } = useTranslation(props.kind)
	const { draft, onClose } = props
	const form = useServerForm({
		schema: rollBackForm,
		defaultValues: { intent: 'roll-back', number: draft.number ?? 0, reason: '' },
		...useStepOptions(props),
	})
	return (
		<Frame form={form} step="roll-back" kind={props.kind} onClose={onClose}>
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('number')} />
			<Field {...form.field('reason')} label={t('dialog.roll-back.reason')} required>
				<Textarea rows={3} {...form.register('reason')} />
			</Field>
		</Frame>
	)
}

function PublishForm(props: Props) {
	const { t } = useTranslation(props.kind)
	const { draft, title, onClose } = props
	const form = useServerForm({
		schema: publishForm,
		defaultValues: { intent: 'publish', draftId: draft.id, version: draft.version, reason: '', password: '', code: '' },
		...useStepOptions(props),
	})
	return (
		<Frame form={form} step="publish" kind={props.kind} onClose={onClose}>
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('draftId')} />
			<input type="hidden" {...form.register('version')} />
			{props.known}
			<OwnSignature
				form={form}
				meaning={t('dialog.publish.meaning')}
				statement={t('dialog.publish.statement', { title })}
			/>
		</Frame>
	)
}
