import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { INTERNAL_ROLES, ROLE_TITLES } from '#app/core/permission.ts'
import { ITEM_KINDS } from '#app/features/catalog/catalog.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { AttributeFormControl } from './attribute-form.tsx'

type Props = { form: AttributeFormControl; states: readonly { key: string; title: LocalizedText }[] }

/** From when and until when an attribute has to be filled in, for which items, and who may see it. */
export function ReadersPart({ form, states }: Props) {
	const { t } = useTranslation('dictionary')
	const { say } = useReader()
	const subject = form.watch('subject')
	return (
		<>
			<Card title={t('edit.when')}>
				<FieldGrid>
					<Field {...form.field('requiredAt')} label={t('edit.requiredAt')} hint={t('edit.requiredHint')}>
						<Select
							placeholder={t('list.optional')}
							options={[
								{ value: 'registration', label: t('list.atOnce') },
								...(subject === 'lot'
									? states.map((state) => ({
											value: state.key,
											label: t('list.fromState', { state: say(state.title) }),
										}))
									: []),
							]}
							{...form.register('requiredAt')}
						/>
					</Field>
					<Field
						{...form.field('effectiveFrom')}
						label={t('edit.effectiveFrom')}
						hint={t('edit.effectiveHint')}
						required
					>
						<DateInput {...form.register('effectiveFrom')} />
					</Field>
				</FieldGrid>
				{(subject === 'lot' || subject === 'item') && (
					<fieldset className="mt-4 flex flex-wrap gap-x-5 gap-y-1">
						<legend className="mb-1 text-12 font-medium text-text-2">{t('edit.itemKinds')}</legend>
						{ITEM_KINDS.map((kind) => (
							<Checkbox key={kind} value={kind} label={t(`itemKind.${kind}`)} {...form.register('itemKinds')} />
						))}
					</fieldset>
				)}
			</Card>
			<Card title={t('edit.who')} sub={t('edit.whoSub')}>
				<fieldset className="flex flex-wrap gap-x-5 gap-y-1">
					<legend className="mb-1 text-12 font-medium text-text-2">{t('edit.roles')}</legend>
					{INTERNAL_ROLES.map((role) => (
						<Checkbox key={role} value={role} label={say(ROLE_TITLES[role])} {...form.register('roles')} />
					))}
				</fieldset>
				<div className="mt-4 flex flex-col gap-2">
					<Checkbox label={t('edit.partner')} hint={t('edit.partnerHint')} {...form.register('partner')} />
					{subject === 'lot' && (
						<Checkbox label={t('edit.public')} hint={t('edit.publicHint')} {...form.register('public')} />
					)}
				</div>
			</Card>
		</>
	)
}
