import type { LocalizedText } from '#app/core/localized.ts'
import type { KnownNames } from '../../problem.model.ts'
import { roleNames } from '../../refusal-messages.ts'

type Choice = { value: string; label: string }

/** The roles to choose from by name, the tenant's own too; what is chosen stays in the list when it is retired. */
export function roleChoices(
	known: KnownNames,
	chosen: readonly string[],
	say: (text: LocalizedText) => string,
): Choice[] {
	const keys = [...new Set([...known.roles, ...chosen])]
	return roleNames(keys, known.roleTitles).map((title, index) => ({ value: keys[index] as string, label: say(title) }))
}

/** The people to choose from by name, as recipients. */
export const personChoices = (known: KnownNames): Choice[] =>
	Object.entries(known.people ?? {}).map(([id, name]) => ({ value: `person:${id}`, label: name }))
