import { Factory } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import type { OrderChoices } from '../production.queries.server.ts'
import { createOrderSchema } from '../production.schema.ts'

/** What to make, by which revision, where, how much, until when. */
export function OrderForm({ choices }: { choices: OrderChoices }) {
	const { t } = useTranslation(['production', 'common'])
	const { say, unit, date } = useReader()
	const form = useServerForm({
		schema: createOrderSchema,
		draftKey: 'order',
		defaultValues: {
			itemId: '',
			revisionId: '',
			siteId: choices.sites.length === 1 ? (choices.sites[0]?.id ?? '') : '',
			line: '',
			plannedQuantity: '',
			dueOn: '',
		},
		translate: (message) => t(message as 'errors.choose'),
	})
	const item = choices.items.find((found) => found.id === form.watch('itemId'))
	return (
		<form {...form.formProps}>
			<Stack>
				<ErrorSummary {...form.summary} />
				<Card title={t('new.head')}>
					<FieldGrid>
						<Field {...form.field('itemId')} label={t('new.item')} hint={t('new.itemHint')} required>
							<Select
								{...form.register('itemId')}
								placeholder={t('new.chooseItem')}
								options={choices.items.map((found) => ({ value: found.id, label: `${found.sku} ${say(found.name)}` }))}
							/>
						</Field>
						<Field {...form.field('revisionId')} label={t('new.revision')}>
							<Select
								{...form.register('revisionId')}
								placeholder={t('new.revisionToday')}
								options={
									item?.revisions.map((revision) => ({
										value: revision.id,
										label: t('new.revisionFrom', { code: revision.code, date: date(revision.effectiveFrom) }),
									})) ?? []
								}
							/>
						</Field>
						<Field {...form.field('plannedQuantity')} label={t('new.quantity')} hint={t('output.otherUnits')} required>
							<NumberWithUnit unit={item ? unit(item.unit) : ''} otherUnits {...form.register('plannedQuantity')} />
						</Field>
						<Field {...form.field('dueOn')} label={t('new.due')}>
							<DateInput {...form.register('dueOn')} />
						</Field>
						<Field {...form.field('siteId')} label={t('new.site')} required>
							<Select
								{...form.register('siteId')}
								placeholder={t('new.chooseSite')}
								options={choices.sites.map((site) => ({ value: site.id, label: say(site.name) }))}
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
