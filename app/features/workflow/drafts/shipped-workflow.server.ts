import { err, type Result } from '#app/core/result.ts'
import type { DefinitionContent } from '#app/platform/definitions/definitions.queries.server.ts'
import { SHIPPED_NOTE } from '#app/platform/definitions/draft.model.ts'
import { isNewerShipped, noteTakeOver } from '#app/platform/definitions/newer-shipped.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readDefaultWorkflows } from '../default-workflows.server.ts'
import { diffWorkflows, type WorkflowChange } from '../design/diff-workflows.ts'
import type { KnownNames } from '../problem.model.ts'
import { type WorkflowDefinition, workflowSchema } from '../workflow.schema.ts'
import { type ImportedWorkflow, importWorkflow } from './import-workflow.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/** What the installation ships does not change while it runs. */
let kept: Promise<readonly WorkflowDefinition[]> | undefined

async function shippedWorkflow(key: string): Promise<WorkflowDefinition | null> {
	kept ??= readDefaultWorkflows('workflows')
	return (await kept).find((one) => one.key === key) ?? null
}

/**
 * What a newer version that the portal ships would change of the active one, in sentences; null where there is none, or the
 * tenant has it already, as a version or as a draft.
 */
export async function newerShippedWorkflow(
	ctx: Context,
	active: DefinitionContent,
	known: KnownNames,
): Promise<WorkflowChange[] | null> {
	const shipped = await shippedWorkflow(active.key)
	const was = workflowSchema.safeParse(active.content)
	if (!shipped || !was.success || !(await isNewerShipped(ctx, 'workflow', shipped))) return null
	const changes = diffWorkflows(was.data, shipped, known)
	return changes.length > 0 ? changes : null
}

/**
 * Takes what the portal ships over as a draft, as an import does; it is reviewed, tested and published like any other.
 * Errors: `unknown-workflow` (the portal ships none of this key), and those of `importWorkflow`.
 */
export async function takeOverWorkflow(ctx: Context, key: string): Promise<Result<ImportedWorkflow, WorkflowRefusal>> {
	const shipped = await shippedWorkflow(key)
	if (!shipped) return err({ code: 'unknown-workflow' })
	const taken = await importWorkflow(ctx, { text: JSON.stringify(shipped), note: SHIPPED_NOTE })
	if (taken.ok) noteTakeOver(ctx, 'workflow', taken.value, shipped)
	return taken
}
