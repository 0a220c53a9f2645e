import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'

const text = z.string().trim().max(1000, 'problem.tooLong')
const said = text.min(LEAST_REASON, 'problem.reason')
const draft = { draftId: z.uuid(), version: z.coerce.number().int() }

const typed = {
	basedOn: z.coerce.number().int().nonnegative(),
	content: z.string().max(1_000_000, 'problem.tooLong'),
}

/** What the editor asks about as it is typed: the whole document as text, and the number of the version it starts from. */
export const typedForm = z.object(typed)

/** What the editor saves. */
export const editorForm = z.object({
	intent: z.literal('save'),
	draftId: z.string().max(40),
	version: z.string().max(12),
	...typed,
})

/** The document that was sent as text; undefined where that is no JSON. */
export function parseContent(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}

export const submitForm = z.object({ intent: z.literal('submit'), ...draft, note: said })
export const sendBackForm = z.object({ intent: z.literal('send-back'), ...draft, comment: said })
export const withdrawForm = z.object({ intent: z.literal('withdraw'), ...draft })
/** Takes what the portal ships over as a draft. */
export const takeOverForm = z.object({ intent: z.literal('take-over') })
export const rollBackForm = z.object({ intent: z.literal('roll-back'), number: z.coerce.number().int(), reason: said })
export const publishForm = z.object({
	intent: z.literal('publish'),
	...draft,
	reason: said,
	password: z.string().min(1, 'problem.password').max(200),
	code: z.string().max(20).optional(),
})

/** Every step of a rule set's page by its `intent`. */
export const ruleSetForm = z.discriminatedUnion('intent', [
	submitForm,
	sendBackForm,
	withdrawForm,
	rollBackForm,
	publishForm,
	editorForm,
	takeOverForm,
])
