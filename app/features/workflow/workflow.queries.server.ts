import type { Context } from '#app/platform/request/context.server.ts'
import { type AvailableTransition, availableTransitions } from './available-transitions.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { allowedActions, transitionContext } from './move-record.server.ts'
import { WorkflowInstance, WorkflowStep } from './workflow.entity.server.ts'
import type { GuardDecision } from './workflow.model.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

export type RecordStanding = {
	definition: WorkflowDefinition
	versionNumber: number
	state: string
	enteredAt: Date
	steps: {
		transition: string
		from: string | null
		to: string
		at: Date
		actor: string
		reason: string | null
		signatureId: string | null
	}[]
	available: readonly AvailableTransition[]
}

/**
 * Where a record stands: its pinned workflow, its steps so far (at most 200), and each step a person may ask for now
 * with everything that it lacks. `record` holds the columns that permissions look at.
 */
export async function readStanding(
	ctx: Context,
	kind: RecordKind,
	id: string,
	record: Record<string, unknown> & { version: number },
	decisions: Record<string, GuardDecision> = {},
): Promise<RecordStanding> {
	const instance = await ctx.em.findOneOrFail(WorkflowInstance, { subjectType: kind, subjectId: id })
	const { definition, number } = await loadPinnedWorkflow(ctx, instance.versionId)
	const steps = await ctx.em.find(WorkflowStep, { instanceId: instance.id }, { orderBy: { entry: 'asc' }, limit: 200 })
	const allowed = allowedActions(ctx, kind, definition, record)
	const position = { state: instance.state, enteredAt: instance.enteredAt, version: record.version }
	return {
		definition,
		versionNumber: number,
		state: instance.state,
		enteredAt: instance.enteredAt,
		steps: steps.map((step) => ({
			transition: step.transition,
			from: step.fromState ?? null,
			to: step.toState,
			at: step.at,
			actor: step.actorName,
			reason: step.reason ?? null,
			signatureId: step.signatureId ?? null,
		})),
		available: availableTransitions(definition, position, transitionContext(ctx, allowed, decisions, record)),
	}
}
