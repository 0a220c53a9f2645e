import type { FieldErrors, FieldValues } from 'react-hook-form'
import type { SummarisedError } from '#app/ui/forms/error-summary.tsx'

/** The errors of react-hook-form as a list with dotted names, in the order of the form's fields. */
export function flattenErrors<Values extends FieldValues>(errors: FieldErrors<Values>): SummarisedError[] {
	return collect(errors, '')
}

function collect(node: unknown, path: string): SummarisedError[] {
	if (typeof node !== 'object' || node === null) return []
	if ('message' in node && typeof node.message === 'string' && 'type' in node) {
		return node.message ? [{ ...(path.startsWith('root') ? {} : { name: path }), message: node.message }] : []
	}
	return Object.entries(node).flatMap(([key, child]) =>
		key === 'ref' ? [] : collect(child, path ? `${path}.${key}` : key),
	)
}

/** Fields whose message another field has too, so that only the field's label tells them apart. */
export const namesOfTwins = (errors: readonly SummarisedError[]): string[] =>
	errors.flatMap(({ name, message }) =>
		name && errors.some((other) => other.name !== name && other.message === message) ? [name] : [],
	)
