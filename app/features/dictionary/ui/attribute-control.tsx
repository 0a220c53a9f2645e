import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { Attribute } from '../attribute.model.ts'

type Props = {
	attribute: Pick<Attribute, 'type' | 'unit' | 'choices' | 'format' | 'longest' | 'label'>
	name: string
	/** As text: several choices are separated by commas. */
	value: string
	onChange: (value: string) => void
	/** Words of a language other than the reader's, for previews. */
	language?: 'en' | 'zh-CN'
}

/** The right input for an attribute of the dictionary. Stands in a `Field`; its value is text whatever its type. */
export function AttributeControl({ attribute, name, value, onChange, language }: Props) {
	const { t, i18n } = useTranslation('dictionary')
	const reader = useReader()
	const lang = language ?? reader.language
	const words = i18n.getFixedT(reader.language, 'dictionary')
	const plain = { name, value, onChange: (event: { target: { value: string } }) => onChange(event.target.value) }
	switch (attribute.type) {
		case 'integer':
		case 'decimal':
		case 'quantity':
			return attribute.unit ? (
				<NumberWithUnit unit={reader.unit(attribute.unit)} {...plain} />
			) : (
				<TextInput inputMode="decimal" autoComplete="off" {...plain} />
			)
		case 'date':
			return <DateInput {...plain} />
		case 'datetime':
			return <TextInput mono placeholder="2026-11-22T08:00+08:00" {...plain} />
		case 'boolean':
			return (
				<Select
					placeholder={words('control.notKnown')}
					options={[
						{ value: 'true', label: words('control.yes') },
						{ value: 'false', label: words('control.no') },
					]}
					{...plain}
				/>
			)
		case 'enum':
			return (
				<Select
					placeholder={words('control.choose')}
					options={attribute.choices.map((choice) => ({ value: choice.value, label: choice.label[lang] }))}
					{...plain}
				/>
			)
		case 'multi': {
			const chosen = value.split(',').filter(Boolean)
			const toggle = (one: string, on: boolean) =>
				onChange((on ? [...chosen, one] : chosen.filter((each) => each !== one)).join(','))
			return (
				// biome-ignore lint/a11y/useSemanticElements: a fieldset of its own would break the label of the field
				<div role="group" aria-label={attribute.label[lang]} className="flex flex-wrap gap-x-4 gap-y-1 py-1">
					<input type="hidden" name={name} value={value} />
					{attribute.choices.map((choice) => (
						<Checkbox
							key={choice.value}
							label={choice.label[lang]}
							checked={chosen.includes(choice.value)}
							onChange={(event) => toggle(choice.value, event.target.checked)}
						/>
					))}
				</div>
			)
		}
		case 'link':
			return <TextInput type="url" placeholder="https://" autoComplete="off" {...plain} />
		case 'text':
			return (
				<TextInput
					autoComplete="off"
					aria-label={undefined}
					title={attribute.format === 'any' ? undefined : t(`format.${attribute.format}`)}
					{...plain}
				/>
			)
	}
}
