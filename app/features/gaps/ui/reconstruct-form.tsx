import { Signature } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { UNITS } from '#app/core/unit-table.ts'
import { LINK_KINDS } from '#app/features/genealogy/genealogy.model.ts'
import { OwnSignature } from '#app/features/identity/ui/own-signature.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { reconstructFormSchema } from '../gaps.schema.ts'

type Start = { parent: string; child: string; unit: string }

function useReconstructForm(start: Start) {
	const { t } = useTranslation('gaps')
	return useServerForm({
		schema: reconstructFormSchema,
		defaultValues: {
			parent: start.parent,
			child: start.child,
			kind: 'consume',
			quantity: '',
			unit: start.unit,
			happenedAt: '',
			evidence: '',
			takeFromStock: false,
			reason: '',
			password: '',
			code: '',
		},
		translate: (key) => t(key as 'problem.other'),
	})
}
type Form = ReturnType<typeof useReconstructForm>

/** What went into what, how much and when, what shows it, and the signature. */
export function ReconstructForm({ start }: { start: Start }) {
	const { t } = useTranslation('gaps')
	const form = useReconstructForm(start)
	return (
		<form {...form.formProps}>
			<Stack>
				<ErrorSummary {...form.summary} />
				<Note tone="warn" title={t('reconstruct.forEver')}>
					{t('reconstruct.forEverText')}
				</Note>
				<Card title={t('reconstruct.link')}>
					<LinkFields form={form} />
				</Card>
				<Card title={t('reconstruct.signature')}>
					<SignatureFields form={form} />
				</Card>
				<FormActions>
					<Button type="submit" variant="primary" icon={Signature} busy={form.busy}>
						{t('reconstruct.submit')}
					</Button>
					<ButtonLink to="/gaps">{t('reconstruct.cancel')}</ButtonLink>
				</FormActions>
			</Stack>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

function LinkFields({ form }: { form: Form }) {
	const { t } = useTranslation('gaps')
	const { say } = useReader()
	return (
		<FieldGrid>
			<Field {...form.field('parent')} label={t('reconstruct.parent')} hint={t('reconstruct.lotHint')} required>
				<TextInput mono autoComplete="off" {...form.register('parent')} />
			</Field>
			<Field {...form.field('child')} label={t('reconstruct.child')} hint={t('reconstruct.lotHint')} required>
				<TextInput mono autoComplete="off" {...form.register('child')} />
			</Field>
			<Field {...form.field('quantity')} label={t('reconstruct.quantity')} required>
				<TextInput inputMode="decimal" autoComplete="off" {...form.register('quantity')} />
			</Field>
			<Field {...form.field('unit')} label={t('reconstruct.unit')} required>
				<Select
					placeholder={t('reconstruct.choose')}
					options={UNITS.map((unit) => ({ value: unit.code, label: `${unit.symbol} · ${say(unit.label)}` }))}
					{...form.register('unit')}
				/>
			</Field>
			<Field {...form.field('kind')} label={t('reconstruct.kind')} required>
				<Select
					options={LINK_KINDS.map((kind) => ({ value: kind, label: t(`reconstruct.kinds.${kind}`) }))}
					{...form.register('kind')}
				/>
			</Field>
			<Field {...form.field('happenedAt')} label={t('reconstruct.happenedAt')} required>
				<DateInput type="datetime-local" {...form.register('happenedAt')} />
			</Field>
			<Field
				{...form.field('evidence')}
				label={t('reconstruct.evidence')}
				hint={t('reconstruct.evidenceHint')}
				required
				full
			>
				<TextInput {...form.register('evidence')} />
			</Field>
			<div className="col-span-full">
				<Checkbox
					label={t('reconstruct.takeFromStock')}
					hint={t('reconstruct.takeFromStockHint')}
					{...form.register('takeFromStock')}
				/>
			</div>
		</FieldGrid>
	)
}

function SignatureFields({ form }: { form: Form }) {
	const { t } = useTranslation('gaps')
	return (
		<OwnSignature
			form={form}
			meaning={t('reconstruct.meaning')}
			statement={t('reconstruct.statement', {
				parent: form.watch('parent') || '…',
				child: form.watch('child') || '…',
			})}
		/>
	)
}
