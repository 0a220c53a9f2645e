import { isLocked } from '#app/features/workflow/is-locked.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** A lot under lock, as decisions on its stock and status look at it. */
export type LockedLot = {
	id: string
	node: number
	code: string
	itemId: string
	/** The item's unit; the lot's own may be another of the same kind. */
	itemUnit: string
	quantity: string
	onHand: string
	unit: string
	status: string
	category: string
	manufacturedOn: string | null
	expiresOn: string | null
	supplierId: string | null
	siteId: string | null
	version: number
	/** The version of the workflow that the lot is pinned to. */
	workflowVersionId: string
}

type Row = {
	id: string
	node: string
	code: string
	item_id: string
	item_unit: string
	quantity: string
	on_hand: string
	unit: string
	status: string
	category: string
	manufactured_on: string | null
	expires_on: string | null
	supplier_id: string | null
	site_id: string | null
	version: number
	version_id: string
}

const toLocked = (row: Row): LockedLot => ({
	id: row.id,
	node: Number(row.node),
	code: row.code,
	itemId: row.item_id,
	itemUnit: row.item_unit,
	quantity: row.quantity,
	onHand: row.on_hand,
	unit: row.unit,
	status: row.status,
	category: row.category,
	manufacturedOn: row.manufactured_on,
	expiresOn: row.expires_on,
	supplierId: row.supplier_id,
	siteId: row.site_id,
	version: row.version,
	workflowVersionId: row.version_id,
})

/**
 * Locks lots until the unit of work ends and reads them as they are now. Always in the order of their ids, so that two
 * units that want the same lots wait for each other instead of locking up. Unknown ids are simply not among the answers.
 */
export async function lockLots(ctx: Context, ids: readonly string[]): Promise<LockedLot[]> {
	if (ids.length === 0) return []
	await ctx.em.flush()
	await ctx.em.execute('select id from lot where id = any(?::uuid[]) order by id for update', [`{${ids.join(',')}}`])
	const rows = await ctx.em.execute<Row[]>(
		`select l.id, l.node::text, l.code, l.item_id, i.unit as item_unit, trim_scale(l.quantity)::text as quantity,
			trim_scale(l.on_hand)::text as on_hand, l.unit, l.status, l.category, l.manufactured_on::text, l.expires_on::text, l.supplier_id, l.site_id,
			l.version, w.version_id
		from lot l join item i on i.id = l.item_id
		join workflow_instance w on w.tenant_id = l.tenant_id and w.subject_type = 'lot' and w.subject_id = l.id
		where l.id = any(?::uuid[]) order by l.id`,
		[`{${ids.join(',')}}`],
	)
	return rows.map(toLocked)
}

/** New stock of locked lots, and an expiry that holds where it is earlier than the lot's own or there is none. */
export type StockChange = { lotId: string; onHand: string; expiresOn?: string | null; quantity?: string }

/**
 * Writes stock decided on under `lockLots`, in one statement. The database refuses a negative one unless `mayOverdraw`:
 * then the lot is marked as overdrawn until it is there again.
 */
export async function writeStock(
	ctx: Context,
	changes: readonly StockChange[],
	options: { mayOverdraw?: boolean } = {},
): Promise<void> {
	if (changes.length === 0) return
	await ctx.em.execute(
		`update lot set on_hand = r.on_hand, overdrawn = ? and r.on_hand < 0, expires_on = least(lot.expires_on, r.expires_on), quantity = coalesce(r.quantity, lot.quantity),
			version = version + 1, updated_at = ?
		from jsonb_to_recordset(?::jsonb) as r(id uuid, on_hand numeric, expires_on date, quantity numeric) where lot.id = r.id`,
		[
			options.mayOverdraw ?? false,
			ctx.now,
			JSON.stringify(
				changes.map(({ lotId, onHand, expiresOn, quantity }) => ({
					id: lotId,
					on_hand: onHand,
					expires_on: expiresOn ?? null,
					quantity: quantity ?? null,
				})),
			),
		],
	)
}

/** Whether the state of a lot, in the workflow it is pinned to, forbids to use or to ship it. */
export async function isLotLocked(
	ctx: Context,
	lot: Pick<LockedLot, 'status' | 'workflowVersionId'>,
	lock: 'consumption' | 'shipment',
): Promise<boolean> {
	const { definition } = await loadPinnedWorkflow(ctx, lot.workflowVersionId)
	return isLocked(definition, lot.status, lock)
}
