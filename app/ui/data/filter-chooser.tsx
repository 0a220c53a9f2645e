import { useNavigate } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { type ChoiceList, choiceText, hasNoChoice } from '#app/core/choice.ts'
import { ActiveFilter, FilterMenu } from '#app/ui/data/filter.tsx'
import { Combobox } from '#app/ui/forms/combobox.tsx'

export interface FilterChooserProps {
	/** What it narrows: "Item". */
	readonly label: string
	readonly list: ChoiceList
	/** What is on; named by the list's `chosen`. */
	readonly values: readonly string[]
	/** The same page with these on. */
	readonly hrefOf: (values: readonly string[]) => string
	/** Several may be on. */
	readonly multiple?: boolean | undefined
}

/** A filter by records: a menu where all of them came with the page, else a box that finds, and what is on beside it. */
export function FilterChooser({ label, list, values, hrefOf, multiple }: FilterChooserProps) {
	const { t } = useTranslation('common')
	const navigate = useNavigate()
	const nameOf = (value: string) => [...list.chosen, ...(list.all ?? [])].find((one) => one.value === value)?.name
	if (hasNoChoice(list) && values.length === 0) return null
	const toggled = (value: string) =>
		values.includes(value) ? values.filter((one) => one !== value) : multiple ? [...values, value] : [value]
	if (list.all) {
		const [first = ''] = values
		return (
			<FilterMenu
				label={label}
				multiple={multiple}
				value={values.length === 0 ? undefined : values.length === 1 ? (nameOf(first) ?? first) : String(values.length)}
				items={[
					...(multiple ? [] : [{ label: t('any'), to: hrefOf([]), chosen: values.length === 0 }]),
					...list.all.map((one) => ({
						label: choiceText(one),
						to: hrefOf(toggled(one.value)),
						chosen: values.includes(one.value),
					})),
				]}
			/>
		)
	}
	return (
		<>
			<Combobox
				key={values.join()}
				compact
				aria-label={label}
				placeholder={t('choices.filter', { name: label })}
				className="w-52 max-desk:w-full"
				list={list}
				value=""
				onChoose={(value) => value && navigate(hrefOf(toggled(value)), { preventScrollReset: true })}
			/>
			{values.map((value) => (
				<ActiveFilter
					key={value}
					label={label}
					value={nameOf(value) ?? value}
					clearHref={hrefOf(values.filter((one) => one !== value))}
				/>
			))}
		</>
	)
}
