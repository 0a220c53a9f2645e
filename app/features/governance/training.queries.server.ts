import type { Context } from '#app/platform/request/context.server.ts'

export type Training = {
	/** By code of the procedure, for those whose version in force the person knows. */
	known: Record<string, { validUntil: Date | null }>
	/** Codes of which the person knows an earlier version only. */
	outdated: Set<string>
}

type Row = { code: string; current: boolean; valid_until: string | Date | null }

/**
 * What a person knows of these procedures now. The latest record of the version in force counts; a lapsed one is answered
 * with its date. A procedure that the tenant does not have is known to nobody. One statement.
 */
export async function trainingOf(ctx: Context, accountId: string, codes: readonly string[]): Promise<Training> {
	const training: Training = { known: {}, outdated: new Set() }
	if (codes.length === 0) return training
	const rows = await ctx.em.execute<Row[]>(
		`select s.code, r.sop_version_id = s.current_version_id as current, r.valid_until
		from sop s join training_record r on r.tenant_id = s.tenant_id and r.sop_id = s.id and r.account_id = ?
		where s.code in (select jsonb_array_elements_text(?::jsonb)) and s.retired_at is null order by r.at, r.id`,
		[accountId, JSON.stringify(codes)],
	)
	for (const row of rows) {
		if (row.current) training.known[row.code] = { validUntil: row.valid_until ? new Date(row.valid_until) : null }
		else training.outdated.add(row.code)
	}
	return training
}
