import { Decimal } from 'decimal.js'
import { EVENT_RULES } from './event-kinds.model.ts'
import type { EventKind, EventLotRole } from './genealogy.model.ts'

const Exact = Decimal.clone({ precision: 64 })

type Part = { lotId: string; role: EventLotRole; quantity: string; unit: string }
type Lot = { id: string; code: string; onHand: string; quantity: string; unit: string }

/** What a correction does: the parts turned round, the new stock, and the lots of which more has gone on than is there. */
export type CorrectionPlan = {
	lines: Part[]
	stock: { lotId: string; onHand: string; quantity: string; emptied: boolean }[]
	short: { lotId: string; code: string; detail: string }[]
}

const TURNED: Record<EventLotRole, EventLotRole> = { input: 'output', output: 'input', subject: 'subject' }

/** Whether a lot grew by what the event made into it. */
const grows = (kind: EventKind): boolean =>
	EVENT_RULES[kind].outputs === 'made' && kind !== 'return' && kind !== 'adjust'

/**
 * Turns an event round: what it took comes back into stock, what it brought goes out again, in exact decimals. A lot of
 * which less is there than the event brought is `short`: the rest has been used or sent since.
 */
export function planCorrection(
	kind: EventKind,
	parts: readonly Part[],
	lots: ReadonlyMap<string, Lot>,
): CorrectionPlan {
	const stock = new Map<string, { onHand: Decimal; quantity: Decimal; taken: boolean }>()
	for (const part of parts) {
		const lot = lots.get(part.lotId)
		if (!lot || part.role === 'subject') continue
		const now = stock.get(lot.id) ?? { onHand: new Exact(lot.onHand), quantity: new Exact(lot.quantity), taken: false }
		if (part.role === 'input') now.onHand = now.onHand.plus(part.quantity)
		else {
			now.taken = true
			now.onHand = now.onHand.minus(part.quantity)
			if (grows(kind)) now.quantity = now.quantity.minus(part.quantity)
		}
		stock.set(lot.id, now)
	}
	return {
		lines: parts.map((part) => ({ ...part, role: TURNED[part.role] })),
		stock: [...stock].map(([lotId, { onHand, quantity }]) => ({
			lotId,
			onHand: onHand.toFixed(),
			quantity: quantity.toFixed(),
			emptied: quantity.isZero() && onHand.isZero(),
		})),
		short: [...stock].flatMap(([lotId, { onHand, taken }]) => {
			const lot = lots.get(lotId)
			return lot && taken && onHand.isNegative()
				? [{ lotId, code: lot.code, detail: `${lot.code}: ${lot.onHand} ${lot.unit}` }]
				: []
		}),
	}
}

/** Whether one plain decimal is more than another. */
export const isMore = (a: string, b: string): boolean => new Exact(a).greaterThan(b)

/** The sum of plain decimals. */
export const total = (values: readonly string[]): string =>
	values.reduce((sum, value) => sum.plus(value), new Exact(0)).toFixed()
