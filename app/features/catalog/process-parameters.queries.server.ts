import type { Context } from '#app/platform/request/context.server.ts'
import type { ProcessParameterRow } from './process-parameter.model.ts'

type Row = ProcessParameterRow & { revisionId: string }

const SELECT = `select id, revision_id as "revisionId", key, name, step, unit, trim_scale(target)::text as target,
	trim_scale(minimum)::text as minimum, trim_scale(maximum)::text as maximum, required from process_parameter`

/** What is measured while these revisions are made, in order, by revision. One statement however many. */
export async function processParametersOf(
	ctx: Context,
	revisionIds: readonly string[],
): Promise<Map<string, ProcessParameterRow[]>> {
	const found = new Map<string, ProcessParameterRow[]>(revisionIds.map((id) => [id, []]))
	if (revisionIds.length === 0) return found
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where revision_id = any(?::uuid[]) order by revision_id, position`,
		[`{${revisionIds.join(',')}}`],
	)
	for (const { revisionId, ...parameter } of rows) found.get(revisionId)?.push(parameter)
	return found
}

/** The same of one revision: for production orders, whose readings are judged by `judgeReading`. */
export const listProcessParameters = async (ctx: Context, revisionId: string): Promise<ProcessParameterRow[]> =>
	(await processParametersOf(ctx, [revisionId])).get(revisionId) ?? []
