import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { UNITS } from '#app/core/unit-table.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { FactDefinition } from '../../fact-catalog.model.ts'
import { unitLabel } from '../../unit-label.ts'

export type LiteralProps = {
	fact: FactDefinition
	value: unknown
	label: string
	readOnly: boolean
	/** The problem with it, if there is one: the control is marked. */
	invalid?: boolean
	onChange: (value: unknown) => void
}

/** One value, typed by its fact: a number with its unit, a date, one of a list, yes or no, a quantity, a text. */
export function LiteralEditor(props: LiteralProps) {
	switch (props.fact.type) {
		case 'integer':
		case 'decimal':
			return <NumberEditor {...props} />
		case 'date':
			return <DayEditor {...props} />
		case 'boolean':
			return <YesNoEditor {...props} />
		case 'enum':
			return <ChoiceEditor {...props} />
		case 'quantity':
			return <QuantityEditor {...props} />
		case 'text':
			return <TextEditor {...props} />
	}
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/

const marks = ({ invalid, label, readOnly }: LiteralProps) => ({
	'aria-label': label,
	'aria-invalid': invalid || undefined,
	readOnly,
})

/** What is no number yet stays in the document as it is typed, with its problem beside it. */
function NumberEditor(props: LiteralProps) {
	const { fact, value, onChange } = props
	const { language } = useReader()
	const [typed, setTyped] = useState<string | null>(null)
	const read = (text: string): string | number => (DECIMAL.test(text.trim()) ? Number(text) : text)
	const shown = typed !== null && read(typed) === value ? typed : String(value ?? '')
	return (
		<div className={fact.unit ? 'w-32' : 'w-24'}>
			<NumberWithUnit
				{...marks(props)}
				unit={fact.unit ? unitLabel(fact.unit, language, '2') : ''}
				value={shown}
				onChange={(event) => {
					setTyped(event.target.value)
					onChange(read(event.target.value))
				}}
			/>
		</div>
	)
}

function DayEditor(props: LiteralProps) {
	const { value, onChange } = props
	return (
		<DateInput
			{...marks(props)}
			className="w-40!"
			value={typeof value === 'string' ? value : ''}
			onChange={(event) => onChange(event.target.value)}
		/>
	)
}

function YesNoEditor(props: LiteralProps) {
	const { value, onChange, label, readOnly } = props
	const { t } = useTranslation('rules')
	return (
		<Select
			aria-label={label}
			className="w-24"
			disabled={readOnly}
			value={value === true ? 'true' : value === false ? 'false' : ''}
			{...(typeof value === 'boolean' ? {} : { placeholder: t('editor.choose') })}
			options={[
				{ value: 'true', label: t('editor.yes') },
				{ value: 'false', label: t('editor.no') },
			]}
			onChange={(event) => onChange(event.target.value === '' ? '' : event.target.value === 'true')}
		/>
	)
}

function ChoiceEditor(props: LiteralProps) {
	const { fact, value, onChange, label, invalid, readOnly } = props
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const known = fact.values ?? []
	const own = typeof value === 'string' && value !== '' && !known.some((one) => one.value === value) ? [value] : []
	return (
		<Select
			aria-label={label}
			aria-invalid={invalid || undefined}
			className="max-w-56"
			disabled={readOnly}
			value={typeof value === 'string' ? value : ''}
			{...(value === '' ? { placeholder: t('editor.choose') } : {})}
			options={[
				...known.map((one) => ({ value: one.value, label: say(one.label) })),
				...own.map((one) => ({ value: one, label: one })),
			]}
			onChange={(event) => onChange(event.target.value)}
		/>
	)
}

function QuantityEditor(props: LiteralProps) {
	const { value, onChange, label, readOnly, invalid } = props
	const { t } = useTranslation('rules')
	const { language } = useReader()
	const given = typeof value === 'object' && value !== null ? (value as { value?: unknown; unit?: unknown }) : {}
	const unit = typeof given.unit === 'string' ? given.unit : 'KGM'
	const amount = typeof given.value === 'string' ? given.value : ''
	return (
		<span className="inline-flex gap-1">
			<TextInput
				aria-label={label}
				aria-invalid={invalid || undefined}
				inputMode="decimal"
				className="w-24!"
				readOnly={readOnly}
				value={amount}
				onChange={(event) => onChange({ value: event.target.value, unit })}
			/>
			<Select
				aria-label={t('editor.unit')}
				className="w-24"
				disabled={readOnly}
				value={unit}
				options={[
					...UNITS.map(({ code }) => ({ value: code, label: unitLabel(code, language) })),
					...(UNITS.some(({ code }) => code === unit) ? [] : [{ value: unit, label: unit }]),
				]}
				onChange={(event) => onChange({ value: amount, unit: event.target.value })}
			/>
		</span>
	)
}

function TextEditor(props: LiteralProps) {
	const { value, onChange } = props
	return (
		<TextInput
			{...marks(props)}
			className="w-44!"
			value={String(value ?? '')}
			onChange={(event) => onChange(event.target.value)}
		/>
	)
}

/** What a new comparison with this fact begins with: nothing chosen, save where there is no third way. */
export const emptyValue = (fact: FactDefinition): unknown => {
	if (fact.type === 'boolean') return true
	return fact.type === 'quantity' ? { value: '', unit: (fact.example as { unit?: string }).unit ?? 'KGM' } : ''
}
