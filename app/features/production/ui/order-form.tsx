import { Factory } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { NO_CHOICES, onlyChoice } from '#app/core/choice.ts'
import { choicesAddress } from '#app/features/choices/choices.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useLaterChoices, useNamedChoice } from '#app/ui/forms/use-named-choices.ts'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import type { OrderChoices } from '../order-choices.queries.server.ts'
import { createOrderSchema } from '../production.schema.ts'

/** What to make, by which revision, where, how much, until when. */
export function OrderForm({ choices }: { choices: OrderChoices }) {
	const { t } = useTranslation(['production', 'common'])
	const { unit } = useReader()
	const form = useServerForm({
		schema: createOrderSchema,
		draftKey: 'order',
		defaultValues: {
			itemId: '',
			revisionId: '',
			siteId: onlyChoice(choices.sites),
			line: '',
			plannedQuantity: '',
			dueOn: '',
		},
		translate: (message) => t(message as 'errors.choose'),
	})
	const itemId = form.watch('itemId')
	const item = useNamedChoice(choices.items, itemId)
	const revisions = useLaterChoices(itemId ? choicesAddress('revisions', { item: itemId }) : null)
	return (
		<form {...form.formProps}>
			<Stack>
				<ErrorSummary {...form.summary} />
				<Card title={t('new.head')}>
					<FieldGrid>
						<Field {...form.field('itemId')} label={t('new.item')} hint={t('new.itemHint')} required>
							<FormChooser
								control={form.control}
								name="itemId"
								list={choices.items}
								placeholder={t('new.chooseItem')}
								onChoose={() => form.setValue('revisionId', '')}
							/>
						</Field>
						<Field {...form.field('revisionId')} label={t('new.revision')}>
							<FormChooser
								control={form.control}
								name="revisionId"
								list={revisions ?? NO_CHOICES}
								placeholder={t('new.revisionToday')}
							/>
						</Field>
						<Field {...form.field('plannedQuantity')} label={t('new.quantity')} hint={t('output.otherUnits')} required>
							<NumberWithUnit
								unit={item?.unit ? unit(item.unit) : ''}
								otherUnits
								{...form.register('plannedQuantity')}
							/>
						</Field>
						<Field {...form.field('dueOn')} label={t('new.due')}>
							<DateInput {...form.register('dueOn')} />
						</Field>
						<Field {...form.field('siteId')} label={t('new.site')} required>
							<FormChooser
								control={form.control}
								name="siteId"
								list={choices.sites}
								placeholder={t('new.chooseSite')}
							/>
						</Field>
						<Field {...form.field('line')} label={t('new.line')} required>
							<TextInput {...form.register('line')} />
						</Field>
					</FieldGrid>
				</Card>
				<FormActions note={t('common:requiredNote')}>
					<Button type="submit" variant="primary" icon={Factory} busy={form.busy}>
						{t('new.submit')}
					</Button>
					<ButtonLink to="/production">{t('common:cancel')}</ButtonLink>
				</FormActions>
			</Stack>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}
