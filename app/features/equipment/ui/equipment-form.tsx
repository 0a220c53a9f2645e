import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { EQUIPMENT_CONDITIONS, EQUIPMENT_KINDS } from '../equipment.model.ts'
import type { EquipmentRow } from '../equipment.queries.server.ts'
import { equipmentSchema } from '../equipment.schema.ts'

export type SiteChoice = { id: string; code: string; name: { en: string; 'zh-CN': string } }
type Props = { equipment: EquipmentRow | null; sites: readonly SiteChoice[]; cancelTo: string }

const defaults = (equipment: EquipmentRow | null, sites: readonly SiteChoice[]) => ({
	siteId: equipment?.site.id ?? (sites.length === 1 ? (sites[0]?.id ?? '') : ''),
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
	const { say } = useReader()
	const form = useServerForm({
		schema: equipmentSchema,
		defaultValues: defaults(equipment, sites),
		draftKey: equipment ? `equipment-${equipment.id}` : 'equipment-new',
		translate: t as (key: string) => string,
	})
	return (
		<form {...form.formProps}>
			<Card padding="flush">
				<div className="flex flex-col gap-4 p-4">
					<ErrorSummary {...form.summary} />
					<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
					<input type="hidden" {...form.register('version')} />
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
							<Select
								placeholder={t('edit.choose')}
								options={sites.map((site) => ({ value: site.id, label: `${site.code} · ${say(site.name)}` }))}
								{...form.register('siteId')}
							/>
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
				<FormActions sticky>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('form.save')}
					</Button>
					<ButtonLink to={cancelTo}>{t('form.cancel')}</ButtonLink>
				</FormActions>
			</Card>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}
