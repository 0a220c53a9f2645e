import { err, type Result } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { publishDraft } from '#app/platform/definitions/publish-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { type SignedDraft, signDraft } from './sign-draft.server.ts'

export type PublishedRuleSet = { id: string; number: number; retired: number | null }

/**
 * Publishes an approved draft with a signature; never the author. The very next decision is made by it.
 * Errors: those of drafts with `own-draft` and `outdated`; those of signing.
 */
export async function publishRuleSet(
	ctx: Context,
	request: SignedDraft,
): Promise<Result<PublishedRuleSet, RuleSetRefusal>> {
	const { draftId: id, key, expectedVersion, signature } = request
	const reason = signature.reason
	const published = await publishDraft(ctx, { kind: 'rule-set', id, key, expectedVersion, reason })
	if (!published.ok) return published
	const draft = await readDefinition(ctx, 'rule-set', { id })
	if (!draft) return err({ code: 'unknown-draft' })
	const signed = await signDraft(ctx, 'rule-set', draft, signature)
	return signed.ok ? published : signed
}
