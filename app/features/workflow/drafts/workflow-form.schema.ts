import { z } from 'zod'
import {
	publishForm,
	rollBackForm,
	sendBackForm,
	submitForm,
	takeOverForm,
	withdrawForm,
} from '#app/features/rules/rule-set-form.schema.ts'

/** The designer: the whole document as text. `basedOn` is empty for a workflow that was never published. */
export const saveForm = z.object({
	intent: z.literal('save'),
	draftId: z.string().max(40),
	version: z.string().max(12),
	basedOn: z.coerce.number().int().nonnegative(),
	content: z.string().max(1_000_000, 'problem.tooLong'),
})

/** Every step of a workflow's page by its `intent`. */
export const workflowForm = z.discriminatedUnion('intent', [
	submitForm,
	sendBackForm,
	withdrawForm,
	rollBackForm,
	publishForm,
	saveForm,
	takeOverForm,
])
