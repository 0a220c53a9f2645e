import { startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const BATCH = 500

/**
 * Puts deviations under their workflow that were opened before it came, each in the state that it has. Their deadlines
 * run from now. Answers how many; nothing to do the second time.
 */
export async function adoptDeviations(ctx: Context): Promise<number> {
	let adopted = 0
	for (;;) {
		const rows = await ctx.em.execute<{ id: string; number: string; status: string }[]>(
			`select d.id, d.number, d.status from deviation d
			where not exists (select 1 from workflow_instance w where w.subject_type = 'deviation' and w.subject_id = d.id)
			order by d.id limit ${BATCH}`,
		)
		for (const [state, some] of Map.groupBy(rows, (row) => row.status)) {
			await startWorkflow(
				ctx,
				'deviation',
				some.map(({ id }) => id),
				{ state },
			)
			for (const { id, number } of some)
				ctx.audit.record({
					action: 'deviation.adopt',
					subject: { type: 'deviation', id, label: number },
					after: { status: state },
				})
		}
		adopted += rows.length
		if (rows.length < BATCH) return adopted
	}
}
