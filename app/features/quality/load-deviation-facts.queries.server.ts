import { todayIn } from '#app/core/local-date.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type DeviationFacts = { lotId: string; facts: FactTree; scope: RecordScope }

type Row = {
	lot_id: string
	severity: string
	opened_at: Date | string
	files: number
	capas: number
	open_capas: number
}

/** The facts of the subject `deviation` for one deviation and its lot; null where there is none. Two statements. */
export async function loadDeviationFacts(ctx: Context, id: string): Promise<DeviationFacts | null> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<Row[]>(
		`select d.lot_id, d.severity, d.opened_at, c.capas, c.open_capas,
			(select count(*)::int from document_link x where x.subject_type = 'deviation' and x.subject_id = d.id) as files
		from deviation d
		cross join lateral (select count(*)::int as capas, (count(*) filter (where q.closed_at is null))::int as open_capas
			from quality_case_link k join quality_case q on q.tenant_id = k.tenant_id and q.id = k.case_id
			where k.subject_type = 'deviation' and k.subject_id = d.id and q.kind = 'capa') c
		where d.id = ?`,
		[id],
	)
	const lot = row && (await readLotFacts(ctx, [row.lot_id])).get(row.lot_id)
	if (!row || !lot) return null
	const deviation = {
		severity: row.severity,
		openedOn: todayIn(ctx.tenant.timeZone, new Date(row.opened_at)),
		fileCount: row.files,
		capaCount: row.capas,
		openCapaCount: row.open_capas,
	}
	return { lotId: row.lot_id, facts: { deviation, ...lot.facts }, scope: { siteId: lot.siteId, itemId: lot.itemId } }
}
