import type { Result } from '#app/core/result.ts'
import {
	decideDefinitionEmergency,
	publishDefinitionEmergency,
} from '#app/features/rules/emergency-definition.server.ts'
import type { SignedDraft } from '#app/features/rules/sign-draft.server.ts'
import type { DecidedEmergency } from '#app/platform/definitions/decide-emergency.server.ts'
import type { EmergencyVerdict } from '#app/platform/definitions/definition-life.model.ts'
import type { PublishedEmergency } from '#app/platform/definitions/publish-emergency.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkDraft } from '../drafts/check-draft.server.ts'
import type { WorkflowRefusal } from '../drafts/workflow-refusal.ts'

/**
 * Publishes a draft of one's own at once: no errors, all tests green. New records begin on it. Permission `emergency`.
 * Errors: those of `publishDefinitionEmergency` and of `checkDraft`.
 */
export const publishWorkflowEmergency = (
	ctx: Context,
	request: SignedDraft,
): Promise<Result<PublishedEmergency, WorkflowRefusal>> =>
	publishDefinitionEmergency<WorkflowRefusal>(ctx, 'workflow', request, (version) => checkDraft(ctx, version))

/**
 * Confirms an emergency change, or rejects it: then new records begin on the content before again; those that began
 * meanwhile stay where they are until they are moved. Permission `approve`. Errors: as `decideDefinitionEmergency`.
 */
export const decideWorkflowEmergency = (
	ctx: Context,
	request: SignedDraft & { verdict: EmergencyVerdict },
): Promise<Result<DecidedEmergency, WorkflowRefusal>> => decideDefinitionEmergency(ctx, 'workflow', request)
