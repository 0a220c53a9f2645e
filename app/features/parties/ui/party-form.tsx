import { useTranslation } from 'react-i18next'
import { LANGUAGE_CHOICES } from '#app/core/localized.ts'
import { RecordAttributes, type RecordAttributesProps } from '#app/features/dictionary/ui/record-attributes.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { RecordForm } from '#app/ui/forms/record-form.tsx'
import { Select, type SelectOption } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { CardSection } from '#app/ui/layout/card.tsx'
import type { PartyDetail } from '../parties.queries.server.ts'
import { PARTY_KINDS } from '../party.model.ts'
import { partySchema } from '../party.schema.ts'

type Props = {
	dictionary: RecordAttributesProps
	party: PartyDetail | null
	kind?: string | undefined
	countries: readonly SelectOption[]
	cancelTo: string
}

const defaults = (party: PartyDetail | null, kind: string | undefined) => ({
	kind: party?.kind ?? PARTY_KINDS.find((one) => one === kind) ?? ('supplier' as const),
	code: party?.code ?? '',
	nameEn: party?.name.en ?? '',
	nameZh: party?.name['zh-CN'] ?? '',
	country: party?.country ?? '',
	cityEn: party?.city?.en ?? '',
	cityZh: party?.city?.['zh-CN'] ?? '',
	gln: party?.gln ?? '',
	email: party?.email ?? '',
	phone: party?.phone ?? '',
	language: party?.language ?? ('en' as const),
	active: party?.active ?? true,
	version: party?.version ?? '',
})

/** The record of a partner, new or to be changed. */
export function PartyForm({ party, kind, countries, cancelTo, dictionary }: Props) {
	const { t } = useTranslation('parties')
	const form = useServerForm({
		schema: partySchema,
		defaultValues: defaults(party, kind),
		draftKey: party ? `party-${party.id}` : 'party-new',
		translate: t as (key: string) => string,
	})
	return (
		<RecordForm
			form={form}
			version={form.register('version')}
			save={t('form.save')}
			cancel={t('form.cancel')}
			cancelTo={cancelTo}
		>
			<CardSection title={t('edit.identity')}>
				<FieldGrid>
					<Field {...form.field('kind')} label={t('edit.kind')} required>
						<Select
							options={PARTY_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
							{...form.register('kind')}
						/>
					</Field>
					<Field {...form.field('code')} label={t('edit.code')} hint={t('edit.codeHint')} required>
						<TextInput mono {...form.register('code')} />
					</Field>
					<Field {...form.field('nameEn')} label={t('edit.nameEn')} required>
						<TextInput lang="en" {...form.register('nameEn')} />
					</Field>
					<Field {...form.field('nameZh')} label={t('edit.nameZh')} required>
						<TextInput lang="zh-CN" {...form.register('nameZh')} />
					</Field>
					<Checkbox label={t('edit.active')} hint={t('edit.activeHint')} {...form.register('active')} />
				</FieldGrid>
			</CardSection>
			<CardSection title={t('edit.contact')}>
				<FieldGrid>
					<Field {...form.field('country')} label={t('edit.country')} required>
						<Select placeholder={t('edit.choose')} options={countries} {...form.register('country')} />
					</Field>
					<Field {...form.field('gln')} label={t('edit.gln')} hint={t('edit.glnHint')}>
						<TextInput mono inputMode="numeric" {...form.register('gln')} />
					</Field>
					<Field {...form.field('cityEn')} label={t('edit.cityEn')}>
						<TextInput lang="en" {...form.register('cityEn')} />
					</Field>
					<Field {...form.field('cityZh')} label={t('edit.cityZh')}>
						<TextInput lang="zh-CN" {...form.register('cityZh')} />
					</Field>
					<Field {...form.field('email')} label={t('edit.email')} hint={t('edit.emailHint')}>
						<TextInput type="email" {...form.register('email')} />
					</Field>
					<Field {...form.field('phone')} label={t('edit.phone')}>
						<TextInput type="tel" {...form.register('phone')} />
					</Field>
					<Field {...form.field('language')} label={t('edit.language')} required>
						<Select options={LANGUAGE_CHOICES} {...form.register('language')} />
					</Field>
				</FieldGrid>
			</CardSection>
			<RecordAttributes {...dictionary} errorOf={(name) => form.field(name as never).error} />
		</RecordForm>
	)
}
