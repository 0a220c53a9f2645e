import { useTranslation } from 'react-i18next'
import { type ChoiceList, onlyChoice } from '#app/core/choice.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { RecordForm } from '#app/ui/forms/record-form.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { EQUIPMENT_CONDITIONS, EQUIPMENT_KINDS } from '../equipment.model.ts'
import type { EquipmentRow } from '../equipment.queries.server.ts'
import { equipmentSchema } from '../equipment.schema.ts'

type Props = { equipment: EquipmentRow | null; sites: ChoiceList; cancelTo: string }

const defaults = (equipment: EquipmentRow | null, sites: ChoiceList) => ({
	siteId: equipment?.site.id ?? onlyChoice(sites),
	line: equipment?.line ?? '',
	code: equipment?.code ?? '',
	nameEn: equipment?.name.en ?? '',
	nameZh: equipment?.name['zh-CN'] ?? '',
	kind: equipment?.kind ?? ('machine' as const),
	condition: equipment?.condition ?? ('in_service' as const),
	serialNumber: equipment?.serialNumber ?? '',
	calibratedOn: equipment?.calibratedOn ?? '',
	calibrationDueOn: equipment?.calibrationDueOn ?? '',
	cleanEveryHours: equipment?.cleanEveryHours ?? '',
	active: equipment?.active ?? true,
	version: equipment?.version ?? '',
	reason: '',
})

/** A piece of equipment, new or to be changed. */
export function EquipmentForm({ equipment, sites, cancelTo }: Props) {
	const { t } = useTranslation('equipment')
	const form = useServerForm({
		schema: equipmentSchema,
		defaultValues: defaults(equipment, sites),
		draftKey: equipment ? `equipment-${equipment.id}` : 'equipment-new',
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
					<Field {...form.field('code')} label={t('edit.code')} required>
						<TextInput mono {...form.register('code')} />
					</Field>
					<Field {...form.field('kind')} label={t('edit.kind')} required>
						<Select
							options={EQUIPMENT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
							{...form.register('kind')}
						/>
					</Field>
					<Field {...form.field('nameEn')} label={t('edit.nameEn')} required>
						<TextInput lang="en" {...form.register('nameEn')} />
					</Field>
					<Field {...form.field('nameZh')} label={t('edit.nameZh')} required>
						<TextInput lang="zh-CN" {...form.register('nameZh')} />
					</Field>
					<Field {...form.field('siteId')} label={t('edit.site')} required>
						<FormChooser control={form.control} name="siteId" list={sites} placeholder={t('edit.choose')} />
					</Field>
					<Field {...form.field('line')} label={t('edit.line')} hint={t('edit.lineHint')}>
						<TextInput mono {...form.register('line')} />
					</Field>
					<Field {...form.field('condition')} label={t('edit.condition')} required>
						<Select
							options={EQUIPMENT_CONDITIONS.map((one) => ({ value: one, label: t(`condition.${one}`) }))}
							{...form.register('condition')}
						/>
					</Field>
					<Field {...form.field('serialNumber')} label={t('edit.serialNumber')}>
						<TextInput mono {...form.register('serialNumber')} />
					</Field>
					<Field {...form.field('calibratedOn')} label={t('edit.calibratedOn')}>
						<DateInput {...form.register('calibratedOn')} />
					</Field>
					<Field
						{...form.field('calibrationDueOn')}
						label={t('edit.calibrationDueOn')}
						hint={t('edit.calibrationHint')}
					>
						<DateInput {...form.register('calibrationDueOn')} />
					</Field>
					<Field {...form.field('cleanEveryHours')} label={t('edit.cleanEveryHours')} hint={t('edit.cleanHint')}>
						<TextInput inputMode="numeric" {...form.register('cleanEveryHours')} />
					</Field>
					{equipment && (
						<Field {...form.field('reason')} label={t('edit.reason')} hint={t('edit.reasonHint')}>
							<TextInput {...form.register('reason')} />
						</Field>
					)}
					<Checkbox label={t('edit.active')} hint={t('edit.activeHint')} {...form.register('active')} />
				</FieldGrid>
			</div>
		</RecordForm>
	)
}
