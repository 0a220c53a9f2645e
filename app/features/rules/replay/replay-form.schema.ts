import { z } from 'zod'
import { MOST_DECISIONS } from './replay.model.ts'

/** What a replay is asked for. The candidate is `draft:<id>` or `version:<number>`. */
export const startReplayForm = z
	.object({
		intent: z.literal('start'),
		candidate: z.string().regex(/^(draft:[0-9a-f-]{36}|version:\d{1,6})$/, 'replay.problem.candidate'),
		scope: z.enum(['decisions', 'item']),
		// Only the field of the chosen scope is there.
		last: z.coerce
			.number()
			.int()
			.min(1, 'replay.problem.last')
			.max(MOST_DECISIONS, 'replay.problem.last')
			.default(1_000),
		sku: z.string().trim().max(100).default(''),
	})
	.refine((form) => form.scope !== 'item' || form.sku.length > 0, { path: ['sku'], error: 'replay.problem.sku' })

export const cancelReplayForm = z.object({ intent: z.literal('cancel'), run: z.uuid() })

/** Which version or draft a form's candidate names. */
export function candidateOf(text: string): { draftId: string } | { version: number } {
	const [kind, value = ''] = text.split(':')
	return kind === 'draft' ? { draftId: value } : { version: Number(value) }
}
