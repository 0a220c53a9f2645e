import { err, type Result } from '#app/core/result.ts'
import { tellEmergency, tellEmergencyDecided } from '#app/features/rules/tell-emergency.server.ts'
import { type DecidedEmergency, decideEmergency } from '#app/platform/definitions/decide-emergency.server.ts'
import type { EmergencyVerdict } from '#app/platform/definitions/definition-life.model.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type PublishedEmergency, publishEmergency } from '#app/platform/definitions/publish-emergency.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkDraft } from '../drafts/check-draft.server.ts'
import { type SignedWorkflowDraft, signWorkflow } from '../drafts/sign-workflow.server.ts'
import type { WorkflowRefusal } from '../drafts/workflow-refusal.ts'

const kind = 'workflow'

/**
 * Publishes a draft of one's own at once, with a signature and a reason: no errors, all tests green. New records begin on
 * it; the other compliance admins are told; one of them has a day to confirm or reject it. Permission `emergency`.
 * Errors: those of `publishEmergency`, of `checkDraft` and of signing.
 */
export async function publishWorkflowEmergency(
	ctx: Context,
	request: SignedWorkflowDraft,
): Promise<Result<PublishedEmergency, WorkflowRefusal>> {
	const { draftId: id, key, expectedVersion, signature } = request
	const published = await publishEmergency(ctx, { kind, id, key, expectedVersion, reason: signature.reason })
	if (!published.ok) return published
	const version = await readDefinition(ctx, kind, { id })
	if (!version) return err({ code: 'unknown-draft' })
	const checked = await checkDraft(ctx, version)
	if (!checked.ok) return checked
	const signed = await signWorkflow(ctx, version, signature)
	if (!signed.ok) return signed
	await tellEmergency(ctx, kind, version)
	return published
}

/**
 * Confirms an emergency change, or rejects it: then new records begin on the content before again, as a new version; those
 * that began meanwhile stay where they are until they are moved. With a signature; the author is told. Permission
 * `approve`, never the author. Errors: those of `decideEmergency` and of signing.
 */
export async function decideWorkflowEmergency(
	ctx: Context,
	request: SignedWorkflowDraft & { verdict: EmergencyVerdict },
): Promise<Result<DecidedEmergency, WorkflowRefusal>> {
	const { draftId: id, key, signature, verdict } = request
	const decided = await decideEmergency(ctx, { kind, id, key, verdict, reason: signature.reason })
	if (!decided.ok) return decided
	const version = await readDefinition(ctx, kind, { id })
	if (!version) return err({ code: 'unknown-draft' })
	const signed = await signWorkflow(ctx, version, signature)
	if (!signed.ok) return signed
	await tellEmergencyDecided(ctx, kind, version, verdict)
	return decided
}
