import { useTranslation } from 'react-i18next'
import { UNITS } from '#app/core/unit-table.ts'
import { unitOf } from '#app/core/units.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { endItemUnitSchema, itemUnitSchema } from '../item-unit.schema.ts'
import type { ItemUnitPeriod } from '../item-units.model.ts'

type Props = { row: ItemUnitPeriod | null; itemUnit: string; today: string; onClose: () => void }

/** What one unit of the item is, from a day on. Posts `intent=unit` to the item's page. */
export function UnitDialog({ row, itemUnit, today, onClose }: Props) {
	const { t } = useTranslation('catalog')
	const { unit, say } = useReader()
	const form = useServerForm({
		schema: itemUnitSchema,
		defaultValues: {
			unit: row?.unit ?? '',
			factor: row?.factor ?? '',
			baseUnit: row?.baseUnit ?? itemUnit,
			effectiveFrom: row && row.effectiveFrom > today ? row.effectiveFrom : today,
			reason: '',
		},
		translate: t as (key: string) => string,
		onSaved: () => {
			showToast({ tone: 'pass', title: t('units.saved') })
			onClose()
		},
	})
	const dimension = unitOf(itemUnit)?.dimension
	const option = (one: (typeof UNITS)[number]) => ({
		value: one.code,
		label: `${say(one.label)} · ${one.symbol} · ${one.code}`,
	})
	const [given, factor, base] = [form.watch('unit'), form.watch('factor'), form.watch('baseUnit')]
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={row ? t('units.editTitle', { unit: unit(row.unit) }) : t('units.newTitle')}
			description={t('units.dialogText')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<input type="hidden" name="intent" value="unit" />
				<ErrorSummary {...form.summary} />
				<FieldGrid>
					<Field {...form.field('unit')} label={t('units.unit')} hint={t('units.unitHint')} required full>
						{row ? (
							<TextInput readOnly mono {...form.register('unit')} />
						) : (
							<Select
								placeholder={t('edit.choose')}
								options={UNITS.filter((one) => one.dimension !== dimension).map(option)}
								{...form.register('unit')}
							/>
						)}
					</Field>
					<Field {...form.field('factor')} label={t('units.factor')} hint={t('units.factorHint')} required>
						<TextInput inputMode="decimal" autoComplete="off" {...form.register('factor')} />
					</Field>
					<Field {...form.field('baseUnit')} label={t('units.baseUnit')} required>
						<Select
							options={UNITS.filter((one) => one.code === itemUnit || (dimension && one.dimension === dimension)).map(
								option,
							)}
							{...form.register('baseUnit')}
						/>
					</Field>
					<Field
						{...form.field('effectiveFrom')}
						label={t('units.effectiveFrom')}
						hint={t('units.effectiveHint')}
						required
					>
						<DateInput {...form.register('effectiveFrom')} />
					</Field>
					<Field {...form.field('reason')} label={t('units.reason')} required>
						<TextInput {...form.register('reason')} />
					</Field>
				</FieldGrid>
				{given && factor && base && (
					<p className="rounded-2 bg-surface-3 px-3 py-2 font-medium" role="status">
						{`1 ${unit(given)} = ${factor} ${unit(base)}`}
					</p>
				)}
				<DialogFooter flush>
					<Button onClick={onClose}>{t('form.cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('form.save')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}

/** The last day of a conversion. Posts `intent=end-unit` to the item's page. */
export function EndUnitDialog({ row, today, onClose }: { row: ItemUnitPeriod; today: string; onClose: () => void }) {
	const { t } = useTranslation('catalog')
	const { unit } = useReader()
	const form = useServerForm({
		schema: endItemUnitSchema,
		defaultValues: { effectiveTo: row.effectiveFrom > today ? row.effectiveFrom : today, reason: '' },
		translate: t as (key: string) => string,
		onSaved: () => {
			showToast({ tone: 'pass', title: t('units.ended') })
			onClose()
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('units.endTitle', { unit: unit(row.unit) })}
			description={t('units.endText')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<input type="hidden" name="intent" value="end-unit" />
				<input type="hidden" name="unitId" value={row.id} />
				<ErrorSummary {...form.summary} />
				<FieldGrid>
					<Field {...form.field('effectiveTo')} label={t('units.effectiveTo')} required>
						<DateInput {...form.register('effectiveTo')} />
					</Field>
					<Field {...form.field('reason')} label={t('units.reason')} required>
						<TextInput {...form.register('reason')} />
					</Field>
				</FieldGrid>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('form.cancel')}</Button>
					<Button type="submit" variant="danger" busy={form.busy}>
						{t('units.end')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
