import type { Context } from '#app/platform/request/context.server.ts'

/** How strict a tenant is with its events. */
export type EventPolicy = { allowNegativeStock: boolean; balanceRule: 'flag' | 'refuse'; balanceTolerance: string }

/** What the tenant allows of its events. One statement. */
export async function readEventPolicy(ctx: Context): Promise<EventPolicy> {
	const [row] = await ctx.em.execute<EventPolicy[]>(
		`select allow_negative_stock as "allowNegativeStock", balance_rule as "balanceRule", trim_scale(balance_tolerance)::text as "balanceTolerance"
		from tenant where id = ?`,
		[ctx.tenant.id],
	)
	if (!row) throw new Error('The tenant of this unit of work is gone')
	return row
}

/**
 * Whether the sender's id of an event is taken. Two senders of the same id wait for each other until the unit of work
 * ends.
 */
export async function isEventIdTaken(ctx: Context, externalId: string): Promise<boolean> {
	await ctx.em.execute('select pg_advisory_xact_lock(820114, hashtext(?))', [`${ctx.tenant.id} ${externalId}`])
	const [row] = await ctx.em.execute<{ id: string }[]>('select id from trace_event where external_id = ?', [externalId])
	return row !== undefined
}
