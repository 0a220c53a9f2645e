import { useMemo, useState } from 'react'
import type { Choice, ChoiceList } from '#app/core/choice.ts'
import { useFoundChoices } from '#app/ui/forms/use-found-choices.ts'

/** Values by name: from what the page sent, what was chosen here (`remember`), or else asked for once. */
export function useNamedChoices<C extends Choice>(list: ChoiceList<C>, values: readonly string[]) {
	const [picked, setPicked] = useState<readonly C[]>([])
	const known = [...picked, ...list.chosen, ...(list.all ?? [])]
	const unknown = values.filter((value) => value !== '' && !known.some((one) => one.value === value))
	const asked = useFoundChoices<C>(
		unknown.length > 0 ? `${list.from}${new URLSearchParams(unknown.map((value) => ['chosen', value]))}` : null,
	)
	const found = asked.value && asked.value !== 'logged-out' ? asked.value.options : []
	const named = values.flatMap((value) => [...known, ...found].find((one) => one.value === value) ?? [])
	return { named, remember: (choice: C) => setPicked((before) => [...before, choice]) }
}

/** One value by name, with all that is known of it; null while it is not known. */
export function useNamedChoice<C extends Choice>(list: ChoiceList<C>, value: string): C | null {
	return useNamedChoices(list, [value]).named[0] ?? null
}

/**
 * A list that hangs on what was chosen before, fetched from its address: whole where it is short. Null while there is nothing
 * to fetch, or it has not come.
 */
export function useLaterChoices(from: string | null): ChoiceList | null {
	const asked = useFoundChoices(from === null ? null : `${from}q=`)
	const found = asked.state === 'done' && asked.value !== 'logged-out' ? asked.value : undefined
	return useMemo(
		() =>
			from !== null && found
				? { from, all: found.total > found.options.length ? null : found.options, chosen: [] }
				: null,
		[from, found],
	)
}
