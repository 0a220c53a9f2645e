import { type FocusEvent, forwardRef, type Ref, useMemo, useState } from 'react'
import { type Choice, choiceText } from '#app/core/choice.ts'
import { Combobox, type ComboboxProps } from '#app/ui/forms/combobox.tsx'
import { Select } from '#app/ui/forms/select.tsx'

export interface ChooserProps<C extends Choice = Choice>
	extends Omit<ComboboxProps<C>, 'value' | 'onChoose' | 'onBlur' | 'more'> {
	/** Without it the chooser keeps its own value, from `defaultValue` on. */
	readonly value?: string | undefined
	readonly defaultValue?: string | undefined
	readonly onChoose?: ((value: string, choice: C | null) => void) | undefined
	readonly onBlur?: ((event: FocusEvent) => void) | undefined
	/** Further choices that are no records, behind the others. */
	readonly more?: readonly { value: string; label: string }[] | undefined
	/** Among hundreds of its kind; see `Select`. */
	readonly lean?: boolean | undefined
}

type Chosen = HTMLInputElement | HTMLSelectElement

/** One record of a list of any length: a plain select where all of it came with the page, else a box that finds as one types. */
export const Chooser = forwardRef<Chosen, ChooserProps>(function Chooser(
	{ list, value: given, defaultValue = '', onChoose, more, lean, ...props },
	ref,
) {
	const [kept, setKept] = useState(defaultValue)
	const value = given ?? kept
	const choose = (next: string, choice: Choice | null) => {
		setKept(next)
		onChoose?.(next, choice)
	}
	const extra = useMemo(
		() => (more ?? []).map((one) => ({ value: one.value, code: null, name: one.label, detail: null, unit: null })),
		[more],
	)
	if (list.all === null) {
		return (
			<Combobox
				ref={ref as Ref<HTMLInputElement>}
				{...props}
				list={extra.length > 0 ? { ...list, chosen: [...list.chosen, ...extra] } : list}
				more={extra}
				value={value}
				onChoose={choose}
			/>
		)
	}
	// What is chosen and can no longer be is still named.
	const gone = list.chosen.filter((one) => one.value === value && !list.all?.some((other) => other.value === value))
	const options = [...gone, ...list.all, ...extra]
	return (
		<Select
			ref={ref as Ref<HTMLSelectElement>}
			{...props}
			lean={lean}
			value={value}
			placeholder={props.placeholder ?? ''}
			onChange={({ currentTarget: { value: next } }) => choose(next, options.find((one) => one.value === next) ?? null)}
			options={options.map((one) => ({ value: one.value, label: choiceText(one) }))}
		/>
	)
})
