import type { Language } from '#app/core/localized.ts'
import { asUnknownRecord, type StepAnswer, takeRecordStep } from '#app/features/workflow/take-record-step.server.ts'
import { moveDeviation } from './move-deviation.server.ts'

/** Takes a step of a deviation from its page, approves one that needs several people, or takes an approval back. */
export const takeDeviationStep = (
	args: { request: Request },
	step: { deviationId: string; body: FormData; language: Language },
): Promise<StepAnswer> =>
	takeRecordStep(args, {
		kind: 'deviation',
		id: step.deviationId,
		body: step.body,
		language: step.language,
		can: ['read', 'Deviation'],
		move: async (ctx, asked) => asUnknownRecord(await moveDeviation(ctx, { deviationId: step.deviationId, ...asked })),
	})
