import { compare, type Quantity, subtract, sum } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { ssccProblem } from '#app/features/lots/check-registration.model.ts'
import type { LockedLot } from '#app/features/lots/stock.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	bareSscc,
	contentsOf,
	ensureContainer,
	type LockedContainer,
	lockContainer,
	readSscc,
} from './containers.queries.server.ts'
import { CONTAINER_KINDS, EVENT_RULES } from './event-kinds.model.ts'
import type { EventProblem, RecordEvent } from './event-request.ts'
import type { EventPlan } from './plan-event.ts'

/**
 * Locks the container of an event, before any lot, and makes the one that something is packed into for the first time.
 * Null for other events. Problems: `invalid-sscc`, `wrong-check-digit`, `unknown-container`, `container-shipped`.
 */
export async function openContainer(
	ctx: Context,
	event: RecordEvent,
	siteId: string | null,
): Promise<Result<LockedContainer | null, EventProblem>> {
	if (!CONTAINER_KINDS.has(event.kind) || !event.container) return ok(null)
	const sscc = readSscc(event.container)
	if (!sscc) return err(ssccProblem(bareSscc(event.container), 'container'))
	const container = event.kind === 'pack' ? await ensureContainer(ctx, sscc, siteId) : await lockContainer(ctx, sscc)
	if (!container) return err({ code: 'unknown-container', path: 'container' })
	return container.shippedAt ? err({ code: 'container-shipped', path: 'container', detail: sscc }) : ok(container)
}

const exceeds = (amount: Quantity, limit: Quantity): boolean => {
	const order = compare(amount, limit)
	return order.ok && order.value > 0
}

/**
 * What speaks against an event because of what is packed: more packed than is there and free (`insufficient-quantity`
 * with what is free), more taken out than is inside (`not-in-container`), or used, shipped and the like while it is
 * packed (`packed-in-container`, with how much).
 */
export async function checkPacked(
	ctx: Context,
	event: RecordEvent,
	planned: {
		plan: EventPlan
		lots: ReadonlyMap<string, LockedLot>
		pathOf: (lotId: string) => string
		/** How much of a lot is packed, by its id. */
		packed: Readonly<Record<string, string>>
	},
	container: LockedContainer | null,
): Promise<EventProblem[]> {
	const { plan, lots, pathOf } = planned
	if (event.kind === 'unpack') return container ? checkInside(ctx, planned, container) : []
	const takes = event.kind === 'pack' || EVENT_RULES[event.kind].inputs === 'used'
	const packed = new Map(takes ? Object.entries(planned.packed) : [])
	if (event.kind !== 'pack' && packed.size === 0) return []
	return plan.stock.flatMap((stock): EventProblem[] => {
		const lot = lots.get(stock.lotId)
		const line = plan.lines.find((one) => one.lotId === stock.lotId && one.role !== 'output')
		if (!lot || !line) return []
		const there = { value: stock.onHand, unit: lot.unit }
		const inside = { value: packed.get(lot.id) ?? '0', unit: lot.unit }
		const path = `${pathOf(lot.id)}.quantity`
		if (event.kind !== 'pack')
			return exceeds(inside, there)
				? [{ code: 'packed-in-container', path, detail: `${inside.value} ${lot.unit}` }]
				: []
		const free = subtract(there, inside)
		const isShort = free.ok && exceeds({ value: line.quantity, unit: line.unit }, free.value)
		return isShort ? [{ code: 'insufficient-quantity', path, detail: `${free.value.value} ${lot.unit}` }] : []
	})
}

async function checkInside(
	ctx: Context,
	{ plan, pathOf }: { plan: EventPlan; pathOf: (lotId: string) => string },
	container: LockedContainer,
): Promise<EventProblem[]> {
	const contents = await contentsOf(ctx, container.id)
	return plan.lines.flatMap((line): EventProblem[] => {
		const inside = sum(
			contents.filter((one) => one.lotId === line.lotId),
			line.unit,
		)
		if (!inside.ok || !exceeds({ value: line.quantity, unit: line.unit }, inside.value)) return []
		return [
			{
				code: 'not-in-container',
				path: `${pathOf(line.lotId)}.quantity`,
				detail: `${inside.value.value} ${line.unit}`,
			},
		]
	})
}
