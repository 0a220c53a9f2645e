import { err, ok, type Result } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { scheduleDraft, unscheduleDraft } from '#app/platform/definitions/schedule-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approveRuleSet } from './approve-rule-set.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { type SignedDraft, signDraft } from './sign-draft.server.ts'

/**
 * Approves a draft and says when it becomes active, by one signature; one approved or scheduled before is signed for its
 * time. Permission `publish`, never the author.
 * Errors: those of `approveRuleSet` and `scheduleDraft`.
 */
export async function scheduleRuleSet(
	ctx: Context,
	request: SignedDraft & { effectiveFrom: Date },
): Promise<Result<DraftState, RuleSetRefusal>> {
	const { draftId: id, key, signature, effectiveFrom } = request
	const draft = await readDefinition(ctx, 'rule-set', { id })
	if (!draft) return err({ code: 'unknown-draft' })
	const needsApproval = draft.status === 'in_review'
	const approved = needsApproval ? await approveRuleSet(ctx, request) : null
	if (approved && !approved.ok) return approved
	const expectedVersion = approved ? approved.value.version : request.expectedVersion
	const reason = signature.reason
	const scheduled = await scheduleDraft(ctx, { kind: 'rule-set', id, key, expectedVersion, effectiveFrom, reason })
	if (!scheduled.ok || needsApproval) return scheduled
	const signed = await signDraft(ctx, { ...draft, version: scheduled.value.version }, signature)
	return signed.ok ? ok(scheduled.value) : signed
}

/** Takes a scheduled rule set back before its time. Permission `publish`. Errors: those of drafts, `comment-missing`. */
export async function unscheduleRuleSet(
	ctx: Context,
	request: { draftId: string; key?: string | undefined; expectedVersion?: number | undefined; reason: string },
): Promise<Result<DraftState, RuleSetRefusal>> {
	const { draftId: id, key, expectedVersion } = request
	const reason = request.reason.trim()
	if (reason.length < 3) return err({ code: 'comment-missing' })
	return unscheduleDraft(ctx, { kind: 'rule-set', id, key, expectedVersion, reason })
}
