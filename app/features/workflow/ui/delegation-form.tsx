import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { delegationForm } from '../delegation.schema.ts'
import { WORKFLOW_RECORDS } from '../workflow-subjects.model.ts'

/** Names who acts in one's name, from when to when, for which kinds of record. */
export function DelegationForm({ people }: { people: ChoiceList }) {
	const { t } = useTranslation('workflow')
	const form = useServerForm({
		schema: delegationForm,
		defaultValues: { intent: 'delegate', delegateId: '', startsOn: '', endsOn: '', kinds: '', reason: '' },
		translate: (key) => t(key as 'delegation.problem.date'),
		onSaved: () => {
			form.reset()
			showToast({ tone: 'pass', title: t('delegation.done') })
		},
	})
	return (
		<Card title={t('delegation.new')}>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<Field {...form.field('delegateId')} label={t('delegation.who')} required>
					<FormChooser control={form.control} name="delegateId" list={people} placeholder={t('dialog.choose')} />
				</Field>
				<Field {...form.field('startsOn')} label={t('delegation.from')} required>
					<DateInput {...form.register('startsOn')} />
				</Field>
				<Field {...form.field('endsOn')} label={t('delegation.until')} required>
					<DateInput {...form.register('endsOn')} />
				</Field>
				<Field {...form.field('kinds')} label={t('delegation.kinds')}>
					<Select
						{...form.register('kinds')}
						options={[
							{ value: '', label: t('delegation.all') },
							...Object.keys(WORKFLOW_RECORDS).map((kind) => ({
								value: kind,
								label: t(`kind.${kind}`, { defaultValue: kind }),
							})),
						]}
					/>
				</Field>
				<Field {...form.field('reason')} label={t('dialog.reason')} required>
					<Textarea rows={2} {...form.register('reason')} />
				</Field>
				<div>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('delegation.save')}
					</Button>
				</div>
			</form>
		</Card>
	)
}
