import { isZero } from '#app/core/quantity.ts'
import type { EventKind } from '#app/features/genealogy/genealogy.model.ts'
import { writeEvents } from '#app/features/genealogy/write-events.server.ts'
import type { WorkflowTrigger } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockLots, writeStock } from './stock.queries.server.ts'

type LotStep = { id: string; from: string; to: string; reason: string | null; trigger: WorkflowTrigger }

/** States of the shipped workflow whose entry is worth a trace event of its own. */
const EVENT_BY_STATE = new Map<string, EventKind>([
	['on_hold', 'hold'],
	['released', 'release'],
	['recalled', 'recall'],
])

/** States in which nothing of a lot is left here, when a person takes the step. */
const GONE = new Map<string, EventKind>([
	['destroyed', 'destroy'],
	['returned', 'return'],
])

/**
 * Does what a step of a lot means for its trace, whoever took it: a trace event where the state is worth one, and the
 * stock of a destroyed or returned lot booked out. Called by the workflow for every single move of a lot.
 */
export async function carryOutMove(ctx: Context, step: LotStep): Promise<void> {
	const { from, to, reason, trigger } = step
	const going = trigger.type === 'user' ? GONE.get(to) : undefined
	const seen = from === to ? undefined : EVENT_BY_STATE.get(to)
	if (!going && !seen) return
	const [lot] = await lockLots(ctx, [step.id])
	if (!lot) return
	const gone = going && !isZero({ value: lot.onHand, unit: lot.unit }) ? going : undefined
	const kind = gone ?? seen
	if (!kind) return
	await writeEvents(ctx, [
		{
			kind,
			siteId: lot.siteId,
			note: reason,
			partyId: kind === 'return' ? lot.supplierId : null,
			lots: [{ lotId: lot.id, role: gone ? 'input' : 'subject', quantity: lot.onHand, unit: lot.unit }],
		},
	])
	if (gone) await writeStock(ctx, [{ lotId: lot.id, onHand: '0' }])
}
