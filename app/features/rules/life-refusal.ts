import type { FormRefusal } from '#app/ui/forms/server-errors.ts'

/** The field of a dialog that a refusal is about. */
const FIELDS: Readonly<Record<string, string>> = {
	'not-future': 'effectiveFrom',
	'unknown-place': 'skus',
	'scope-empty': 'skus',
	'reason-missing': 'reason',
}

/** A refused step of a rule set or workflow: beside the field that it is about, else over the whole form. */
export function lifeRefusal(code: string, text: string): FormRefusal {
	const field = FIELDS[code]
	return field ? { ok: false, fieldErrors: { [field]: text } } : { ok: false, formError: text }
}
