import { canonicalJson } from '#app/core/canonical-json.ts'
import { type LocalizedText, localizedTextSchema } from '#app/core/localized.ts'
import { err, type Result } from '#app/core/result.ts'
import { readDefinition, standingOf } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { saveDraft } from '#app/platform/definitions/save-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { findUnsafeJson } from '../find-unsafe-json.ts'
import { MAX_PROBLEMS } from '../validate-workflow.ts'
import { activeWorkflow } from './workflow-drafts.queries.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

const MAX_CHARACTERS = 1_000_000

export type SaveWorkflowDraft = {
	key: string
	/** The document as JSON; it may have problems, which only stop submitting. */
	content: unknown
	draftId?: string | undefined
	expectedVersion?: number | undefined
	/** The published version that it was made from; absent: the active one. */
	basedOn?: number | undefined
	note?: string | null | undefined
}

/** What the database can hold: an object without NUL or lone surrogates, not larger than a workflow may be. */
export function isStorable(content: unknown): content is Record<string, unknown> {
	if (typeof content !== 'object' || content === null || Array.isArray(content)) return false
	try {
		const text = canonicalJson(content)
		return text.length <= MAX_CHARACTERS && !text.includes('\\u0000')
	} catch {
		return false
	}
}

/**
 * Saves a draft of a workflow that the tenant has, under an optimistic lock. It may be unfinished; what is hostile is not
 * kept at all, and each place is named.
 * Errors: `unknown-workflow`, `workflow-invalid`, `unreadable`, `other-key`, and those of drafts (`forbidden`, `unknown-draft`,
 * `stale-draft`, `wrong-status`, `not-author`).
 */
export async function saveWorkflowDraft(
	ctx: Context,
	request: SaveWorkflowDraft,
): Promise<Result<DraftState, WorkflowRefusal>> {
	const { key, content, draftId, expectedVersion, note } = request
	const basedOn = request.basedOn ?? (await activeWorkflow(ctx, key))
	// A workflow that was imported has no version until its first draft is published: it is known by its drafts.
	const known = basedOn === null ? (await standingOf(ctx, 'workflow', key))[0]?.id : undefined
	if (basedOn === null && !known) return err({ code: draftId ? 'unknown-draft' : 'unknown-workflow' })
	const unsafe = findUnsafeJson(content)
	if (unsafe.length > 0) return err({ code: 'workflow-invalid', problems: unsafe.slice(0, MAX_PROBLEMS) })
	if (!isStorable(content)) return err({ code: 'unreadable' })
	if (typeof content.key === 'string' && content.key !== key) return err({ code: 'other-key', key: content.key })
	const base =
		basedOn === null
			? await readDefinition(ctx, 'workflow', { id: draftId ?? known ?? '' })
			: await readDefinition(ctx, 'workflow', { key, number: basedOn })
	if (!base) return err({ code: basedOn === null ? 'unknown-draft' : 'unknown-workflow' })
	return saveDraft(ctx, {
		kind: 'workflow',
		key,
		title: titleIn(content) ?? base.title,
		content,
		basedOn,
		note,
		draftId,
		expectedVersion,
	})
}

/** The title of content, where it has one that can be read. */
export function titleIn(content: Record<string, unknown>): LocalizedText | null {
	const title = localizedTextSchema.safeParse(content.title)
	return title.success ? title.data : null
}
