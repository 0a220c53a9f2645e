import { err, type Result } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { publishDraft } from '#app/platform/definitions/publish-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approveRuleSet } from './approve-rule-set.server.ts'
import { type PublishedRuleSet, publishRuleSet } from './publish-rule-set.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import type { SignedDraft } from './sign-draft.server.ts'

/**
 * Approves a draft and publishes it by one signature; a draft approved before is published.
 * Errors: those of `approveRuleSet` and `publishRuleSet`.
 */
export async function approveAndPublishRuleSet(
	ctx: Context,
	request: SignedDraft,
): Promise<Result<PublishedRuleSet, RuleSetRefusal>> {
	const { draftId, signature } = request
	const draft = await readDefinition(ctx, 'rule-set', { id: draftId })
	if (!draft) return err({ code: 'unknown-draft' })
	if (draft.status === 'approved') return publishRuleSet(ctx, request)
	const approved = await approveRuleSet(ctx, request)
	if (!approved.ok) return approved
	return publishDraft(ctx, {
		kind: 'rule-set',
		id: draftId,
		expectedVersion: approved.value.version,
		reason: signature.reason,
	})
}
