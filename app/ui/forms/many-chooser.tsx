import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type ChoiceList, choiceText } from '#app/core/choice.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Combobox } from '#app/ui/forms/combobox.tsx'
import { useNamedChoices } from '#app/ui/forms/use-named-choices.ts'

export interface ManyChooserProps {
	/** What is chosen: the name of the group of boxes, and of the box that finds. */
	readonly label: string
	/** The label is seen already, as the title of a card. */
	readonly labelHidden?: boolean | undefined
	readonly list: ChoiceList
	readonly values: readonly string[]
	readonly onChange: (values: string[]) => void
}

/** Several of a list of any length: boxes to tick where all of it came with the page, else those chosen and a box that finds. */
export function ManyChooser({ label, labelHidden, list, values, onChange }: ManyChooserProps) {
	const { t } = useTranslation('common')
	const { named, remember } = useNamedChoices(list, values)
	const without = (value: string) => values.filter((one) => one !== value)
	const gone = named.filter((one) => !list.all?.some((other) => other.value === one.value))
	return (
		<fieldset className="m-0 min-w-0 p-0">
			<legend className={labelHidden ? 'sr-only' : 'mb-1 text-12 font-medium text-text-2'}>{label}</legend>
			{list.all ? (
				<div className="flex flex-col gap-1.5">
					{[...gone, ...list.all].map((one) => (
						<Checkbox
							key={one.value}
							label={choiceText(one)}
							checked={values.includes(one.value)}
							onChange={(event) => onChange(event.currentTarget.checked ? [...values, one.value] : without(one.value))}
						/>
					))}
				</div>
			) : (
				<div className="flex flex-col gap-2">
					{values.length > 0 && (
						<ul className="flex flex-col gap-1">
							{values.map((value) => {
								const one = named.find((choice) => choice.value === value)
								const name = one ? choiceText(one) : value
								return (
									<li key={value} className="flex items-center justify-between gap-2 rounded-2 bg-surface-2 pl-2.5">
										<span className="min-w-0 wrap-anywhere">{name}</span>
										<IconButton
											icon={X}
											size="sm"
											variant="ghost"
											label={t('choices.remove', { name })}
											onClick={() => onChange(without(value))}
										/>
									</li>
								)
							})}
						</ul>
					)}
					<Combobox
						// Empty again for the next one.
						key={values.length}
						aria-label={label}
						placeholder={t('choices.add')}
						list={list}
						value=""
						onChoose={(value, choice) => {
							if (choice) remember(choice)
							if (value && !values.includes(value)) onChange([...values, value])
						}}
					/>
				</div>
			)}
		</fieldset>
	)
}
