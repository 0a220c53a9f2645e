import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'

/** A step of a record from its page. Fields of the step's form come beside, as `field.<name>`. */
export const stepForm = z.object({
	intent: z.literal('transition'),
	transition: z.string().max(60),
	version: z.coerce.number().int(),
	reason: z.string().trim().max(2_000).optional(),
	password: z.string().max(200).optional(),
	code: z.string().max(10).optional(),
	/** The person in whose name it is done; empty: the signed-in person's own. */
	inNameOf: z.union([z.uuid(), z.literal('')]).optional(),
})

/** An approval that its giver takes back. */
export const withdrawForm = z.object({
	intent: z.literal('withdraw-approval'),
	approvalId: z.uuid(),
	reason: z.string().trim().min(LEAST_REASON, { error: 'approvals.reasonMissing' }).max(2_000),
})

const STEP_INTENTS: ReadonlySet<unknown> = new Set(['transition', 'withdraw-approval'])

/** Whether a form comes from the dialogs of the workflow, and not from a page's own buttons and cards. */
export const isStepOfRecord = (body: FormData): boolean => STEP_INTENTS.has(body.get('intent'))

const FIELD = /^field\.([A-Za-z][\w.]{0,59})$/

/** What was typed for the fields of a step. */
export function fieldsOf(body: FormData): Record<string, string> {
	const fields: Record<string, string> = {}
	for (const [name, value] of body) {
		const [, field] = FIELD.exec(name) ?? []
		if (field && typeof value === 'string') fields[field] = value.trim()
	}
	return fields
}
