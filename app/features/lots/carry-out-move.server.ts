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
 * Does what steps of lots mean for their trace, whoever took them: a trace event where the state is worth one, and the
 * stock of destroyed or returned lots booked out. A fixed number of statements, whatever the number of lots.
 */
export async function carryOutMoves(ctx: Context, steps: readonly LotStep[]): Promise<void> {
	const worth = new Map(
		steps.flatMap((step) => ((goingKind(step) ?? seenKind(step)) ? [[step.id, step] as const] : [])),
	)
	if (worth.size === 0) return
	const lots = await lockLots(ctx, [...worth.keys()])
	const gone: string[] = []
	const events = lots.flatMap((lot) => {
		const step = worth.get(lot.id)
		if (!step) return []
		const going = isZero({ value: lot.onHand, unit: lot.unit }) ? undefined : goingKind(step)
		const kind = going ?? seenKind(step)
		if (!kind) return []
		if (going) gone.push(lot.id)
		const role = going ? ('input' as const) : ('subject' as const)
		return [
			{
				kind,
				siteId: lot.siteId,
				note: step.reason,
				partyId: kind === 'return' ? lot.supplierId : null,
				lots: [{ lotId: lot.id, role, quantity: lot.onHand, unit: lot.unit }],
			},
		]
	})
	await writeEvents(ctx, events)
	await writeStock(
		ctx,
		gone.map((lotId) => ({ lotId, onHand: '0' })),
	)
}

const goingKind = ({ to, trigger }: LotStep): EventKind | undefined =>
	trigger.type === 'user' ? GONE.get(to) : undefined

const seenKind = ({ from, to }: LotStep): EventKind | undefined => (from === to ? undefined : EVENT_BY_STATE.get(to))
