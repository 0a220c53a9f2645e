import { err, type Result } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { tenantWorld } from '../simulate/simulation-world.server.ts'
import type { WorkflowDefinition } from '../workflow.schema.ts'
import { checkWorkflow } from './check-workflow.ts'
import { knownNames } from './known-names.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/**
 * Whether a draft may be published as the next version of its key, by what the tenant has now.
 * Errors: those of `checkWorkflow`; `unchanged`, `other-subject` beside the version that it starts from.
 */
export async function checkDraft(
	ctx: Context,
	draft: { key: string; content: unknown; contentHash: string; basedOn: number | null },
): Promise<Result<WorkflowDefinition, WorkflowRefusal>> {
	const { key, basedOn } = draft
	const base = basedOn === null ? null : await readDefinition(ctx, 'workflow', { key, number: basedOn })
	if (base?.contentHash === draft.contentHash) return err({ code: 'unchanged' })
	const checked = checkWorkflow(key, draft.content, await knownNames(ctx, [draft.content]), await tenantWorld(ctx))
	if (checked.ok && base && base.content.subject !== checked.value.subject) return err({ code: 'other-subject' })
	return checked
}
