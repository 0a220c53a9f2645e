import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { OrderBalance } from './production.model.ts'
import { sumInto } from './production-balance.model.ts'

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString())

export type ComponentRow = {
	itemId: string
	sku: string
	name: LocalizedText
	perUnit: string
	unit: string
	tolerancePercent: string
}

/** The parts list of a revision, in its order. */
export const readComponents = (ctx: Context, revisionId: string): Promise<ComponentRow[]> =>
	ctx.em.execute<ComponentRow[]>(
		`select c.component_item_id as "itemId", i.sku, i.name, trim_scale(c.quantity)::text as "perUnit", c.unit, trim_scale(c.tolerance_percent)::text as "tolerancePercent"
		from bom_component c join item i on i.tenant_id = c.tenant_id and i.id = c.component_item_id where c.revision_id = ? order by c.position`,
		[revisionId],
	)

export type UseRow = {
	itemId: string
	lotId: string
	lotCode: string
	lotStatus: string
	quantity: string
	unit: string
}

/** What an order has used so far, by lot; corrected uses are taken off. */
export const readUses = (ctx: Context, orderId: string): Promise<UseRow[]> =>
	ctx.em.execute<UseRow[]>(
		`select l.item_id as "itemId", l.id as "lotId", l.code as "lotCode", l.status as "lotStatus", trim_scale(sum(x.quantity))::text as quantity, x.unit
		from trace_event e join trace_event_lot x on x.tenant_id = e.tenant_id and x.event_id = e.id and x.role = 'input'
		join lot l on l.tenant_id = x.tenant_id and l.id = x.lot_id
		where e.order_id = ? and e.kind in ('consume', 'produce')
			and not exists (select 1 from trace_event k where k.tenant_id = e.tenant_id and k.corrects_id = e.id)
		group by l.item_id, l.id, l.code, l.status, x.unit order by min(e.event_time)`,
		[orderId],
	)

/** How much of an item an order has used, in `unit`. */
export async function usedOf(ctx: Context, orderId: string, itemId: string, unit: string): Promise<string> {
	const uses = await readUses(ctx, orderId)
	return sumInto(
		unit,
		uses.filter((use) => use.itemId === itemId).map(({ quantity, unit: of }) => ({ value: quantity, unit: of })),
	).value
}

export type OrderEvent = {
	id: string
	kind: string
	eventTime: string
	actor: string
	step: string | null
	equipment: string | null
	startedAt: string | null
	finishedAt: string | null
	parameters: ProcessParameters | null
	note: string | null
	decisionId: string | null
	/** Taken back by a correction: neither what was made nor what was lost counts. */
	corrected: boolean
	/** `given` as it was given, where that was in another unit. */
	lots: { lotId: string; code: string; role: string; quantity: string; unit: string; given: Quantity | null }[]
}

type EventRow = Omit<OrderEvent, 'eventTime' | 'startedAt' | 'finishedAt'> & {
	eventTime: Date | string
	startedAt: Date | string | null
	finishedAt: Date | string | null
}

/** What was noted under a name with the events of an order that have not been corrected, however many there are. */
export const readNoted = async (
	ctx: Context,
	orderId: string,
	name: string,
): Promise<{ value: string; unit: string | null }[]> =>
	ctx.em.execute(
		`select e.parameters->?::text->>'value' as value, e.parameters->?::text->>'unit' as unit from trace_event e
		where e.order_id = ? and jsonb_exists(e.parameters, ?) and not exists (select 1 from trace_event k where k.corrects_id = e.id and k.kind = 'correct')`,
		[name, name, orderId, name],
	)

/** What happened under an order, newest first, at most 100, and how many there are. */
export async function readOrderEvents(ctx: Context, orderId: string): Promise<{ events: OrderEvent[]; all: number }> {
	const rows = await ctx.em.execute<(EventRow & { of_all: number })[]>(
		`select (count(*) over ())::int as of_all, e.id, e.kind, e.event_time as "eventTime", e.actor_name as actor, e.step, e.equipment, e.started_at as "startedAt", e.finished_at as "finishedAt",
			e.parameters, e.note, e.decision_id as "decisionId",
			exists (select 1 from trace_event k where k.corrects_id = e.id and k.kind = 'correct') as corrected,
			(select coalesce(json_agg(json_build_object('lotId', l.id, 'code', l.code, 'role', x.role, 'quantity', trim_scale(x.quantity)::text, 'unit', x.unit, 'given', x.given) order by x.role, l.code), '[]')
				from trace_event_lot x join lot l on l.tenant_id = x.tenant_id and l.id = x.lot_id where x.tenant_id = e.tenant_id and x.event_id = e.id) as lots
		from trace_event e where e.order_id = ? order by e.event_time desc, e.id desc limit 100`,
		[orderId],
	)
	const events = rows.map(({ of_all: _all, ...row }) => ({
		...row,
		eventTime: iso(row.eventTime) ?? '',
		startedAt: iso(row.startedAt),
		finishedAt: iso(row.finishedAt),
	}))
	return { events, all: rows[0]?.of_all ?? 0 }
}

export type OrderHead = {
	id: string
	number: string
	itemId: string
	sku: string
	itemName: LocalizedText
	itemUnit: string
	revisionId: string
	revision: string
	siteName: LocalizedText
	line: string
	planned: string
	unit: string
	given: Quantity | null
	status: string
	category: StateCategory
	version: number
	dueOn: string | null
	startedAt: string | null
	finishedAt: string | null
	pausedAt: string | null
	siteId: string
	balance: OrderBalance | null
	lot: {
		id: string
		code: string
		status: string
		category: StateCategory
		made: string
		onHand: string
		unit: string
		expiresOn: string | null
		gtin: string | null
	} | null
}

/** An order with its output lot; null when there is none. One statement. */
export async function readOrderHead(ctx: Context, id: string): Promise<OrderHead | null> {
	if (!ctx.ability.can('read', 'ProductionOrder')) return null
	const [row] = await ctx.em.execute<
		(Omit<OrderHead, 'startedAt' | 'finishedAt' | 'pausedAt'> & {
			startedAt: Date | string | null
			finishedAt: Date | string | null
			pausedAt: Date | string | null
		})[]
	>(
		`select o.id, o.number, o.item_id as "itemId", i.sku, i.name as "itemName", i.unit as "itemUnit", o.revision_id as "revisionId", r.code as revision, s.name as "siteName", o.line,
			trim_scale(o.planned_quantity)::text as planned, o.unit, o.given, o.status, o.category, o.version, o.due_on::text as "dueOn", o.started_at as "startedAt", o.finished_at as "finishedAt",
			o.paused_at as "pausedAt", o.site_id as "siteId", o.balance,
			(select json_build_object('id', x.id, 'code', x.code, 'status', x.status, 'category', x.category, 'made', trim_scale(x.quantity)::text, 'onHand', trim_scale(x.on_hand)::text, 'unit', x.unit,
				'expiresOn', x.expires_on::text, 'gtin', x.gtin)
				from lot x where x.tenant_id = o.tenant_id and x.order_id = o.id and x.item_id = o.item_id order by x.created_at limit 1) as lot
		from production_order o join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
		join item_revision r on r.tenant_id = o.tenant_id and r.id = o.revision_id join site s on s.tenant_id = o.tenant_id and s.id = o.site_id
		where o.id = ?`,
		[id],
	)
	return row
		? { ...row, startedAt: iso(row.startedAt), finishedAt: iso(row.finishedAt), pausedAt: iso(row.pausedAt) }
		: null
}
