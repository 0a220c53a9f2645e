import { err, type Result } from '#app/core/result.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { saveDraft } from '#app/platform/definitions/save-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { validateWorkflow } from '../validate-workflow.ts'
import { workflowSchema } from '../workflow.schema.ts'
import { knownNames } from './known-names.server.ts'
import { isStorable } from './save-workflow-draft.server.ts'
import { activeWorkflow } from './workflow-drafts.queries.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/** Larger files are no workflow; nothing of them is parsed. */
export const MAX_IMPORT_CHARACTERS = 1_000_000

export type ImportedWorkflow = DraftState & { key: string }

/**
 * Takes a workflow from a file as a new draft: of a workflow that the tenant has, or of one it does not have yet. A file
 * with any error is refused as a whole, with every place and reason; nothing of it is kept.
 * Errors: `unreadable` (no JSON object, or too large), `workflow-invalid`, `forbidden`.
 */
export async function importWorkflow(
	ctx: Context,
	request: { text: string; note?: string | undefined },
): Promise<Result<ImportedWorkflow, WorkflowRefusal>> {
	if (!ctx.ability.can('create', 'Workflow')) return err({ code: 'forbidden' })
	if (request.text.length > MAX_IMPORT_CHARACTERS) return err({ code: 'unreadable' })
	const content = readJson(request.text)
	if (typeof content !== 'object' || content === null || Array.isArray(content)) return err({ code: 'unreadable' })
	const problems = validateWorkflow(content, await knownNames(ctx, [content]))
	const parsed = workflowSchema.safeParse(content)
	if (!parsed.success || problems.some(({ severity }) => severity === 'error'))
		return err({ code: 'workflow-invalid', problems })
	if (!isStorable(content)) return err({ code: 'unreadable' })
	const { key, title } = parsed.data
	const basedOn = await activeWorkflow(ctx, key)
	const saved = await saveDraft(ctx, { kind: 'workflow', key, title, content, basedOn, note: request.note ?? null })
	return saved.ok ? { ok: true, value: { ...saved.value, key } } : saved
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}
