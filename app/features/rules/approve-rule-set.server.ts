import { err, ok, type Result } from '#app/core/result.ts'
import { type SignatureInput, signRecord } from '#app/features/workflow/sign-record.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkRuleSet } from './check-rule-set.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'

export type SignedDraft = {
	draftId: string
	key?: string | undefined
	expectedVersion?: number | undefined
	signature: SignatureInput
}

/**
 * Approves a submitted draft with a signature bound to its content; never the author. It is checked and tested once
 * more, since the facts that rules may ask for can have changed.
 * Errors: those of drafts with `own-draft` and `outdated`; `rule-set-invalid`, `no-tests`, `tests-red`; those of signing.
 */
export async function approveRuleSet(ctx: Context, request: SignedDraft): Promise<Result<DraftState, RuleSetRefusal>> {
	const { draftId, key, expectedVersion, signature } = request
	const draft = await readDefinition(ctx, 'rule-set', { id: draftId })
	if (!draft || (key && draft.key !== key)) return err({ code: 'unknown-draft' })
	const approved = await moveDraft(ctx, { kind: 'rule-set', id: draftId, step: 'approve', expectedVersion, note: signature.reason })
	if (!approved.ok) return approved
	const checked = await checkRuleSet(draft.key, draft.content)
	if (!checked.ok) return checked
	const signed = await signDraft(ctx, draft, signature)
	return signed.ok ? ok(approved.value) : signed
}

/** Signs what a draft says; the signature shows as void once the content differs. */
export async function signDraft(
	ctx: Context,
	draft: { id: string; key: string; version: number; contentHash: string; basedOn: number | null },
	signature: SignatureInput,
): Promise<Result<string, RuleSetRefusal>> {
	const signed = await signRecord(ctx, signature, {
		type: 'rule-set',
		id: draft.id,
		version: draft.version,
		label: draft.key,
		content: { key: draft.key, contentHash: draft.contentHash, basedOn: draft.basedOn },
	})
	return signed.ok ? ok(signed.value.id) : err({ code: signed.error.code })
}
