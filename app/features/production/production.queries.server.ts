import type { ChoiceList } from '#app/core/choice.ts'
import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import type { Quantity } from '#app/core/quantity.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import type { ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import { readCursor, writeCursor } from '#app/features/shipping/list-cursor.ts'
import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { OrderBalance } from './production.model.ts'
import { sumInto } from './production-balance.model.ts'

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString())

export type OrderRow = {
	id: string
	number: string
	sku: string
	itemName: LocalizedText
	revision: string
	siteName: LocalizedText
	line: string
	planned: string
	made: string
	unit: string
	/** As it was planned, where that was in another unit. */
	given: Quantity | null
	status: string
	category: StateCategory
	dueOn: string | null
	lotId: string | null
	lotCode: string | null
}

/** Production orders in states of some kind (`categories`) or of some names, newest first, one page at a time. One statement. */
export async function listOrders(
	ctx: Context,
	search: {
		statuses?: readonly string[]
		categories?: readonly StateCategory[]
		text?: string
		cursor?: string | null
		limit?: number
	},
): Promise<{ rows: OrderRow[]; nextCursor: string | null }> {
	if (!ctx.ability.can('read', 'ProductionOrder')) return { rows: [], nextCursor: null }
	const limit = search.limit ?? 50
	const after = readCursor(search.cursor, 2)
	const like = search.text ? `%${search.text.replaceAll(/[%_\\]/g, '\\$&')}%` : null
	const rows = await ctx.em.execute<(OrderRow & { createdAt: Date | string })[]>(
		`select o.id, o.number, i.sku, i.name as "itemName", r.code as revision, s.name as "siteName", o.line, trim_scale(o.planned_quantity)::text as planned,
			coalesce(trim_scale(l.quantity)::text, '0') as made, o.unit, o.given, o.status, o.category, o.due_on::text as "dueOn", l.id as "lotId", l.code as "lotCode", o.created_at as "createdAt"
		from production_order o join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
		join item_revision r on r.tenant_id = o.tenant_id and r.id = o.revision_id
		join site s on s.tenant_id = o.tenant_id and s.id = o.site_id
		left join lateral (select x.id, x.code, x.quantity from lot x where x.tenant_id = o.tenant_id and x.order_id = o.id and x.item_id = o.item_id order by x.created_at limit 1) l on true
		where true ${search.statuses?.length ? 'and o.status = any(?::text[])' : ''} ${search.categories?.length ? 'and o.category = any(?::text[])' : ''}
			${like ? "and (o.number ilike ? or i.sku ilike ? or i.name->>'en' ilike ? or i.name->>'zh-CN' ilike ? or o.line ilike ?)" : ''}
			${after ? 'and (o.created_at, o.id) < (?::timestamptz, ?::uuid)' : ''}
		order by o.created_at desc, o.id desc limit ?`,
		[
			...(search.statuses?.length ? [`{${search.statuses.join(',')}}`] : []),
			...(search.categories?.length ? [`{${search.categories.join(',')}}`] : []),
			...(like ? [like, like, like, like, like] : []),
			...(after ?? []),
			limit + 1,
		],
	)
	const page = rows.slice(0, limit)
	const last = page.at(-1)
	const nextCursor = rows.length > limit && last ? writeCursor([iso(last.createdAt) ?? '', last.id]) : null
	return { rows: page.map(({ createdAt: _createdAt, ...row }) => row), nextCursor }
}

/** An order under lock, or null. */
export type LockedOrder = {
	id: string
	number: string
	itemId: string
	sku: string
	revisionId: string
	revision: string
	siteId: string
	line: string
	planned: string
	unit: string
	itemUnit: string
	shelfLifeDays: number | null
	status: string
	category: StateCategory
	version: number
	workflowVersionId: string
	outputLotId: string | null
	outputLotCode: string | null
	outputLotStatus: string | null
	startedAt: string | null
	finishedAt: string | null
}

/** Which order: by its id, or by the number that people and machines know. */
export type OrderReference = { orderId: string } | { orderNumber: string }

/** Locks an order until the unit of work ends and reads it with its output lot; null when there is none. Two statements. */
export async function lockOrder(ctx: Context, reference: OrderReference): Promise<LockedOrder | null> {
	await ctx.em.flush()
	const [column, value] = 'orderId' in reference ? ['id', reference.orderId] : ['number', reference.orderNumber]
	const [found] = await ctx.em.execute<{ id: string }[]>(
		`select id from production_order where ${column} = ? for update`,
		[value],
	)
	return found ? findOrder(ctx, found.id) : null
}

/** The same of an order by its id, without a lock. One statement. */
export async function findOrder(ctx: Context, orderId: string): Promise<LockedOrder | null> {
	const [row] = await ctx.em.execute<LockedOrder[]>(
		`select o.id, o.number, o.item_id as "itemId", i.sku, o.revision_id as "revisionId", r.code as revision, o.site_id as "siteId", o.line,
			trim_scale(o.planned_quantity)::text as planned, o.unit, i.unit as "itemUnit", i.shelf_life_days as "shelfLifeDays", o.status, o.category, o.version, w.version_id as "workflowVersionId", l.id as "outputLotId", l.code as "outputLotCode", l.status as "outputLotStatus",
			o.started_at::text as "startedAt", o.finished_at::text as "finishedAt"
		from production_order o join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
		join item_revision r on r.tenant_id = o.tenant_id and r.id = o.revision_id
		join workflow_instance w on w.tenant_id = o.tenant_id and w.subject_type = 'order' and w.subject_id = o.id
		left join lateral (select x.id, x.code, x.status from lot x where x.tenant_id = o.tenant_id and x.order_id = o.id and x.item_id = o.item_id order by x.created_at limit 1) l on true
		where o.id = ?`,
		[orderId],
	)
	return row ?? null
}

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

/** An active item by id or number; null when there is none. */
export async function findItem(ctx: Context, idOrSku: string): Promise<{ id: string; unit: string } | null> {
	const [row] = await ctx.em.execute<{ id: string; unit: string }[]>(
		'select id, unit from item where active and (sku = ? or id::text = ?) limit 1',
		[idOrSku.trim(), idOrSku.trim()],
	)
	return row ?? null
}

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
	lots: { lotId: string; code: string; role: string; quantity: string; unit: string }[]
}

type EventRow = Omit<OrderEvent, 'eventTime' | 'startedAt' | 'finishedAt'> & {
	eventTime: Date | string
	startedAt: Date | string | null
	finishedAt: Date | string | null
}

/** What happened under an order, newest first, at most `limit`. */
export async function readOrderEvents(ctx: Context, orderId: string, limit = 100): Promise<OrderEvent[]> {
	const rows = await ctx.em.execute<EventRow[]>(
		`select e.id, e.kind, e.event_time as "eventTime", e.actor_name as actor, e.step, e.equipment, e.started_at as "startedAt", e.finished_at as "finishedAt",
			e.parameters, e.note, e.decision_id as "decisionId",
			exists (select 1 from trace_event k where k.corrects_id = e.id and k.kind = 'correct') as corrected,
			(select coalesce(json_agg(json_build_object('lotId', l.id, 'code', l.code, 'role', x.role, 'quantity', trim_scale(x.quantity)::text, 'unit', x.unit) order by x.role, l.code), '[]')
				from trace_event_lot x join lot l on l.tenant_id = x.tenant_id and l.id = x.lot_id where x.tenant_id = e.tenant_id and x.event_id = e.id) as lots
		from trace_event e where e.order_id = ? order by e.event_time desc, e.id desc limit ?`,
		[orderId, limit],
	)
	return rows.map((row) => ({
		...row,
		eventTime: iso(row.eventTime) ?? '',
		startedAt: iso(row.startedAt),
		finishedAt: iso(row.finishedAt),
	}))
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
			(select json_build_object('id', x.id, 'code', x.code, 'status', x.status, 'made', trim_scale(x.quantity)::text, 'onHand', trim_scale(x.on_hand)::text, 'unit', x.unit,
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

export type OrderItem = { id: string; sku: string; unit: string; active: boolean; kind: string }
export type OrderTargets = {
	item: OrderItem | null
	revision: { id: string; code: string; parts: number } | null
	site: boolean
}

/** What an order to be made refers to; without a revision, the one that is effective today. One statement. */
export async function readOrderTargets(
	ctx: Context,
	asked: { itemId: string; revisionId: string | null; siteId: string },
): Promise<OrderTargets> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const [row] = await ctx.em.execute<OrderTargets[]>(
		`select (select json_build_object('id', i.id, 'sku', i.sku, 'unit', i.unit, 'active', i.active, 'kind', i.kind) from item i where i.id = ?) as item,
			(select json_build_object('id', r.id, 'code', r.code, 'parts', (select count(*)::int from bom_component c where c.tenant_id = r.tenant_id and c.revision_id = r.id))
				from item_revision r where r.item_id = ? and case when ?::uuid is null then r.effective_from <= ?::date and (r.effective_to is null or r.effective_to >= ?::date) else r.id = ?::uuid end
				order by r.effective_from desc limit 1) as revision,
			exists (select 1 from site where id = ? and active and party_id is null) as site`,
		[asked.itemId, asked.itemId, asked.revisionId, today, today, asked.revisionId, asked.siteId],
	)
	return row ?? { item: null, revision: null, site: false }
}

export type OrderChoices = { items: ChoiceList; sites: ChoiceList }

/** What the order form chooses from: items that have a parts list, and the tenant's own sites. Two statements. */
export const readOrderChoices = async (ctx: Context): Promise<OrderChoices> => ({
	items: await choiceList(ctx, 'items', { having: 'recipe' }),
	sites: await choiceList(ctx, 'sites', {}),
})

export type FoundLot = { id: string; code: string; gtin: string | null; byCode: boolean }

/** Lots that a scanned code may mean: by lot code, or else by the supplier's lot code. At most ten. */
export const findLotsByCode = (ctx: Context, codes: readonly string[]): Promise<FoundLot[]> => {
	const wanted = JSON.stringify([...new Set(codes.map(normaliseCode).filter((code) => code !== ''))])
	return ctx.em.execute<FoundLot[]>(
		`select id, code, gtin, code_norm in (select jsonb_array_elements_text(?::jsonb)) as "byCode" from lot
		where code_norm in (select jsonb_array_elements_text(?::jsonb)) or supplier_lot_norm in (select jsonb_array_elements_text(?::jsonb))
		order by 4 desc, created_at desc limit 10`,
		[wanted, wanted, wanted],
	)
}
