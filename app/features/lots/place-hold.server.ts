import { err, ok, type Result } from '#app/core/result.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { writeHold } from './carry-out-move.server.ts'
import { lotStanding } from './lot-standing.model.ts'
import { lockLots } from './stock.queries.server.ts'
import { transitionLot } from './transition-lot.server.ts'

/** A hold to place. `source` says who found the reason; `rule` needs the portal itself or a rule to have asked. */
export type PlaceHold = {
	lotId: string
	reason: string
	source?: 'person' | 'rule'
	expectedVersion?: number | undefined
}

export type PlaceHoldError = { code: 'unknown-lot' | 'forbidden' | 'reason-missing' } | MoveError

/**
 * Places a hold: a named reason that blocks use and shipment until it is lifted. A lot that is on hold already gets one
 * more reason and stays where it is.
 * Errors: `unknown-lot`, `reason-missing`, `forbidden`, `transition-refused` (its state cannot be held).
 */
export async function placeHold(ctx: Context, request: PlaceHold): Promise<Result<{ holdId: string }, PlaceHoldError>> {
	const reason = request.reason.trim()
	if (reason.length < 3) return err({ code: 'reason-missing' })
	const [lot] = await lockLots(ctx, [request.lotId])
	if (!lot) return err({ code: 'unknown-lot' })
	if (lot.status === 'on_hold') {
		if (!ctx.ability.can('hold', asSubject('Lot', lotStanding(lot)))) return err({ code: 'forbidden' })
		return ok({ holdId: await writeHold(ctx, lot, { reason, source: request.source ?? 'person' }) })
	}
	const byRule = request.source === 'rule'
	const moved = await transitionLot(ctx, {
		lotId: lot.id,
		transition: byRule ? 'auto_hold' : 'hold',
		trigger: byRule ? { type: 'rule', ruleSet: 'lot_hold', outcome: 'hold' } : { type: 'user' },
		reason,
		expectedVersion: request.expectedVersion,
	})
	if (!moved.ok) return moved
	const holdId = moved.value.holdId ?? (await writeHold(ctx, lot, { reason, source: request.source ?? 'person' }))
	return ok({ holdId })
}
