import type { Context } from '#app/platform/request/context.server.ts'
import { startWorkflow } from './start-workflow.server.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

const BATCH = 500

/**
 * Puts records of a kind under their workflow that were made before it came, each in the state that it has. Their
 * deadlines run from now. `written`: status and category stand in the rows already. Answers how many; nothing to do the
 * second time.
 */
export async function adoptRecords(
	ctx: Context,
	kind: RecordKind,
	options: { written?: boolean } = {},
): Promise<number> {
	const { table, label } = subjectOf(kind)
	let adopted = 0
	for (;;) {
		const rows = await ctx.em.execute<{ id: string; label: string; status: string }[]>(
			`select r.id, r.${label} as label, r.status from ${table} r
			where not exists (select 1 from workflow_instance w where w.subject_type = ? and w.subject_id = r.id)
			order by r.id limit ${BATCH}`,
			[kind],
		)
		for (const [state, some] of Map.groupBy(rows, (row) => row.status)) {
			const ids = some.map(({ id }) => id)
			await startWorkflow(ctx, kind, ids, { state, ...options })
			for (const row of some)
				ctx.audit.record({
					action: `${kind}.adopt`,
					subject: { type: kind, id: row.id, label: row.label },
					after: { status: state },
				})
		}
		adopted += rows.length
		if (rows.length < BATCH) return adopted
	}
}
