import type { z } from 'zod'
import { type IssueWords, issueText } from '#app/core/issue-text.ts'

/** An action's answer that refuses a form, its texts in the reader's language. */
export type Refusal = { ok: false; fieldErrors?: Record<string, string>; formError?: string }

/**
 * The refusal for what a form's schema found: the first message of each field, by its dotted name. Messages that are keys
 * of the feature's texts are translated, with their detail behind a bar (`form.tooLong|40`); others stay as they are.
 */
export function formRefusal(error: z.ZodError, translate: IssueWords): Refusal {
	const fieldErrors: Record<string, string> = {}
	for (const issue of error.issues) {
		const name = issue.path.join('.')
		fieldErrors[name] ??= issueText(issue.message, translate)
	}
	return { ok: false, fieldErrors }
}

/** A refusal that belongs to one field. */
export const fieldRefusal = (field: string, message: string): Refusal => ({
	ok: false,
	fieldErrors: { [field]: message },
})

/** A refusal that belongs to the whole form. */
export const wholeRefusal = (formError: string): Refusal => ({ ok: false, formError })
