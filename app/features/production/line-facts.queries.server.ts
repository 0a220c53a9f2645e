import { todayIn } from '#app/core/local-date.ts'
import { type LocalizedText, localized } from '#app/core/localized.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'

type Row = {
	id: string
	revision_current: boolean
	party_code: string | null
	party_name: LocalizedText | null
	party_active: boolean | null
	country: string | null
	approval: string | null
	approval_until: string | null
	qualification: string | null
}

/**
 * What a lot at the line is judged by beside itself: whether its revision is in force today, its supplier and what the
 * rules say of it. A lot without a supplier has none to be blocked. By lot id, one statement for any number of lots.
 */
export async function readLineFacts(ctx: Context, lotIds: readonly string[]): Promise<Map<string, FactTree>> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const rows = await ctx.em.execute<Row[]>(
		`select l.id, r.id is null or (r.effective_from <= ?::date and (r.effective_to is null or r.effective_to >= ?::date)) as revision_current,
			p.code as party_code, p.name as party_name, p.active as party_active, p.country, a.status as approval, a.valid_until::text as approval_until, a.qualification
		from lot l left join item_revision r on r.id = l.revision_id left join party p on p.id = l.supplier_id
		left join approved_supplier a on a.item_id = l.item_id and a.party_id = l.supplier_id where l.id = any(?::uuid[])`,
		[today, today, `{${lotIds.join(',')}}`],
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
				...(row.party_code
					? {
							supplier: {
								code: row.party_code,
								name: row.party_name ? localized(row.party_name, ctx.tenant.language) : null,
								active: row.party_active,
								country: row.country,
							},
						}
					: {}),
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
		`select number from production_order where line = ? and site_id = ? and item_id <> ? and id <> ? and status = 'running' order by started_at limit 1`,
		[order.line, order.siteId, order.itemId, order.id],
	)
	return row?.number ?? null
}
