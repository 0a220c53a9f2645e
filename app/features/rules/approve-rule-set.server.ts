import { err, ok, type Result } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkRuleSet } from './check-rule-set.server.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { type SignedDraft, signDraft } from './sign-draft.server.ts'

/**
 * Approves a submitted draft with a signature bound to its content; never the author. It is checked and tested once
 * more, since the facts that rules may ask for can have changed.
 * Errors: those of drafts with `own-draft` and `outdated`; `rule-set-invalid`, `no-tests`, `tests-red`; those of signing.
 */
export async function approveRuleSet(ctx: Context, request: SignedDraft): Promise<Result<DraftState, RuleSetRefusal>> {
	const { draftId: id, key, expectedVersion, signature } = request
	const note = signature.reason
	const approved = await moveDraft(ctx, { kind: 'rule-set', id, key, step: 'approve', expectedVersion, note })
	if (!approved.ok) return approved
	const draft = await readDefinition(ctx, 'rule-set', { id })
	if (!draft) return err({ code: 'unknown-draft' })
	const checked = await checkRuleSet(draft.key, draft.content, await loadCatalogs(ctx))
	if (!checked.ok) return checked
	const signed = await signDraft(ctx, 'rule-set', draft, signature)
	return signed.ok ? ok(approved.value) : signed
}
