import type { Language } from '#app/core/localized.ts'
import { asUnknownRecord, type StepAnswer, takeRecordStep } from '#app/features/workflow/take-record-step.server.ts'
import { stepOrder } from './step-order.server.ts'

/** Takes a step of an order from its page, approves one that needs several people, or takes an approval back. */
export const takeOrderStep = (
	args: { request: Request },
	step: { orderId: string; body: FormData; language: Language },
): Promise<StepAnswer> =>
	takeRecordStep(args, {
		kind: 'order',
		id: step.orderId,
		body: step.body,
		language: step.language,
		can: ['read', 'ProductionOrder'],
		move: async (ctx, asked) => asUnknownRecord(await stepOrder(ctx, { orderId: step.orderId, ...asked })),
	})
