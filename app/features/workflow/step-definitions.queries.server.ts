import type { Context } from '#app/platform/request/context.server.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import type { RecordStanding } from './workflow.queries.server.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

/**
 * The version of the workflow that each step of a record was taken by: the present one, save where a migration has brought
 * the record there since. One statement, and one more for records that were migrated.
 */
export async function definitionsOfSteps(
	ctx: Context,
	{ kind, id }: { kind: RecordKind; id: string },
	{ definition, steps }: Pick<RecordStanding, 'definition' | 'steps'>,
): Promise<WorkflowDefinition[]> {
	const moves = await ctx.em.execute<{ at: string | Date; number: number }[]>(
		`select at, (before->>'workflowVersion')::int as number from audit_entry
		where subject_id = ? and action = ? and after->>'migration' is not null order by seq limit 200`,
		[id, `${kind}.migrate`],
	)
	if (moves.length === 0) return steps.map(() => definition)
	const earlier = await versionsOf(
		ctx,
		subjectOf(kind).workflow,
		moves.map((move) => move.number),
	)
	return steps.map((step) => {
		const left = moves.find((move) => new Date(move.at) > step.at)
		return (left && earlier.get(left.number)) ?? definition
	})
}

async function versionsOf(
	ctx: Context,
	key: string,
	numbers: readonly number[],
): Promise<Map<number, WorkflowDefinition>> {
	const rows = await ctx.em.execute<{ id: string; number: number }[]>(
		`select id, number from definition_version where kind = 'workflow' and key = ? and number = any(?::int[])`,
		[key, `{${numbers.join(',')}}`],
	)
	const found = new Map<number, WorkflowDefinition>()
	for (const { id, number } of rows) found.set(number, (await loadPinnedWorkflow(ctx, id)).definition)
	return found
}
