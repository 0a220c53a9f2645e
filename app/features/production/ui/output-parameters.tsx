import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { ServerForm } from '#app/ui/forms/use-server-form.ts'
import type { OrderParameter } from '../order-readings.model.ts'
import type { OutputForm } from '../production.schema.ts'
import { useLimitsText } from './use-limits-text.ts'

type Row = NonNullable<OutputForm['parameters']>[number]

const EMPTY: Row = { name: '', value: '', unit: '', min: '', max: '' }

/** Rows for what the revision asks for, to be filled in; rows without a value are not sent on. */
export const pinnedRows = (readings: readonly OrderParameter[]): Row[] =>
	pinnedOf(readings).map(({ parameter, unit, min, max }) => ({
		name: parameter,
		value: '',
		unit: unit ?? '',
		min: min ?? '',
		max: max ?? '',
	}))

const pinnedOf = (readings: readonly OrderParameter[]) => readings.filter(({ name }) => name !== null)

type Props = { form: ServerForm<OutputForm, OutputForm>; readings: readonly OrderParameter[] }

/** What the machine noted: the revision's parameters by value alone, and whatever else there was. */
export function OutputParameters({ form, readings }: Props) {
	const { t } = useTranslation('production')
	const { say, unit } = useReader()
	const limits = useLimitsText()
	const rows = form.watch('parameters') ?? []
	const pinned = new Map(pinnedOf(readings).map((one) => [one.parameter, one]))
	const set = (next: Row[]) => form.setValue('parameters', next, { shouldDirty: true })
	const isPinned = (row: Row, index: number) => index < pinned.size && pinned.has(row.name)
	const own = rows.map((row, index) => ({ row, index })).filter(({ row, index }) => !isPinned(row, index))
	return (
		<fieldset>
			<legend className="mb-1.5 text-12 font-medium text-text-2">{t('output.parameters')}</legend>
			<div className="space-y-3">
				<div className="grid gap-3 desk:grid-cols-2">
					{rows.map((row, index) => {
						const known = isPinned(row, index) ? pinned.get(row.name) : undefined
						if (!known) return null
						const measured = known.unit ? unit(known.unit) : ''
						return (
							<Field
								key={row.name}
								{...form.field(`parameters.${index}.value`)}
								label={known.name ? say(known.name) : row.name}
								hint={limits(known)}
							>
								<NumberWithUnit unit={measured} {...form.register(`parameters.${index}.value`)} />
							</Field>
						)
					})}
				</div>
				{own.map(({ index }) => (
					<OwnRow key={index} form={form} index={index} onRemove={() => set(rows.filter((_row, at) => at !== index))} />
				))}
				<Button size="sm" icon={Plus} onClick={() => set([...rows, EMPTY])}>
					{t('output.addParameter')}
				</Button>
			</div>
		</fieldset>
	)
}

function OwnRow({ form, index, onRemove }: { form: Props['form']; index: number; onRemove: () => void }) {
	const { t } = useTranslation('production')
	const names = ['name', 'value', 'unit', 'min', 'max'] as const
	return (
		<div className="grid grid-cols-2 items-end gap-2 desk:grid-cols-[2fr_1fr_1fr_1fr_1fr_auto]">
			{names.map((name) => (
				<Field key={name} {...form.field(`parameters.${index}.${name}`)} label={t(`output.${name}`)}>
					<TextInput
						inputMode={name === 'name' || name === 'unit' ? 'text' : 'decimal'}
						{...form.register(`parameters.${index}.${name}`)}
					/>
				</Field>
			))}
			<IconButton
				icon={X}
				variant="ghost"
				label={t('output.removeParameter', { number: index + 1 })}
				onClick={onRemove}
			/>
		</div>
	)
}
