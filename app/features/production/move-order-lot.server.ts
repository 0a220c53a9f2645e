import { err, ok, type Result } from '#app/core/result.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { condition } from './order-conditions.server.ts'
import type { LockedOrder } from './order-lock.queries.server.ts'
import { NO_PART, type OrderPart } from './order-part.model.ts'

/** Moves the lot that an order makes by the lot's own workflow; answers its new state, or everything that keeps it. */
export async function moveOrderLot(
	ctx: Context,
	lotId: string,
	step: { transition: string; reason?: string | undefined },
): Promise<Result<string, readonly Refusal[]>> {
	const moved = await transitionLot(ctx, { lotId, ...step })
	if (moved.ok) return ok(moved.value.to)
	if (moved.error.code === 'unknown-lot') throw new Error('The lot of an order is gone')
	return err(moved.error.refusals)
}

/** Pauses the order's lot with it, or lets it go on; one that stands so already is left alone. */
export async function haltProduction(
	ctx: Context,
	order: LockedOrder,
	halt: { paused: boolean; reason: string | undefined },
): Promise<OrderPart> {
	const { outputLotId: id, outputLotCode: code, outputLotStatus: status } = order
	if (!id || !code || !status) return { ...NO_PART, missing: [condition('lot', 'no-output-lot')] }
	const transition = halt.paused ? 'pause_production' : 'resume_production'
	const isAlready = halt.paused ? status === 'paused' : status === 'in_production'
	const moved = isAlready ? ok(status) : await moveOrderLot(ctx, id, { transition, reason: halt.reason })
	return {
		missing: moved.ok ? [] : moved.error,
		set: { pausedAt: halt.paused ? ctx.now : null },
		noted: { lot: code },
		covers: {},
		lot: { id, code, status: moved.ok ? moved.value : status },
	}
}
