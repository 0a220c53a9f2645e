import { z } from 'zod'

/*
 * How rule sets and workflows are named and answered by calls: they are drafted, approved and published alike.
 */

export const keyParams = z.object({ key: z.string().max(63) })
export const versionParams = keyParams.extend({ n: z.coerce.number().int().positive() })
export const draftParams = keyParams.extend({ id: z.uuid() })

export const versionSchema = z.object({
	id: z.string(),
	key: z.string(),
	version: z.int().nullable(),
	status: z.string(),
	contentHash: z.string(),
	publishedAt: z.string().nullable(),
	retiredAt: z.string().nullable(),
	author: z.string().nullable(),
	approver: z.string().nullable(),
	content: z.record(z.string(), z.unknown()),
})

export const draftSchema = z.object({ id: z.string(), version: z.int(), status: z.string() })
export const publishedSchema = z.object({ id: z.string(), number: z.int(), retired: z.int().nullable() })

export const saveDraftSchema = z.object({
	// Not a record: that would drop `__proto__` without a word, which is refused with its place instead.
	content: z.unknown().meta({ type: 'object', description: 'The definition; it may be unfinished.' }),
	draftId: z.uuid().optional(),
	basedOn: z.int().positive().optional(),
	note: z.string().max(1000).optional(),
})
export type SaveDraftBody = z.output<typeof saveDraftSchema>

export const noteSchema = z.object({ note: z.string().max(1000).optional() })
