import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type SignatureInput, signRecord } from '../sign-record.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/** A draft to approve or publish, and the signature for it. */
export type SignedWorkflowDraft = {
	draftId: string
	key?: string | undefined
	expectedVersion?: number | undefined
	signature: SignatureInput
}

/**
 * Signs what a draft of a workflow says, by the hash of its content.
 * Errors: `signature-needs-person`, `proof-invalid`, `reason-missing`.
 */
export async function signWorkflow(
	ctx: Context,
	draft: { id: string; key: string; version: number; contentHash: string; basedOn: number | null },
	signature: SignatureInput,
): Promise<Result<string, WorkflowRefusal>> {
	const signed = await signRecord(ctx, signature, {
		type: 'workflow',
		id: draft.id,
		version: draft.version,
		label: draft.key,
		content: { key: draft.key, contentHash: draft.contentHash, basedOn: draft.basedOn },
	})
	return signed.ok ? ok(signed.value.id) : err({ code: signed.error.code })
}
