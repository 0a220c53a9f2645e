import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'

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
