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

/**
 * Locks lots until the unit of work ends and reads them as they are now. Always in the order of their ids, so that two
 * units that want the same lots wait for each other instead of locking up. Unknown ids are simply not among the answers.
 * One round trip (`lock_lots`).
 */
export async function lockLots(ctx: Context, ids: readonly string[]): Promise<LockedLot[]> {
	if (ids.length === 0) return []
	await ctx.em.flush()
	const [row] = await ctx.em.execute<{ lots: LockedLot[] }[]>('select lock_lots(?::uuid[]) as lots', [
		`{${ids.join(',')}}`,
	])
	return row?.lots ?? []
}

/** New stock of locked lots, and an expiry that holds where it is earlier than the lot's own or there is none. */
export type StockChange = { lotId: string; onHand: string; expiresOn?: string | null; quantity?: string }

type StockOptions = { mayOverdraw?: boolean }

/**
 * The statement that writes stock decided on under `lockLots`, for where it goes along with others. The database refuses
 * a negative one unless `mayOverdraw`: then the lot is marked as overdrawn until it is there again.
 */
export function stockStatement(
	ctx: Context,
	changes: readonly StockChange[],
	options: StockOptions = {},
): { sql: string; params: unknown[] } {
	const rows = changes.map(({ lotId, onHand, expiresOn, quantity }) => ({
		id: lotId,
		on_hand: onHand,
		expires_on: expiresOn ?? null,
		quantity: quantity ?? null,
	}))
	return {
		sql: `update lot set on_hand = r.on_hand, overdrawn = ? and r.on_hand < 0, expires_on = least(lot.expires_on, r.expires_on), quantity = coalesce(r.quantity, lot.quantity),
			version = version + 1, updated_at = ?
		from jsonb_to_recordset(?::jsonb) as r(id uuid, on_hand numeric, expires_on date, quantity numeric)
		where lot.id = r.id and lot.id = any(?::uuid[])`,
		params: [
			options.mayOverdraw ?? false,
			ctx.now,
			JSON.stringify(rows),
			`{${changes.map((one) => one.lotId).join(',')}}`,
		],
	}
}

/** Writes stock decided on under `lockLots`, in one statement. */
export async function writeStock(
	ctx: Context,
	changes: readonly StockChange[],
	options: StockOptions = {},
): Promise<void> {
	if (changes.length === 0) return
	const { sql, params } = stockStatement(ctx, changes, options)
	await ctx.em.execute(sql, params)
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
