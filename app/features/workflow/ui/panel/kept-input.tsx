import { type ReactNode, useEffect, useState } from 'react'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'

type Props = {
	label: ReactNode
	value: string
	/** Takes the text over, or answers why not. */
	onKeep: (text: string) => string | null
	readOnly: boolean
	mono?: boolean
	hint?: ReactNode
	/** Suggestions to choose from. */
	list?: readonly string[]
	className?: string
}

/** One line that goes into the document when it is left or Enter is pressed; until it fits it stays here and says why. */
export function KeptInput({ label, value, onKeep, readOnly, mono = false, hint, list, className }: Props) {
	const [typed, setTyped] = useState(value)
	const [refused, setRefused] = useState<string | null>(null)
	const listId = list ? `list-${String(label).replace(/\W+/g, '-')}` : undefined
	useEffect(() => {
		setTyped(value)
		setRefused(null)
	}, [value])
	const keep = () => {
		if (typed === value) return setRefused(null)
		setRefused(onKeep(typed.trim()))
	}
	return (
		<Field label={label} hint={hint} error={refused ?? undefined} {...(className ? { className } : {})}>
			<TextInput
				mono={mono}
				readOnly={readOnly}
				value={typed}
				list={listId}
				onChange={(event) => setTyped(event.target.value)}
				onBlur={keep}
				onKeyDown={(event) => {
					if (event.key === 'Enter') {
						event.preventDefault()
						keep()
					}
				}}
			/>
			{list && (
				<datalist id={listId}>
					{list.map((one) => (
						<option key={one} value={one} />
					))}
				</datalist>
			)}
		</Field>
	)
}
