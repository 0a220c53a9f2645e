import { err, ok, type Result } from '#app/core/result.ts'
import { type SignedDraft, signDraft } from '#app/features/rules/sign-draft.server.ts'
import { approveAndStep } from '#app/platform/definitions/approve-and-step.server.ts'
import { beginPilot, type PilotState } from '#app/platform/definitions/begin-pilot.server.ts'
import { widenPilot, widenPilotToAll, withdrawPilot } from '#app/platform/definitions/change-pilot.server.ts'
import type { PilotScope } from '#app/platform/definitions/definition-life.model.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approveWorkflow } from '../drafts/approve-workflow.server.ts'
import { checkDraft } from '../drafts/check-draft.server.ts'
import type { PublishedWorkflow } from '../drafts/publish-workflow.server.ts'
import type { WorkflowRefusal } from '../drafts/workflow-refusal.ts'

const kind = 'workflow'

/**
 * Approves a draft, where nobody has yet, and lets new records of some sites or items begin on it, by one signature. What
 * runs stays where it is. Permission `publish`, never the author. Errors: those of `approveWorkflow` and `beginPilot`.
 */
export async function pilotWorkflow(
	ctx: Context,
	request: SignedDraft & { scope: PilotScope },
): Promise<Result<PilotState, WorkflowRefusal>> {
	const { draftId: id, key, signature, scope } = request
	const reason = signature.reason
	return approveAndStep<PilotState, WorkflowRefusal>(ctx, kind, request, {
		approve: () => approveWorkflow(ctx, request),
		step: (expectedVersion) => beginPilot(ctx, { kind, id, key, expectedVersion, scope, reason }),
		sign: (draft) => signDraft(ctx, kind, draft, signature),
	})
}

type Change = { draftId: string; key?: string | undefined; expectedVersion?: number | undefined }

/** Changes the sites and items of a running pilot. Permission `publish`, never the author. Errors: those of `widenPilot`. */
export const widenWorkflowPilot = (
	ctx: Context,
	{ draftId: id, ...request }: Change & { scope: PilotScope; reason: string },
): Promise<Result<PilotState, WorkflowRefusal>> => widenPilot(ctx, { kind, id, ...request })

/**
 * Makes a piloted workflow the active one for all, with a signature; it is checked once more. Permission `publish`, never
 * the author. Errors: those of `widenPilotToAll`, of `checkDraft` and of signing.
 */
export async function widenWorkflowToAll(
	ctx: Context,
	request: SignedDraft,
): Promise<Result<PublishedWorkflow, WorkflowRefusal>> {
	const { draftId: id, key, expectedVersion, signature } = request
	const published = await widenPilotToAll(ctx, { kind, id, key, expectedVersion, reason: signature.reason })
	if (!published.ok) return published
	const version = await readDefinition(ctx, kind, { id })
	if (!version) return err({ code: 'unknown-draft' })
	const checked = await checkDraft(ctx, version)
	if (!checked.ok) return checked
	const signed = await signDraft(ctx, kind, version, signature)
	return signed.ok ? ok(published.value) : signed
}

/** Ends a pilot: new records begin on the active version again. Permission `publish`. Errors: those of `withdrawPilot`. */
export const withdrawWorkflowPilot = (
	ctx: Context,
	{ draftId: id, ...request }: Change & { reason: string },
): Promise<Result<{ id: string; number: number }, WorkflowRefusal>> => withdrawPilot(ctx, { kind, id, ...request })
