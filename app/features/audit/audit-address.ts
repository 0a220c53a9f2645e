import { z } from 'zod'
import { listAddress } from '#app/ui/data/list-address.ts'
import { auditFilterSchema } from './audit.schema.ts'

/** The address of the explorer: a filter, the entry that is open, and where the page begins. */
export const auditSearchSchema = z.object({
	...auditFilterSchema.shape,
	entry: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional().catch(undefined),
	cursor: z
		.string()
		.regex(/^\d{1,15}$/)
		.optional()
		.catch(undefined),
})

/** A filter from an address; parts that are not as they must be are left out. */
export function readAuditFilter(params: URLSearchParams): z.infer<typeof auditFilterSchema> {
	const given = Object.fromEntries([...params].filter(([name]) => name in auditFilterSchema.shape))
	const parsed = auditFilterSchema.safeParse(given)
	if (parsed.success) return parsed.data
	for (const issue of parsed.error.issues) delete given[String(issue.path[0])]
	return auditFilterSchema.parse(given)
}

/** The same address with these parts; null takes one away. The page begins anew unless a cursor is among them. */
export function auditAddress(search: URLSearchParams, changes: Record<string, string | null>): string {
	const place = 'entry' in changes ? { cursor: search.get('cursor') } : 'cursor' in changes ? {} : { entry: null }
	return `/audit${listAddress(search, { ...place, ...changes })}`
}
