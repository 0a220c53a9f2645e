import type { z } from 'zod'
import type { Quantity } from '#app/core/quantity.ts'
import { parseTypedAmount, readTypedAmount } from '#app/core/typed-amount.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import { type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type LineVerdict, orderRefusal, verdictOf } from './answer-order.server.ts'
import { cancelOrder } from './cancel-order.server.ts'
import { checkAtLine } from './check-at-line.server.ts'
import { completeOrder } from './complete-order.server.ts'
import { pauseOrder, resumeOrder } from './pause-order.server.ts'
import type { orderActionSchema } from './production.schema.ts'
import { recordByProduct } from './record-by-product.server.ts'
import { recordConsumption } from './record-consumption.server.ts'
import { recordReadings } from './record-readings.server.ts'
import { setLine } from './set-line.server.ts'
import { startOrder } from './start-order.server.ts'

export type OrderAction = z.infer<typeof orderActionSchema>

/** What a button of an order's page came to. */
export type OrderAnswer =
	| {
			ok: true
			intent: 'start' | 'complete' | 'cancel' | 'pause' | 'resume' | 'reading' | 'byproduct' | 'line'
			lot: string
	  }
	/** A lot that may be used, and how much of it to begin with. */
	| { ok: true; intent: 'scan'; verdict: LineVerdict; onHand: Quantity; suggested: Quantity }
	| { ok: true; intent: 'consume'; lot: string; quantity: Quantity }
	/** A lot that is stopped. */
	| { ok: false; intent: 'scan' | 'consume'; verdict: LineVerdict }
	| ({ ok: false; intent: OrderAction['intent']; problem: string } & Omit<Refusal, 'ok'>)

/** Intents whose refusal leaves a stored decision behind: on a lot that is used, or on the order by the guards of a step. */
export const KEEPS_DECISION: ReadonlySet<OrderAction['intent']> = new Set([
	'scan',
	'consume',
	'start',
	'pause',
	'resume',
	'complete',
	'cancel',
])

/** Carries out one button of an order's page and says in the reader's language what came of it. */
export async function runOrderAction(ctx: Context, orderId: string, action: OrderAction): Promise<OrderAnswer> {
	switch (action.intent) {
		case 'scan':
			return scan(ctx, orderId, action.code)
		case 'consume':
			return consume(ctx, orderId, action)
		case 'start': {
			const { cleared, clearanceNote } = action
			const started = await startOrder(ctx, { orderId, cleared: cleared === 'on', clearanceNote })
			return started.ok
				? { ok: true, intent: 'start', lot: started.value.lotCode }
				: refuse(ctx, 'start', started.error)
		}
		case 'complete': {
			const completed = await completeOrder(ctx, { orderId, reason: action.reason })
			return completed.ok ? { ok: true, intent: 'complete', lot: '' } : refuse(ctx, 'complete', completed.error)
		}
		case 'cancel': {
			const cancelled = await cancelOrder(ctx, { orderId })
			return cancelled.ok ? { ok: true, intent: 'cancel', lot: '' } : refuse(ctx, 'cancel', cancelled.error)
		}
		default:
			return alongTheWay(ctx, orderId, action)
	}
}

type AlongTheWay = Extract<OrderAction, { intent: 'pause' | 'resume' | 'reading' | 'byproduct' | 'line' }>

/** What happens while an order runs, or before it does. */
async function alongTheWay(ctx: Context, orderId: string, action: AlongTheWay): Promise<OrderAnswer> {
	const { intent } = action
	switch (intent) {
		case 'pause': {
			const paused = await pauseOrder(ctx, { orderId, reason: action.reason })
			return paused.ok ? { ok: true, intent, lot: '' } : refuse(ctx, intent, paused.error)
		}
		case 'resume': {
			const resumed = await resumeOrder(ctx, { orderId })
			return resumed.ok ? { ok: true, intent, lot: '' } : refuse(ctx, intent, resumed.error)
		}
		case 'reading': {
			const { intent: _intent, ...reading } = action
			const read = await recordReadings(ctx, { orderId, readings: [reading] })
			return read.ok ? { ok: true, intent, lot: reading.parameter } : refuse(ctx, intent, atField(read.error))
		}
		case 'byproduct': {
			const { item, note } = action
			const { value: quantity, unit } = parseTypedAmount(action.quantity) ?? { value: '', unit: null }
			const made = await recordByProduct(ctx, { orderId, item, quantity, unit, note })
			return made.ok ? { ok: true, intent, lot: made.value.lotCode } : refuse(ctx, intent, made.error)
		}
		case 'line': {
			const set = await setLine(ctx, { orderId, severalLots: action.severalLots === 'yes' })
			return set.ok ? { ok: true, intent, lot: '' } : refuse(ctx, intent, set.error)
		}
	}
}

/** The form has one reading; the place of it in a list is none of its fields. */
const atField = <E extends { code: string }>(error: E): E =>
	'path' in error ? { ...error, path: String(error.path).replace('readings.0.', '') } : error

const refuse = (
	ctx: Context,
	intent: OrderAction['intent'],
	error: Parameters<typeof orderRefusal>[0],
): OrderAnswer => ({
	...orderRefusal(error, ctx.language),
	intent,
	problem: error.code,
})

async function scan(ctx: Context, orderId: string, code: string): Promise<OrderAnswer> {
	const checked = await checkAtLine(ctx, { orderId, code })
	if (!checked.ok) {
		const known = checked.error.code === 'not-found' || checked.error.code === 'several-lots'
		if (!known) return refuse(ctx, 'scan', checked.error)
		const t = serverText(ctx.language, 'production')
		return {
			...wholeRefusal(t(checked.error.code === 'not-found' ? 'scan.notFound' : 'scan.several')),
			intent: 'scan',
			problem: checked.error.code,
		}
	}
	const { decision, lotId, code: lotCode, onHand, suggested } = checked.value
	const verdict = verdictOf(decision, { lotId, code: lotCode }, ctx.language)
	const usable = decision.status === 'pass' || decision.status === 'warn'
	return usable ? { ok: true, intent: 'scan', verdict, onHand, suggested } : { ok: false, intent: 'scan', verdict }
}

async function consume(
	ctx: Context,
	orderId: string,
	action: Extract<OrderAction, { intent: 'consume' }>,
): Promise<OrderAnswer> {
	const lot = (await readLotFacts(ctx, [action.lotId])).get(action.lotId)
	if (!lot) return refuse(ctx, 'consume', { code: 'unknown-lot' })
	const quantity = readTypedAmount(action.quantity, lot.onHand.unit) ?? { value: '0', unit: lot.onHand.unit }
	const recorded = await recordConsumption(ctx, {
		orderId,
		lotId: lot.lotId,
		quantity,
		equipment: action.equipment || null,
		step: action.step || null,
	})
	if (recorded.ok) return { ok: true, intent: 'consume', lot: lot.code, quantity }
	if (recorded.error.code === 'match-blocked') {
		return {
			ok: false,
			intent: 'consume',
			verdict: verdictOf(recorded.error.decision, { lotId: lot.lotId, code: lot.code }, ctx.language),
		}
	}
	return refuse(ctx, 'consume', recorded.error)
}
