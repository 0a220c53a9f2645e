import type { Context } from '#app/platform/request/context.server.ts'

/** How a line stands for an order that wants to start on it. */
export type LineStanding = {
	/** Several lots may be made on it at once. */
	severalLots: boolean
	/** An order that runs on it now and keeps it for itself. */
	busyWith: { id: string; number: string } | null
	/** The order that was made on it last. */
	previous: { id: string; number: string; lotCode: string | null } | null
}

/**
 * How a line stands. Whoever starts on it meanwhile waits until the unit of work ends, so that the answer holds; the
 * database keeps to one order on a line of its own accord. Names of lines differ by more than case and edges.
 */
export async function lockLine(
	ctx: Context,
	order: { id: string; siteId: string; line: string },
): Promise<LineStanding> {
	const line = order.line.trim().toLowerCase()
	await ctx.em.execute('select pg_advisory_xact_lock(820115, hashtext(?))', [
		`${ctx.tenant.id} ${order.siteId} ${line}`,
	])
	return readLine(ctx, order)
}

/** How a line stands for an order, without waiting for anybody. One statement. */
export async function readLine(
	ctx: Context,
	order: { id: string; siteId: string; line: string },
): Promise<LineStanding> {
	const line = order.line.trim().toLowerCase()
	const [row] = await ctx.em.execute<LineStanding[]>(
		`select coalesce((select p.several_lots from production_line p where p.site_id = ? and lower(trim(p.line)) = ?), false) as "severalLots",
			(select json_build_object('id', o.id, 'number', o.number) from production_order o
				where o.site_id = ? and lower(trim(o.line)) = ? and o.started_at is not null and o.category in ('waiting', 'active', 'blocked') and o.id <> ? order by o.started_at desc limit 1) as "busyWith",
			(select json_build_object('id', o.id, 'number', o.number, 'lotCode', (select l.code from lot l where l.order_id = o.id and l.item_id = o.item_id order by l.created_at limit 1))
				from production_order o where o.site_id = ? and lower(trim(o.line)) = ? and o.started_at is not null and o.id <> ? order by o.started_at desc limit 1) as previous`,
		[order.siteId, line, order.siteId, line, order.id, order.siteId, line, order.id],
	)
	return row ?? { severalLots: false, busyWith: null, previous: null }
}

export type ClearanceRow = { previousNumber: string; clearedAt: string; actorName: string; note: string | null }

/** The clearance by which an order started; null where its line had nothing before. */
export async function readClearance(ctx: Context, orderId: string): Promise<ClearanceRow | null> {
	const [row] = await ctx.em.execute<(Omit<ClearanceRow, 'clearedAt'> & { clearedAt: Date | string })[]>(
		`select o.number as "previousNumber", c.cleared_at as "clearedAt", c.actor_name as "actorName", c.note
		from line_clearance c join production_order o on o.id = c.previous_order_id where c.order_id = ?`,
		[orderId],
	)
	return row ? { ...row, clearedAt: new Date(row.clearedAt).toISOString() } : null
}

/** Sets whether several lots may be made on a line at once. */
export async function writeLine(
	ctx: Context,
	line: { siteId: string; line: string; severalLots: boolean },
): Promise<void> {
	await ctx.em.execute(
		`insert into production_line (tenant_id, site_id, line, several_lots) values (?, ?, ?, ?)
		on conflict (tenant_id, site_id, line) do update set several_lots = excluded.several_lots`,
		[ctx.tenant.id, line.siteId, line.line.trim().toUpperCase(), line.severalLots],
	)
}
