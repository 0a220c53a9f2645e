import { useTranslation } from 'react-i18next'
import { RecordAttributes, type RecordAttributesProps } from '#app/features/dictionary/ui/record-attributes.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { RecordForm } from '#app/ui/forms/record-form.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { CardSection } from '#app/ui/layout/card.tsx'
import { ITEM_KINDS } from '../catalog.model.ts'
import type { ItemDetail } from '../catalog.queries.server.ts'
import { itemSchema } from '../catalog.schema.ts'
import { unitOptions } from './unit-options.ts'

const defaults = (item: ItemDetail | null) => ({
	sku: item?.sku ?? '',
	nameEn: item?.name.en ?? '',
	nameZh: item?.name['zh-CN'] ?? '',
	descriptionEn: item?.description?.en ?? '',
	descriptionZh: item?.description?.['zh-CN'] ?? '',
	kind: item?.kind ?? ('raw_material' as const),
	unit: item?.unit ?? '',
	gtin: item?.gtin ?? '',
	brand: item?.brand ?? '',
	shelfLifeDays: item?.shelfLifeDays ?? '',
	minimumShelfLifeDays: item?.minimumShelfLifeDays ?? '',
	device: Boolean(item?.udi),
	udiLot: item?.udi?.lot ?? true,
	udiSerial: item?.udi?.serial ?? false,
	udiManufacturedOn: item?.udi?.manufacturedOn ?? false,
	udiExpiresOn: item?.udi?.expiresOn ?? false,
	certificateRequired: item?.certificateRequired ?? false,
	incomingInspection: item?.incomingInspection ?? true,
	active: item?.active ?? true,
	version: item?.version ?? '',
})

type Props = { item: ItemDetail | null; cancelTo: string; dictionary: RecordAttributesProps }

/** The basics of an item, new or to be changed. */
export function ItemForm({ item, cancelTo, dictionary }: Props) {
	const { t } = useTranslation('catalog')
	const { language } = useReader()
	const form = useServerForm({
		schema: itemSchema,
		defaultValues: defaults(item),
		draftKey: item ? `item-${item.id}` : 'item-new',
		translate: t as (key: string) => string,
	})
	const device = form.watch('device')
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
					<Field {...form.field('sku')} label={t('edit.sku')} hint={t('edit.skuHint')} required>
						<TextInput mono {...form.register('sku')} />
					</Field>
					<Field {...form.field('kind')} label={t('edit.kind')} required>
						<Select
							options={ITEM_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
							{...form.register('kind')}
						/>
					</Field>
					<Field {...form.field('nameEn')} label={t('edit.nameEn')} required>
						<TextInput lang="en" {...form.register('nameEn')} />
					</Field>
					<Field {...form.field('nameZh')} label={t('edit.nameZh')} required>
						<TextInput lang="zh-CN" {...form.register('nameZh')} />
					</Field>
					<Field {...form.field('descriptionEn')} label={t('edit.descriptionEn')}>
						<TextInput lang="en" {...form.register('descriptionEn')} />
					</Field>
					<Field {...form.field('descriptionZh')} label={t('edit.descriptionZh')}>
						<TextInput lang="zh-CN" {...form.register('descriptionZh')} />
					</Field>
					<Field {...form.field('unit')} label={t('edit.unit')} required>
						<Select placeholder={t('edit.choose')} options={unitOptions(language)} {...form.register('unit')} />
					</Field>
					<Checkbox label={t('edit.active')} hint={t('edit.activeHint')} {...form.register('active')} />
				</FieldGrid>
			</CardSection>
			<CardSection title={t('edit.codes')}>
				<FieldGrid>
					<Field {...form.field('gtin')} label={t('edit.gtin')} hint={t('edit.gtinHint')}>
						<TextInput mono inputMode="numeric" {...form.register('gtin')} />
					</Field>
					<Field {...form.field('brand')} label={t('edit.brand')}>
						<TextInput {...form.register('brand')} />
					</Field>
					<div className="col-span-full">
						<Checkbox label={t('edit.device')} hint={t('edit.deviceHint')} {...form.register('device')} />
						{device && (
							<div className="mt-2 ml-6 flex flex-wrap gap-x-5 gap-y-1">
								<Checkbox label={t('item.udiLot')} {...form.register('udiLot')} />
								<Checkbox label={t('item.udiSerial')} {...form.register('udiSerial')} />
								<Checkbox label={t('item.udiManufacturedOn')} {...form.register('udiManufacturedOn')} />
								<Checkbox label={t('item.udiExpiresOn')} {...form.register('udiExpiresOn')} />
							</div>
						)}
					</div>
				</FieldGrid>
			</CardSection>
			<CardSection title={t('edit.rules')}>
				<FieldGrid>
					<Field {...form.field('shelfLifeDays')} label={t('edit.shelfLife')}>
						<NumberWithUnit unit={t('edit.days')} {...form.register('shelfLifeDays')} />
					</Field>
					<Field
						{...form.field('minimumShelfLifeDays')}
						label={t('edit.minimumShelfLife')}
						hint={t('edit.minimumShelfLifeHint')}
					>
						<NumberWithUnit unit={t('edit.days')} {...form.register('minimumShelfLifeDays')} />
					</Field>
					<div className="flex flex-col gap-3">
						<Checkbox
							label={t('edit.certificate')}
							hint={t('edit.certificateHint')}
							{...form.register('certificateRequired')}
						/>
						<Checkbox
							label={t('edit.inspection')}
							hint={t('edit.inspectionHint')}
							{...form.register('incomingInspection')}
						/>
					</div>
				</FieldGrid>
			</CardSection>
			<RecordAttributes
				{...dictionary}
				itemKind={form.watch('kind')}
				errorOf={(name) => form.field(name as never).error}
			/>
		</RecordForm>
	)
}
