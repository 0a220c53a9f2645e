import { forwardRef } from 'react'

type Props = {
	label: string
	/** What the file says. */
	onText: (text: string) => void
}

/** Where a version is read from a JSON file; opened by the entry of a menu. */
export const FileInput = forwardRef<HTMLInputElement, Props>(function FileInput({ label, onText }, ref) {
	return (
		<input
			ref={ref}
			type="file"
			accept="application/json,.json"
			className="hidden"
			aria-label={label}
			onChange={async (event) => {
				const chosen = event.target.files?.[0]
				event.target.value = ''
				if (chosen) onText(await chosen.text())
			}}
		/>
	)
})
