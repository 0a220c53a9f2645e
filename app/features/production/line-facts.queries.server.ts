import { todayIn } from '#app/core/local-date.ts'
import { revisionInForce } from '#app/features/catalog/revision-in-force.queries.server.ts'
import { readSupplierFacts } from '#app/features/parties/party-facts.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'

type Row = {
	id: string
	revision_current: boolean
	party_id: string | null
	approval: string | null
	approval_until: string | null
	qualification: string | null
}

/**
 * What a lot at the line is judged by beside itself: whether its revision is in force today, its supplier and what the
 * rules say of it. A lot without a supplier has none to be blocked. By lot id, three statements for any number of lots.
 */
export async function readLineFacts(ctx: Context, lotIds: readonly string[]): Promise<Map<string, FactTree>> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const rows = await ctx.em.execute<Row[]>(
		`select l.id, r.id is null or r.id is not distinct from ${revisionInForce('r.item_id')} as revision_current,
			l.supplier_id as party_id, a.status as approval, a.valid_until::text as approval_until, a.qualification
		from lot l left join item_revision r on r.id = l.revision_id
		left join approved_supplier a on a.item_id = l.item_id and a.party_id = l.supplier_id where l.id = any(?::uuid[])`,
		[today, today, `{${lotIds.join(',')}}`],
	)
	const suppliers = await readSupplierFacts(
		ctx,
		rows.flatMap((row) => row.party_id ?? []),
	)
	return new Map(
		rows.map((row) => [
			row.id,
			{
				material: { revisionCurrent: row.revision_current },
				supplierItem: {
					status: row.approval ?? 'none',
					qualification: row.qualification ?? 'none',
					...(row.approval_until ? { validUntil: row.approval_until } : { expires: false }),
				},
				...(row.party_id ? { supplier: suppliers.get(row.party_id) ?? {} } : {}),
			},
		]),
	)
}

/** The number of another order for another item that runs on the same line, or null: the line is not clear of it. */
export async function otherOrderOnLine(
	ctx: Context,
	order: { id: string; line: string; siteId: string; itemId: string },
): Promise<string | null> {
	const [row] = await ctx.em.execute<{ number: string }[]>(
		`select number from production_order where line = ? and site_id = ? and item_id <> ? and id <> ? and started_at is not null and category in ('waiting', 'active', 'blocked') order by started_at limit 1`,
		[order.line, order.siteId, order.itemId, order.id],
	)
	return row?.number ?? null
}
