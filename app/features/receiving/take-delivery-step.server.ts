import type { Language } from '#app/core/localized.ts'
import { asUnknownRecord, type StepAnswer, takeRecordStep } from '#app/features/workflow/take-record-step.server.ts'
import { stepDelivery } from './step-delivery.server.ts'

/** Takes a step of a whole delivery from its page, approves one that needs several people, or takes an approval back. */
export const takeDeliveryStep = (
	args: { request: Request },
	step: { deliveryId: string; body: FormData; language: Language },
): Promise<StepAnswer> =>
	takeRecordStep(args, {
		kind: 'delivery',
		id: step.deliveryId,
		body: step.body,
		language: step.language,
		can: ['read', 'Delivery'],
		move: async (ctx, asked) => asUnknownRecord(await stepDelivery(ctx, { deliveryId: step.deliveryId, ...asked })),
	})
