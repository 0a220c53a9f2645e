import type { Choice, ChoiceList } from '#app/core/choice.ts'
import { Combobox } from '#app/ui/forms/combobox.tsx'

type Props = {
	/** How many of how many are listed below, in words. */
	said: string
	/** What can be added: "Find and add another lot". */
	label: string
	list: ChoiceList
	onAdd: (choice: Choice | null) => void
}

/** Above a list that has not all there is: says so, and finds any other on the server. Give it a new key after each that was added. */
export function FindAnother({ said, label, list, onAdd }: Props) {
	return (
		<div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3">
			<p className="min-w-60 flex-1 text-text-2">{said}</p>
			<Combobox
				className="w-80 max-desk:w-full"
				aria-label={label}
				placeholder={label}
				list={list}
				value=""
				onChoose={(_value, choice) => onAdd(choice)}
			/>
		</div>
	)
}
