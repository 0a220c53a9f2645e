import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { RecordAttributes, type RecordAttributesProps } from '#app/features/dictionary/ui/record-attributes.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { RecordForm } from '#app/ui/forms/record-form.tsx'
import { Select, type SelectOption } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { SiteRow } from '../parties.queries.server.ts'
import { siteSchema } from '../party.schema.ts'

export type SiteFormProps = {
	dictionary: RecordAttributesProps
	site: SiteRow | null
	partyId?: string | null
	tenant: { name: string; timeZone: string }
	parties: ChoiceList
	countries: readonly SelectOption[]
	zones: readonly SelectOption[]
	cancelTo: string
}

/** A place, new or to be changed. */
export function SiteForm({ site, partyId, tenant, parties, countries, zones, cancelTo, dictionary }: SiteFormProps) {
	const { t } = useTranslation('parties')
	const form = useServerForm({
		schema: siteSchema,
		defaultValues: {
			partyId: site?.partyId ?? partyId ?? '',
			code: site?.code ?? '',
			nameEn: site?.name.en ?? '',
			nameZh: site?.name['zh-CN'] ?? '',
			country: site?.country ?? '',
			cityEn: site?.city.en ?? '',
			cityZh: site?.city['zh-CN'] ?? '',
			gln: site?.gln ?? '',
			timeZone: site?.timeZone ?? tenant.timeZone,
			active: site?.active ?? true,
			version: site?.version ?? '',
		},
		draftKey: site ? `site-${site.id}` : 'site-new',
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
			<div className="p-4">
				<FieldGrid>
					<Field {...form.field('partyId')} label={t('site.owner')} hint={t('site.ownerHint')}>
						<FormChooser control={form.control} name="partyId" list={parties} placeholder={tenant.name} />
					</Field>
					<Field {...form.field('code')} label={t('edit.code')} required>
						<TextInput mono {...form.register('code')} />
					</Field>
					<Field {...form.field('nameEn')} label={t('edit.nameEn')} required>
						<TextInput lang="en" {...form.register('nameEn')} />
					</Field>
					<Field {...form.field('nameZh')} label={t('edit.nameZh')} required>
						<TextInput lang="zh-CN" {...form.register('nameZh')} />
					</Field>
					<Field {...form.field('cityEn')} label={t('edit.cityEn')} required>
						<TextInput lang="en" {...form.register('cityEn')} />
					</Field>
					<Field {...form.field('cityZh')} label={t('edit.cityZh')} required>
						<TextInput lang="zh-CN" {...form.register('cityZh')} />
					</Field>
					<Field {...form.field('country')} label={t('edit.country')} required>
						<Select placeholder={t('edit.choose')} options={countries} {...form.register('country')} />
					</Field>
					<Field {...form.field('timeZone')} label={t('site.timeZone')} required>
						<Select options={zones} {...form.register('timeZone')} />
					</Field>
					<Field {...form.field('gln')} label={t('edit.gln')} hint={t('edit.glnHint')}>
						<TextInput mono inputMode="numeric" {...form.register('gln')} />
					</Field>
					<Checkbox label={t('edit.active')} hint={t('edit.activeHint')} {...form.register('active')} />
				</FieldGrid>
			</div>
			<RecordAttributes {...dictionary} errorOf={(name) => form.field(name as never).error} />
		</RecordForm>
	)
}
