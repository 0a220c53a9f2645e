import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'

const text = (most: number) => z.string().trim().max(most)

/** A version of a procedure, as its form sends it. */
export const procedureForm = z.object({
	code: z
		.string()
		.trim()
		.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, { error: 'problem.code' }),
	titleEn: text(200).min(1, { error: 'problem.title' }),
	titleZh: text(200).min(1, { error: 'problem.title' }),
	textEn: text(20_000).min(1, { error: 'problem.text' }),
	textZh: text(20_000).min(1, { error: 'problem.text' }),
	documentId: z.union([z.uuid(), z.literal('')]).optional(),
	changes: text(2_000).min(3, { error: 'problem.changes' }),
	acknowledgeBy: z.union([z.iso.date(), z.literal('')], { error: 'problem.date' }).optional(),
})

/** "I have read it": signed with one's own password. */
export const acknowledgeForm = z.object({
	intent: z.literal('acknowledge'),
	versionId: z.uuid(),
	reason: text(2_000).min(LEAST_REASON, { error: 'problem.reason' }),
	password: z.string().max(200).min(1, { error: 'problem.password' }),
	code: z.string().max(10).optional(),
})

/** Training that an admin saw, recorded for somebody. */
export const recordTrainingForm = z.object({
	intent: z.literal('record'),
	versionId: z.uuid(),
	accountId: z.uuid({ error: 'problem.person' }),
	validUntil: z.union([z.iso.date(), z.literal('')], { error: 'problem.date' }).optional(),
	note: text(2_000).min(LEAST_REASON, { error: 'problem.reason' }),
})
