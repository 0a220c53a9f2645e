import { useNavigate } from '@remix-run/react'
import { SlidersHorizontal } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ActiveFilter } from '#app/ui/data/filter.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { attributeParam, endsOf, rangeText } from '../attribute-filter.model.ts'
import type { ListedAttribute } from '../listed-attributes.queries.server.ts'

type Props = {
	attributes: readonly ListedAttribute[]
	/** What is asked now, as typed, by key. */
	asked: Readonly<Record<string, string>>
	search: URLSearchParams
}

/** What narrows the list by the tenant's own attributes: a window to choose in, and each that is on beside it. */
export function AttributeFilters({ attributes, asked, search }: Props) {
	const { t } = useTranslation('dictionary')
	const { say } = useReader()
	const [open, setOpen] = useState(false)
	const navigate = useNavigate()
	const shown = attributes.filter((one) => one.deprecatedOn === null || Object.hasOwn(asked, one.key))
	const apply = (values: Readonly<Record<string, string>>) => {
		setOpen(false)
		const changes = Object.fromEntries(shown.map(({ key }) => [attributeParam(key), values[key] ?? null]))
		navigate(listAddress(search, changes), { preventScrollReset: true })
	}
	return (
		<>
			<Button size="sm" icon={SlidersHorizontal} onClick={() => setOpen(true)}>
				{t('filter.open')}
			</Button>
			{attributes.flatMap((one) => {
				const text = asked[one.key]
				return text === undefined ? (
					[]
				) : (
					<ActiveFilter
						key={one.key}
						label={say(one.label)}
						value={inWords(one, text, say, t)}
						clearHref={listAddress(search, { [attributeParam(one.key)]: null })}
					/>
				)
			})}
			<Dialog open={open} onOpenChange={setOpen} title={t('filter.title')} description={t('filter.text')} width="lg">
				<FilterForm attributes={shown} asked={asked} onApply={apply} />
			</Dialog>
		</>
	)
}

type Say = ReturnType<typeof useReader>['say']

/** What is asked of an attribute as its filter says it. */
function inWords(attribute: ListedAttribute, text: string, say: Say, t: (key: 'control.yes' | 'control.no') => string) {
	if (attribute.type === 'boolean') return t(text === 'true' ? 'control.yes' : 'control.no')
	if (attribute.choices.length === 0) return text.replace('..', ' … ')
	const asked = text.toLowerCase().split(',')
	return attribute.choices
		.filter((choice) => asked.includes(choice.value.toLowerCase()))
		.map((choice) => say(choice.label))
		.join(' / ')
}

function FilterForm({
	attributes,
	asked,
	onApply,
}: Omit<Props, 'search'> & { onApply: (values: Readonly<Record<string, string>>) => void }) {
	const { t } = useTranslation('dictionary')
	const [typed, setTyped] = useState(asked)
	const submit = (event: FormEvent) => {
		event.preventDefault()
		onApply(typed)
	}
	return (
		<form onSubmit={submit} className="flex flex-col gap-4">
			<FieldGrid>
				{attributes.map((attribute) => (
					<FilterField
						key={attribute.key}
						attribute={attribute}
						value={typed[attribute.key] ?? ''}
						onChange={(value) => setTyped((before) => ({ ...before, [attribute.key]: value }))}
					/>
				))}
			</FieldGrid>
			<DialogFooter flush>
				<Button onClick={() => onApply({})}>{t('filter.clear')}</Button>
				<Button type="submit" variant="primary">
					{t('filter.apply')}
				</Button>
			</DialogFooter>
		</form>
	)
}

type FieldProps = { attribute: ListedAttribute; value: string; onChange: (value: string) => void }

function FilterField(props: FieldProps) {
	const { say } = useReader()
	const { attribute, value, onChange } = props
	const label = say(attribute.label)
	switch (attribute.type) {
		case 'enum':
		case 'multi':
		case 'boolean':
			return <ChoicesField {...props} />
		case 'integer':
		case 'decimal':
		case 'quantity':
		case 'date':
		case 'datetime':
			return <RangeField {...props} />
		default:
			return (
				<Field label={label}>
					<TextInput autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} />
				</Field>
			)
	}
}

function ChoicesField({ attribute, value, onChange }: FieldProps) {
	const { t } = useTranslation('dictionary')
	const { say } = useReader()
	const on = value.toLowerCase().split(',').filter(Boolean)
	const choices =
		attribute.type === 'boolean'
			? [
					{ value: 'true', text: t('control.yes') },
					{ value: 'false', text: t('control.no') },
				]
			: attribute.choices.map((choice) => ({ value: choice.value.toLowerCase(), text: say(choice.label) }))
	return (
		<fieldset className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
			<legend className="mb-1 text-12 font-medium text-text-2">{say(attribute.label)}</legend>
			{choices.map((choice) => (
				<Checkbox
					key={choice.value}
					label={choice.text}
					checked={on.includes(choice.value)}
					onChange={(event) =>
						onChange(
							(event.target.checked ? [...on, choice.value] : on.filter((one) => one !== choice.value)).join(','),
						)
					}
				/>
			))}
		</fieldset>
	)
}

/** Two ends of a range: numbers in the attribute's unit, or days. */
function RangeField({ attribute, value, onChange }: FieldProps) {
	const { t } = useTranslation('dictionary')
	const { say, unit } = useReader()
	const name = say(attribute.label)
	const [[least, most], setEnds] = useState(() => endsOf(value))
	const change = (from: string, to: string) => {
		setEnds([from, to])
		onChange(rangeText(from, to))
	}
	const isDay = attribute.type === 'date' || attribute.type === 'datetime'
	const input = (text: string, onType: (text: string) => void) => {
		const props = { value: text, onChange: (event: { target: { value: string } }) => onType(event.target.value) }
		if (isDay) return <DateInput {...props} />
		return attribute.unit ? (
			<NumberWithUnit unit={unit(attribute.unit)} {...props} />
		) : (
			<TextInput inputMode="decimal" autoComplete="off" {...props} />
		)
	}
	return (
		<div className="grid min-w-0 grid-cols-2 gap-2">
			<Field label={t('filter.from', { name })}>{input(least, (text) => change(text, most))}</Field>
			<Field label={t('filter.to', { name })}>{input(most, (text) => change(least, text))}</Field>
		</div>
	)
}
