import { Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Choice, onlyChoice } from '#app/core/choice.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldError, FieldGrid } from '#app/ui/forms/field.tsx'
import { FindAnother } from '#app/ui/forms/find-another.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useNamedChoices } from '#app/ui/forms/use-named-choices.ts'
import { type ServerForm, useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import type { ShipmentChoices, ShippableLot, ShippableLots } from '../shipping.queries.server.ts'
import { shipmentFormSchema, type ShipmentForm as Values } from '../shipping.schema.ts'

export type ShipmentFormProps = { choices: ShipmentChoices; lots: ShippableLots }

/** Who gets it, from where, and which lots. */
export function ShipmentForm({ choices, lots }: ShipmentFormProps) {
	const { t } = useTranslation(['shipping', 'common'])
	const form = useServerForm({
		schema: shipmentFormSchema,
		encoding: 'json',
		draftKey: 'shipment',
		defaultValues: {
			partyId: '',
			siteId: onlyChoice(choices.sites),
			expectedOn: '',
			reference: '',
			carrier: '',
			rows: lots.lots.map((lot) => ({ lotId: lot.id, taken: false, quantity: lot.onHand })),
		} satisfies Values,
		translate: (message) => t(message as 'errors.choose'),
	})
	return (
		<form {...form.formProps}>
			<Stack>
				<ErrorSummary {...form.summary} />
				<Card title={t('new.head')}>
					<FieldGrid>
						<Field {...form.field('partyId')} label={t('new.customer')} required>
							<FormChooser
								control={form.control}
								name="partyId"
								list={choices.customers}
								placeholder={t('new.chooseCustomer')}
							/>
						</Field>
						<Field {...form.field('siteId')} label={t('new.site')} required>
							<FormChooser
								control={form.control}
								name="siteId"
								list={choices.sites}
								placeholder={t('new.chooseSite')}
							/>
						</Field>
						<Field {...form.field('reference')} label={t('new.reference')}>
							<TextInput mono {...form.register('reference')} />
						</Field>
						<Field {...form.field('expectedOn')} label={t('new.expectedOn')}>
							<DateInput {...form.register('expectedOn')} />
						</Field>
						<Field {...form.field('carrier')} label={t('new.carrier')}>
							<TextInput {...form.register('carrier')} />
						</Field>
					</FieldGrid>
				</Card>
				<LotRows form={form} lots={lots} />
				<FormActions note={t('common:requiredNote')}>
					<Button type="submit" variant="primary" icon={Send} busy={form.busy}>
						{t('new.submit')}
					</Button>
					<ButtonLink to="/shipments">{t('common:cancel')}</ButtonLink>
				</FormActions>
			</Stack>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

/** A lot that was found by what was typed, as those that are listed. */
const lotOf = ({ value, code, name, unit, facts }: Choice): ShippableLot => ({
	id: value,
	code: code ?? '',
	sku: facts?.sku ?? '',
	itemName: { en: name, 'zh-CN': name },
	onHand: facts?.quantity ?? '',
	unit: unit ?? '',
	expiresOn: facts?.expiresOn ?? null,
})

function LotRows({ form, lots: { lots, all, found } }: { form: ServerForm<Values, Values>; lots: ShippableLots }) {
	const { t } = useTranslation('shipping')
	const { say, quantity, unit, date, number } = useReader()
	const [text, setText] = useState('')
	const values = form.watch('rows')
	const error = form.field('rows').error
	const wanted = text.trim().toLowerCase()
	const fits = (lot: ShippableLot) =>
		[lot.code, lot.sku, say(lot.itemName)].some((word) => word.toLowerCase().includes(wanted))
	const others = values.flatMap(({ lotId }) => (lots.some((lot) => lot.id === lotId) ? [] : [lotId]))
	const { named, remember } = useNamedChoices(found, others)
	const known = new Map([...named.map(lotOf), ...lots].map((lot) => [lot.id, lot]))
	// What is chosen stays in sight, whatever is looked for.
	const rows = values.flatMap(({ lotId, taken }, index) => {
		const lot = known.get(lotId)
		return lot && (taken || fits(lot)) ? [{ lot, index }] : []
	})
	const add = (choice: Choice | null) => {
		if (!choice || known.has(choice.value)) return
		remember(choice)
		const row = { lotId: choice.value, taken: true, quantity: choice.facts?.quantity ?? '' }
		form.setValue('rows', [...values, row], { shouldDirty: true })
	}
	return (
		<Card
			title={t('new.lots')}
			sub={t('new.otherUnits')}
			padding="flush"
			actions={
				<TextInput
					type="search"
					aria-label={t('new.search')}
					placeholder={t('new.search')}
					value={text}
					onChange={(event) => setText(event.currentTarget.value)}
					className="w-56"
				/>
			}
			footer={<span role="status">{t('new.chosen', { count: values.filter((row) => row.taken).length })}</span>}
		>
			{error && (
				<div className="px-4 pt-3">
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
				empty={<p className="p-4 text-text-2">{t('new.noneFound', { text })}</p>}
				columns={[
					{
						key: 'lot',
						header: t('new.lot'),
						role: 'key',
						cell: ({ lot, index }) => (
							<div className="flex items-start gap-2">
								<Checkbox
									label={t('new.take', { lot: lot.code })}
									labelHidden
									{...form.register(`rows.${index}.taken`)}
								/>
								<span>
									<span className="font-mono">{lot.code}</span>
									<CellSub>
										{say(lot.itemName)}
										{lot.expiresOn && ` · ${t('new.expires', { date: date(lot.expiresOn) })}`}
									</CellSub>
								</span>
							</div>
						),
					},
					{
						key: 'quantity',
						header: t('new.quantity'),
						className: 'w-64',
						cell: ({ lot, index }) => (
							<Field
								{...form.field(`rows.${index}.quantity`)}
								label={`${t('new.quantity')} ${lot.code}`}
								hint={t('new.onHand', { quantity: quantity({ value: lot.onHand, unit: lot.unit }) })}
								className="[&>div:first-child]:sr-only"
							>
								<NumberWithUnit unit={unit(lot.unit)} otherUnits {...form.register(`rows.${index}.quantity`)} />
							</Field>
						),
					},
				]}
			/>
		</Card>
	)
}
