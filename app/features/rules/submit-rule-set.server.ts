import { err, ok, type Result } from '#app/core/result.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkRuleSet } from './check-rule-set.server.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'

export type SubmitRuleSet = {
	draftId: string
	key?: string | undefined
	expectedVersion?: number | undefined
	/** What changes and why, for the approver. */
	note?: string | undefined
}

/**
 * Asks for approval of a draft: it has no errors, its tests are green, it says something new and starts from the active
 * version. The other compliance admins are told.
 * Errors: those of drafts with `not-author` and `outdated`; `rule-set-invalid`, `no-tests`, `tests-red`, `unchanged`.
 */
export async function submitRuleSet(ctx: Context, request: SubmitRuleSet): Promise<Result<DraftState, RuleSetRefusal>> {
	const { draftId: id, key, expectedVersion } = request
	const note = request.note?.trim() || undefined
	const moved = await moveDraft(ctx, { kind: 'rule-set', id, key, step: 'submit', expectedVersion, note })
	if (!moved.ok) return moved
	const draft = await readDefinition(ctx, 'rule-set', { id })
	if (!draft) return err({ code: 'unknown-draft' })
	const base = await readDefinition(ctx, 'rule-set', { key: draft.key, number: draft.basedOn ?? 0 })
	if (base?.contentHash === draft.contentHash) return err({ code: 'unchanged' })
	const checked = await checkRuleSet(draft.key, draft.content, await loadCatalogs(ctx))
	if (!checked.ok) return checked
	await notifyRole(ctx, 'compliance_admin', {
		values: { label: draft.title },
		href: `/rules/${draft.key}?draft=${id}`,
		dedupeKey: `rule-set-submitted:${id}:${moved.value.version}`,
		event: 'definition_submitted',
		about: { type: 'definition', id, label: draft.key },
	})
	return ok(moved.value)
}
