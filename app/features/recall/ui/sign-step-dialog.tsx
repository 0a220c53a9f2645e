import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OwnSignature } from '#app/features/identity/ui/own-signature.tsx'
import { InNameOf, StepFields } from '#app/features/workflow/ui/step-inputs.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { signedStepSchema } from '../recall.schema.ts'
import type { RecallPage } from '../recall-page.server.ts'
import type { SignedStep } from '../recall-steps.model.ts'
import { SeedPicker } from './seed-picker.tsx'

type Props = { page: RecallPage; step: SignedStep; onClose: () => void }

/** A step of the case that a person signs: what is signed, more lots or an explanation where it wants them, the signature. */
export function SignStepDialog({ page, step, onClose }: Props) {
	const { t } = useTranslation('recall')
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t(`sign.${step}.title`, { number: page.recall.number })}
			description={t(`sign.${step}.text`)}
			width={step === 'expand' ? 'lg' : 'md'}
			keepOpenOnOutside
		>
			<SignStepForm page={page} step={step} onClose={onClose} />
		</Dialog>
	)
}

function SignStepForm({ page, step, onClose }: Props) {
	const { t } = useTranslation(['recall', 'common'])
	const { say } = useReader()
	const { recall } = page
	const approved = step === 'expand' ? page.approvedSeeds : null
	const scope = step === 'open' ? page.approvedScope : null
	const offer = page.offers.find((one) => one.key === step)
	const fields = offer?.fields ?? []
	const [seeds, setSeeds] = useState<string[]>(() => approved?.seeds.map((lot) => lot.id) ?? [])
	const form = useServerForm({
		schema: signedStepSchema.loose(),
		action: `/recalls/${recall.id}`,
		defaultValues: {
			intent: step,
			version: recall.version,
			reason: '',
			password: '',
			code: '',
			seedLotIds: seeds.join(','),
			explanation: '',
			anew: false,
			inNameOf: offer?.inNameOf ?? '',
			field: Object.fromEntries(fields.map(({ field }) => [field, ''])),
		},
		translate: (message) => t(message as 'sign.reasonMissing'),
		onSaved: (answer) => {
			onClose()
			showToast({ tone: 'pass', title: (answer as { said: string }).said })
		},
	})
	const choose = (ids: string[]) => {
		setSeeds(ids)
		form.setValue('seedLotIds', ids.join(','), { shouldDirty: true })
	}
	const open = page.needs.filter((need) => !need.met)
	const meaning = page.steps.find((one) => one.key === step)?.meaningTitle
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('version')} />
			<input type="hidden" {...form.register('seedLotIds')} />
			{approved && (
				<Note tone="waiting">
					{t('sign.expand.approved', { count: approved.lots, names: approved.by.join(t('sign.expand.and')) })}
				</Note>
			)}
			{scope && (
				<Note tone={scope.changed ? 'block' : 'waiting'}>
					{t(scope.changed ? 'sign.open.changed' : 'sign.open.approved', {
						count: scope.lots,
						now: scope.now,
						names: scope.by.join(t('sign.expand.and')),
					})}
				</Note>
			)}
			{step === 'expand' && (
				<SeedPicker
					chosen={seeds}
					onChange={choose}
					initial={approved?.seeds ?? []}
					error={form.field('seedLotIds').error}
					preview
				/>
			)}
			{approved && <Checkbox label={t('sign.expand.anew')} {...form.register('anew')} />}
			{scope && <Checkbox label={t('sign.open.anew')} {...form.register('anew')} />}
			{step === 'close' && open.length > 0 && (
				<Field
					{...form.field('explanation')}
					label={t('close.explanation')}
					hint={open.map((need) => t(`need.${need.key}.missing`, { count: need.missing })).join(' ')}
					required
				>
					<Textarea rows={3} {...form.register('explanation')} />
				</Field>
			)}
			<StepFields form={form} fields={fields} documents={page.byDialog.documents} />
			<InNameOf form={form} people={page.delegators} />
			<OwnSignature
				form={form}
				meaning={meaning ? say(meaning) : ''}
				statement={t(`sign.${step}.statement`, { number: recall.number, version: recall.version })}
			/>
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button
					type="submit"
					variant={step === 'open' || step === 'expand' ? 'danger-fill' : 'primary'}
					busy={form.busy}
				>
					{t(`sign.${step}.submit`)}
				</Button>
			</DialogFooter>
		</form>
	)
}
