import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Select } from '#app/ui/forms/select.tsx'
import type { ConnectionRow } from '../connections.queries.server.ts'

type Props = ComponentPropsWithoutRef<'select'> & { parties: readonly ConnectionRow['party'][]; placeholder: string }

/** One of the partners who can be connected. Takes what `register()` gives. */
export const PartySelect = forwardRef<HTMLSelectElement, Props>(function PartySelect({ parties, ...props }, ref) {
	const { say } = useReader()
	return (
		<Select
			ref={ref}
			{...props}
			options={parties.map((party) => ({ value: party.id, label: `${party.code} · ${say(party.name)}` }))}
		/>
	)
})
