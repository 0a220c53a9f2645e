import { err, ok, type Result } from '#app/core/result.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkRuleSet } from './check-rule-set.server.ts'
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
 * Errors: those of drafts, `rule-set-invalid`, `no-tests`, `tests-red`, `unchanged`, `outdated`.
 */
export async function submitRuleSet(ctx: Context, request: SubmitRuleSet): Promise<Result<DraftState, RuleSetRefusal>> {
	const { draftId, expectedVersion, note } = request
	const draft = await readDefinition(ctx, 'rule-set', { id: draftId })
	if (!draft || (request.key && draft.key !== request.key)) return err({ code: 'unknown-draft' })
	const base = draft.basedOn === null ? null : await readDefinition(ctx, 'rule-set', { key: draft.key, number: draft.basedOn })
	const moved = await moveDraft(ctx, { kind: 'rule-set', id: draftId, step: 'submit', expectedVersion, note: note || undefined })
	if (!moved.ok) return moved
	if (base?.contentHash === draft.contentHash) return err({ code: 'unchanged' })
	const checked = await checkRuleSet(draft.key, draft.content)
	if (!checked.ok) return checked
	await notifyRole(ctx, 'compliance_admin', {
		title: { en: `“${draft.title.en}” waits for approval`, 'zh-CN': `“${draft.title['zh-CN']}”待批准` },
		href: `/rules/${draft.key}?draft=${draftId}`,
		dedupeKey: `rule-set-submitted:${draftId}:${moved.value.version}`,
	})
	return ok(moved.value)
}
