import { ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { moveOrder, type StepOrderError } from './step-order.server.ts'

/**
 * Starts an order by its step `start`; see `moveOrder` and `beginProduction`. `cleared` is the actor's word that nothing
 * of the lot before is left on the line.
 * Permission: the step's (as shipped, `start` on orders), and to register lots.
 * Errors: those of `moveOrder`.
 */
export async function startOrder(
	ctx: Context,
	request: { orderId: string; cleared?: boolean | undefined; clearanceNote?: string | undefined },
): Promise<Result<{ lotId: string; lotCode: string }, StepOrderError>> {
	const { orderId, cleared, clearanceNote } = request
	const fields = cleared ? { cleared: 'yes', ...(clearanceNote?.trim() ? { clearanceNote } : {}) } : undefined
	const started = await moveOrder(ctx, { orderId, transition: 'start', fields })
	if (!started.ok) return started
	const { lot } = started.value
	if (!lot) throw new Error('An order started without a lot')
	return ok({ lotId: lot.id, lotCode: lot.code })
}
