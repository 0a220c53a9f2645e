import { newId } from '#app/core/ids.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { type StockChange, stockStatement } from '#app/features/lots/stock.queries.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import { asRecords, insertOf, together } from '#app/platform/db/records.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { offsetIn } from './event-time.model.ts'
import { LotLink, TraceEvent, TraceEventLot } from './genealogy.entity.server.ts'
import type { EventBalance, EventKind, EventLotRole, LinkKind, ProcessParameters } from './genealogy.model.ts'

/** One lot's part in an event. */
export type EventLot = {
	lotId: string
	role: EventLotRole
	quantity: string
	unit: string
	/** As it was given, where that was in another unit. */
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

/** A link from a parent to a child, by their nodes. */
export type NewLink = {
	parentNode: number
	childNode: number
	kind: LinkKind
	quantity: string
	unit: string
	eventTime: Date
}

/** What is written in the same statement as an event: the stock it leaves, the links it makes. */
export type WithEvent = {
	stock?: readonly StockChange[]
	mayOverdraw?: boolean
	/** Links of the first event. */
	links?: readonly NewLink[]
}

/** Events of a statement at most: some megabytes. */
const AT_ONCE = 5_000

/**
 * Stores events that have been decided on, with their lots, the stock they leave and the links they make: one statement.
 * Neither permission nor stock is looked at here; what people and interfaces say happened goes through `recordEvent`.
 * Answers the ids in order.
 */
export async function writeEvents(ctx: Context, events: readonly NewEvent[], along: WithEvent = {}): Promise<string[]> {
	await ctx.em.flush()
	const ids: string[] = []
	for (let at = 0; at < events.length; at += AT_ONCE) {
		const some = events.slice(at, at + AT_ONCE)
		ids.push(...(await writeSome(ctx, some, at === 0 ? along : {})))
	}
	return ids
}

async function writeSome(ctx: Context, events: readonly NewEvent[], along: WithEvent): Promise<string[]> {
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
	const links = (along.links ?? []).map((link) => ({ ...link, tenantId: ctx.tenant.id, eventId: ids[0] as string }))
	const stock = along.stock ?? []
	await together(ctx.em, [
		...(stock.length > 0 ? [stockStatement(ctx, stock, { mayOverdraw: along.mayOverdraw ?? false })] : []),
		...[
			asRecords(ctx.em, TraceEvent, rows),
			...(parts.length > 0 ? [asRecords(ctx.em, TraceEventLot, parts)] : []),
			...(links.length > 0 ? [asRecords(ctx.em, LotLink, links)] : []),
		].map((records) => ({ sql: insertOf(records), params: records.params })),
	])
	return ids
}
