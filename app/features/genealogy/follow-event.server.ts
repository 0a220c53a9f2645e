import { isZero } from '#app/core/quantity.ts'
import type { LockedLot } from '#app/features/lots/stock.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { EVENT_RULES } from './event-kinds.model.ts'
import type { EventKind } from './genealogy.model.ts'
import type { EventPlan, PlannedStock } from './plan-event.ts'

type Follow = { transition: string; event: string }

const USED_UP: Follow = { transition: 'consume', event: 'lot.consumed' }
const RECEIVED: Follow = { transition: 'receive', event: 'lot.received' }
const TAKEN_BACK: Follow = { transition: 'take_back', event: 'lot.taken-back' }
const RETURNED: Follow = { transition: 'returned_by_event', event: 'lot.returned' }
const DESTROYED: Follow = { transition: 'destroyed_by_event', event: 'lot.destroyed' }

/**
 * Moves lots on by their workflow as far as an event says so: what arrived is received, what is used up, destroyed or
 * returned to the last piece is over, what came back is checked again. A workflow that has no such step from where the
 * lot is leaves it there; shipping moves its lots itself, after its own checks.
 */
export async function followEvent(
	ctx: Context,
	kind: EventKind,
	done: { plan: EventPlan; lots: ReadonlyMap<string, LockedLot> },
): Promise<void> {
	for (const stock of done.plan.stock) {
		const lot = done.lots.get(stock.lotId)
		const role = done.plan.lines.find((line) => line.lotId === stock.lotId)?.role
		const follow = lot && role ? followOf(kind, role, stock, lot) : null
		if (follow)
			await transitionLot(ctx, {
				lotId: stock.lotId,
				transition: follow.transition,
				trigger: { type: 'system', event: follow.event },
			})
	}
}

function followOf(kind: EventKind, role: string, stock: PlannedStock, lot: LockedLot): Follow | null {
	const nothingLeft = isZero({ value: stock.onHand, unit: lot.unit })
	if (kind === 'receive') return lot.status === 'announced' ? RECEIVED : null
	if (kind === 'destroy') return nothingLeft ? DESTROYED : null
	if (kind === 'return') return role === 'output' ? TAKEN_BACK : nothingLeft ? RETURNED : null
	if (kind === 'adjust') return role === 'output' && lot.status === 'consumed' ? TAKEN_BACK : null
	return EVENT_RULES[kind].link && role === 'input' && nothingLeft ? USED_UP : null
}
