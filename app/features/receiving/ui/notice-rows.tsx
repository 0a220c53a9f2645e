import { useTranslation } from 'react-i18next'
import { type Choice, hasNoChoice } from '#app/core/choice.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Field, FieldError } from '#app/ui/forms/field.tsx'
import { FindAnother } from '#app/ui/forms/find-another.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useNamedChoices } from '#app/ui/forms/use-named-choices.ts'
import type { ServerForm } from '#app/ui/forms/use-server-form.ts'
import type { AnnounceForm } from '../delivery.schema.ts'
import type { AnnounceableLot, AnnounceableLots, NoticeChoices } from '../notice.queries.server.ts'

export type NoticeRowsProps = {
	form: ServerForm<AnnounceForm, AnnounceForm>
	lots: AnnounceableLots
	/** What could have been ordered; empty where the reader does not say. */
	items: NoticeChoices['items']
}

/** A row of the notice's form. */
export const rowOf = (lotId: string, quantity: string, taken: boolean): AnnounceForm['rows'][number] => ({
	lotId,
	taken,
	quantity,
	orderedItemId: '',
	expectedRevision: '',
})

/** A lot that was found by what was typed, as those that are listed. */
const lotOf = ({ value, code, name, unit, facts }: Choice): AnnounceableLot => ({
	id: value,
	code: code ?? '',
	supplierLot: facts?.supplierLot ?? null,
	sku: facts?.sku ?? '',
	itemName: { en: name, 'zh-CN': name },
	quantity: facts?.quantity ?? '',
	unit: unit ?? '',
	expiresOn: facts?.expiresOn ?? null,
})

/** The lots that can be announced, each with a box and its quantity. */
export function NoticeRows({ form, lots: { lots, all, found }, items }: NoticeRowsProps) {
	const { t } = useTranslation('receiving')
	const { say, quantity, unit, date, number } = useReader()
	const values = form.watch('rows')
	const taken = values.filter((row) => row.taken).length
	const error = form.field('rows').error
	const others = values.flatMap(({ lotId }) => (lots.some((lot) => lot.id === lotId) ? [] : [lotId]))
	const { named, remember } = useNamedChoices(found, others)
	const known = new Map([...named.map(lotOf), ...lots].map((lot) => [lot.id, lot]))
	const rows = values.flatMap(({ lotId }, index) => {
		const lot = known.get(lotId)
		return lot ? [{ lot, index }] : []
	})
	const add = (choice: Choice | null) => {
		if (!choice || known.has(choice.value)) return
		remember(choice)
		const row = rowOf(choice.value, choice.facts?.quantity ?? '', true)
		form.setValue('rows', [...values, row], { shouldDirty: true })
	}
	const labelled = (label: string, code: string) => <span className="sr-only">{`${label} ${code}`}</span>
	return (
		<>
			{error && (
				<div className="px-4 pt-3" id="rows">
					<FieldError>{error}</FieldError>
				</div>
			)}
			{all > lots.length && (
				<FindAnother
					key={values.length}
					said={t('new.listed', { shown: number(lots.length), all: number(all) })}
					label={t('new.addLot')}
					list={found}
					onAdd={add}
				/>
			)}
			<DataTable
				caption={t('new.lots')}
				rows={rows}
				rowKey={({ lot }) => lot.id}
				columns={[
					{
						key: 'lot',
						header: t('new.lot'),
						role: 'key',
						cell: ({ lot, index }) => (
							<div className="flex items-start gap-1">
								<Checkbox
									label={t('new.take', { lot: lot.code })}
									labelHidden
									{...form.register(`rows.${index}.taken`)}
								/>
								<span>
									<span className="font-mono">{lot.code}</span>
									<CellSub>
										{say(lot.itemName)}
										{lot.supplierLot && ` · ${lot.supplierLot}`}
										{lot.expiresOn && ` · ${t('new.expires', { date: date(lot.expiresOn) })}`}
									</CellSub>
								</span>
							</div>
						),
					},
					{
						key: 'quantity',
						header: t('new.quantity'),
						className: 'w-52',
						cell: ({ lot, index }) => (
							<Field
								{...form.field(`rows.${index}.quantity`)}
								label={labelled(t('new.quantity'), lot.code)}
								hint={t('new.whole', { quantity: quantity({ value: lot.quantity, unit: lot.unit }) })}
								className="[&>div:first-child]:hidden"
							>
								<NumberWithUnit
									unit={unit(lot.unit)}
									otherUnits
									aria-label={`${t('new.quantity')} ${lot.code}`}
									{...form.register(`rows.${index}.quantity`)}
								/>
							</Field>
						),
					},
					...(!hasNoChoice(items)
						? [
								{
									key: 'ordered',
									header: t('new.ordered'),
									className: 'w-56',
									cell: ({ lot, index }: (typeof rows)[number]) => (
										<FormChooser
											compact
											lean
											aria-label={`${t('new.ordered')} ${lot.code}`}
											control={form.control}
											name={`rows.${index}.orderedItemId`}
											list={items}
											placeholder={t('new.orderedSame')}
										/>
									),
								},
								{
									key: 'revision',
									header: t('new.revision'),
									className: 'w-36',
									cell: ({ lot, index }: (typeof rows)[number]) => (
										<TextInput
											mono
											aria-label={`${t('new.revision')} ${lot.code}`}
											{...form.register(`rows.${index}.expectedRevision`)}
										/>
									),
								},
							]
						: []),
				]}
			/>
			<p className="border-t border-line px-4 py-2 text-12 text-text-3" role="status">
				{t('new.chosen', { count: taken })}
			</p>
		</>
	)
}
