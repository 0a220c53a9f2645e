import { startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const BATCH = 500

/**
 * Puts orders under their workflow that were planned before it came, each in the state that it has. Their deadlines run
 * from now. Answers how many; nothing to do the second time.
 */
export async function adoptOrders(ctx: Context): Promise<number> {
	let adopted = 0
	for (;;) {
		const rows = await ctx.em.execute<{ id: string; number: string; status: string }[]>(
			`select o.id, o.number, o.status from production_order o
			where not exists (select 1 from workflow_instance w where w.subject_type = 'order' and w.subject_id = o.id)
			order by o.id limit ${BATCH}`,
		)
		for (const [state, some] of Map.groupBy(rows, (row) => row.status)) {
			const ids = some.map(({ id }) => id)
			await startWorkflow(ctx, 'order', ids, { state, written: true })
			for (const { id, number } of some)
				ctx.audit.record({
					action: 'order.adopt',
					subject: { type: 'order', id, label: number },
					after: { status: state },
				})
		}
		adopted += rows.length
		if (rows.length < BATCH) return adopted
	}
}
