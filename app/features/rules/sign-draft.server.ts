import { ok, type Result } from '#app/core/result.ts'
import { type SignatureError, type SignatureInput, signRecord } from '#app/features/workflow/sign-record.server.ts'
import type { DefinitionKind } from '#app/platform/definitions/definition.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** A draft to approve or publish, and the signature for it. */
export type SignedDraft = {
	draftId: string
	key?: string | undefined
	expectedVersion?: number | undefined
	signature: SignatureInput
}

/**
 * Signs what a draft of a rule set or workflow says, by the hash of its content.
 * Errors: `signature-needs-person`, `proof-invalid`, `reason-missing`.
 */
export async function signDraft(
	ctx: Context,
	kind: DefinitionKind,
	draft: { id: string; key: string; version: number; contentHash: string; basedOn: number | null },
	signature: SignatureInput,
): Promise<Result<string, SignatureError>> {
	const signed = await signRecord(ctx, signature, {
		type: kind,
		id: draft.id,
		version: draft.version,
		label: draft.key,
		content: { key: draft.key, contentHash: draft.contentHash, basedOn: draft.basedOn },
	})
	return signed.ok ? ok(signed.value.id) : signed
}
