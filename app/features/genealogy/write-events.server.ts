import { newId } from '#app/core/ids.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { offsetIn } from './event-time.model.ts'
import { TraceEvent, TraceEventLot } from './genealogy.entity.server.ts'
import type { EventBalance, EventKind, EventLotRole, ProcessParameters } from './genealogy.model.ts'

/** One lot's part in an event. */
export type EventLot = {
	lotId: string
	role: EventLotRole
	quantity: string
	unit: string
	/** As it was given, where that was in another unit by a conversion of the item. */
	given?: Quantity | null
}

/** An event as it is stored. Absent: happened now, at no site, by the acting person. */
export type NewEvent = {
	kind: EventKind
	lots: readonly EventLot[]
	eventTime?: Date
	timeZoneOffset?: string
	siteId?: string | null
	orderId?: string | null
	shipmentId?: string | null
	partyId?: string | null
	step?: string | null
	equipment?: string | null
	startedAt?: Date | null
	finishedAt?: Date | null
	reference?: string | null
	parameters?: ProcessParameters | null
	note?: string | null
	decisionId?: string | null
	correctsId?: string | null
	/** Put together afterwards, by a signed statement. */
	reconstructed?: boolean
	externalId?: string | null
	containerId?: string | null
	balance?: EventBalance | null
	/** By the data dictionary. */
	attributes?: AttributeValues | null
}

/** Rows of a statement at most, well under PostgreSQL's 65,535 parameters. */
const ROWS = 2_000

/**
 * Stores events that have been decided on: two statements, whatever their number. Neither permission nor stock is
 * looked at here; what people and interfaces say happened goes through `recordEvent`. Answers the ids in order.
 */
export async function writeEvents(ctx: Context, events: readonly NewEvent[]): Promise<string[]> {
	if (events.length === 0) return []
	const ids = events.map(() => newId())
	const here = offsetIn(ctx.tenant.timeZone, ctx.now)
	const rows = events.map(({ lots: _lots, ...event }, index) => ({
		siteId: null,
		orderId: null,
		shipmentId: null,
		partyId: null,
		step: null,
		equipment: null,
		startedAt: null,
		finishedAt: null,
		reference: null,
		parameters: null,
		note: null,
		decisionId: null,
		correctsId: null,
		reconstructed: false,
		externalId: null,
		containerId: null,
		balance: null,
		attributes: null,
		eventTime: ctx.now,
		timeZoneOffset: event.eventTime ? offsetIn(ctx.tenant.timeZone, event.eventTime) : here,
		...event,
		id: ids[index] as string,
		tenantId: ctx.tenant.id,
		recordedAt: ctx.now,
		actorId: accountOf(ctx.actor),
		actorName: ctx.actor.name,
	}))
	const parts = events.flatMap((event, index) =>
		event.lots.map((lot) => ({
			...lot,
			given: lot.given ?? null,
			tenantId: ctx.tenant.id,
			eventId: ids[index] as string,
		})),
	)
	await ctx.em.flush()
	for (let at = 0; at < rows.length; at += ROWS) await ctx.em.insertMany(TraceEvent, rows.slice(at, at + ROWS))
	for (let at = 0; at < parts.length; at += ROWS) await ctx.em.insertMany(TraceEventLot, parts.slice(at, at + ROWS))
	return ids
}
