import type { Context } from '#app/platform/request/context.server.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import type { WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

/** The definition that a record follows, by the version it is pinned to; null where it has no workflow. */
export async function pinnedDefinition(ctx: Context, kind: string, id: string): Promise<WorkflowDefinition | null> {
	const [row] = await ctx.em.execute<{ version_id: string }[]>(
		'select version_id from workflow_instance where subject_type = ? and subject_id = ?',
		[kind, id],
	)
	return row ? (await loadPinnedWorkflow(ctx, row.version_id)).definition : null
}

/** The steps that a record's own version has from a state; only that of `key` where it is named. */
export async function stepsFrom(
	ctx: Context,
	kind: string,
	id: string,
	state: string,
	key?: string,
): Promise<WorkflowTransition[]> {
	const transitions = (await pinnedDefinition(ctx, kind, id))?.transitions ?? []
	return transitions.filter((one) => one.from.includes(state) && (key === undefined || one.key === key))
}

/** What a signature of a step means; null where the step asks for none. */
export const meaningIn = (definition: WorkflowDefinition, transition: string): string | null =>
	indexOf(definition).transitions.get(transition)?.signature?.meaning ?? null
