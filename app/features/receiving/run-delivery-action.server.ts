import { err, ok, type Result } from '#app/core/result.ts'
import { parseTypedAmount } from '#app/core/typed-amount.ts'
import { codeList } from '#app/features/lots/lots.schema.ts'
import type { IdentityProof } from '#app/platform/auth/prove-identity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DeliveryRefusal } from './answer-delivery.server.ts'
import { cancelDelivery } from './cancel-delivery.server.ts'
import { checkDelivery } from './check-delivery.server.ts'
import { closeDelivery } from './close-delivery.server.ts'
import { countLine } from './count-line.server.ts'
import type { DeliveryAction } from './delivery.schema.ts'
import { holdLine } from './hold-line.server.ts'
import { identifyLine } from './identify-line.server.ts'
import { OVERRIDE_MEANING, overrideLine } from './override-line.server.ts'
import { receiveLine } from './receive-line.server.ts'
import { receivePassedLines } from './receive-passed-lines.server.ts'
import { returnLine } from './return-line.server.ts'

/** What was done, as the screen says it: a key of `done` with its counts. */
export type DeliveryDone = {
	done: 'receiveReleased' | 'receivePassed' | Exclude<DeliveryAction['intent'], 'receive-passed'>
	count?: number
	left?: number
	version?: number
}

/** Intents whose refusal leaves a stored decision behind. */
export const KEEPS_DECISION: ReadonlySet<DeliveryAction['intent']> = new Set(['receive', 'override'])

/**
 * Carries out one button of the receiving screen. `proof` is the signer's, for an override.
 * Errors: those of the use case behind the button.
 */
export async function runDeliveryAction(
	ctx: Context,
	deliveryId: string,
	action: DeliveryAction,
	proof: IdentityProof | null,
): Promise<Result<DeliveryDone, DeliveryRefusal>> {
	switch (action.intent) {
		case 'arrive':
		case 'check': {
			const checked = await checkDelivery(ctx, { deliveryId })
			return answer(checked, (lines) => ({ done: action.intent, version: lines[0]?.decision.version ?? 0 }))
		}
		case 'count':
			return answer(await countLine(ctx, { deliveryId, lineId: action.lineId, ...countOf(action.counted) }), () => ({
				done: 'count',
			}))
		case 'receive':
			return answer(await receiveLine(ctx, { deliveryId, lineId: action.lineId }), ({ released }) => ({
				done: released ? 'receiveReleased' : 'receive',
			}))
		case 'receive-passed':
			return answer(await receivePassedLines(ctx, { deliveryId }), ({ received, left }) => ({
				done: 'receivePassed',
				count: received,
				left,
			}))
		case 'close':
			return answer(await closeDelivery(ctx, { deliveryId }), () => ({ done: 'close' }))
		case 'hold':
			return answer(await holdLine(ctx, { deliveryId, lineId: action.lineId, reason: action.reason }), () => ({
				done: 'hold',
			}))
		case 'return':
			return answer(await returnLine(ctx, { deliveryId, lineId: action.lineId, reason: action.reason }), () => ({
				done: 'return',
			}))
		case 'cancel':
			return answer(await cancelDelivery(ctx, { deliveryId, reason: action.reason }), () => ({ done: 'cancel' }))
		case 'identify': {
			const { lineId, serials = '', manufacturedOn, expiresOn, reason } = action
			return answer(
				await identifyLine(ctx, {
					deliveryId,
					lineId,
					manufacturedOn,
					expiresOn,
					serials: codeList(serials),
					reason,
				}),
				() => ({ done: 'identify' }),
			)
		}
		case 'override': {
			if (!proof) return err({ code: 'proof-invalid' })
			const signature = { proof, meaning: OVERRIDE_MEANING, reason: action.reason }
			return answer(await overrideLine(ctx, { deliveryId, lineId: action.lineId, signature }), () => ({
				done: 'override',
			}))
		}
	}
}

const countOf = (text: string) => {
	const read = parseTypedAmount(text)
	return { counted: read?.value ?? text, unit: read?.unit }
}

const answer = <T>(
	result: Result<T, DeliveryRefusal>,
	done: (value: T) => DeliveryDone,
): Result<DeliveryDone, DeliveryRefusal> => (result.ok ? ok(done(result.value)) : err(result.error))
