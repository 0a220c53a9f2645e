import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'

const word = z.string().trim().min(1)

/** What narrows the decision log; all of it in the address. */
export const decisionFilterSchema = z.object({
	/** A lot's code, or how it begins. */
	lot: word.max(100).optional(),
	ruleSet: word.max(63).optional(),
	version: z.coerce.number().int().positive().optional(),
	outcome: word.max(63).optional(),
	/** `item.kind=component`, or a name alone: decisions in which that fact was missing. */
	fact: z
		.string()
		.trim()
		.regex(/^[A-Za-z_]\w{0,62}(\.[A-Za-z_]\w{0,62}){1,4}(\s*=.{1,200})?$/)
		.optional(),
	since: localDateSchema.optional(),
	until: localDateSchema.optional(),
})
export type DecisionFilter = z.infer<typeof decisionFilterSchema>

/** Where a page begins: after this decision. */
export const decisionCursorSchema = z.uuid().optional().catch(undefined)

/** A filter from an address; parts that are not as they must be are left out. */
export function readDecisionFilter(params: URLSearchParams): DecisionFilter {
	const given: Record<string, string> = {}
	for (const name of Object.keys(decisionFilterSchema.shape)) {
		const value = params.get(name)?.trim()
		if (value) given[name] = value
	}
	const parsed = decisionFilterSchema.safeParse(given)
	if (parsed.success) return parsed.data
	for (const issue of parsed.error.issues) delete given[String(issue.path[0])]
	return decisionFilterSchema.parse(given)
}
